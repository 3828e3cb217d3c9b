/** OpenRouter names a program by this in its statistics. Whoever takes the file may put their program's name here. */
export const titleHeader = { "X-OpenRouter-Title": "Understudy" } as const;

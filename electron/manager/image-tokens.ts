/**
 * The most tokens that one image of at most 5 MB is billed as, by model id. What providers count depends on its size in
 * pixels, which is not known here, so the largest figure is taken that was found:
 * - gpt-4o-mini: 2,833 and 5,667 for each of at most 8 tiles, 48,169 (OpenAI's pricing of images by tiles);
 * - Claude: 4,005 for 12 megapixels by 5.5, 1,661 by 4.5 (measured in 2026, Hugging Face, JOHNISKING/image-token-cost);
 * - Gemini: 258 for each tile of 768 pixels by 2.x, which is 6,192 for 12 megapixels; 2,240 at most by 3 and later;
 * - others: GPT-6 takes the most, 14,364 for 12 megapixels (the same table), 1.2 for each patch of 32 pixels.
 */
const mostTokens: readonly (readonly [pattern: RegExp, tokens: number])[] = [
  [/gpt-4o-mini/i, 50_000],
  [/claude/i, 5_000],
  [/gemini|gemma/i, 10_000],
];
const mostOfOthers = 20_000;

export function mostImageTokens(modelId: string): number {
  return mostTokens.find(([pattern]) => pattern.test(modelId))?.[1] ?? mostOfOthers;
}

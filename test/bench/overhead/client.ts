/** One answer, timed by whoever asked. Ms since the call. */
export type Timed = { readonly firstMs: number; readonly totalMs: number; readonly characters: number };

/** Asks once and reads to the end; `close` lets go of what it holds. */
export type Client = { ask(): Promise<Timed>; close(): Promise<void> };

export const prompt = "Count to five hundred.";

/** Notes when the first text came and how much came in all. Begins at once. */
export function newTiming() {
  const startMs = performance.now();
  let firstMs: number | null = null;
  let characters = 0;
  return {
    text: (text: string) => {
      if (text === "") return;
      firstMs ??= performance.now() - startMs;
      characters += text.length;
    },
    done: (): Timed => ({ firstMs: firstMs ?? Number.NaN, totalMs: performance.now() - startMs, characters }),
  };
}

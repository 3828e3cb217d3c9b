import type { EncodingName } from "./families.ts";

/** Nothing in a prompt is a command to the tokenizer: `<|endoftext|>` is text like any other. */
const plainText = { disallowedSpecial: new Set<string>() };

/** Loads an encoding on first use: 2 MB of ranks each, about 60 ms and 40 MB of memory. */
export async function countTokens(encoding: EncodingName, text: string): Promise<number> {
  const { countTokens: count } =
    encoding === "o200k"
      ? await import("gpt-tokenizer/encoding/o200k_base")
      : await import("gpt-tokenizer/encoding/cl100k_base");
  return count(text, plainText);
}

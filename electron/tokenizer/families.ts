/** The two encodings that OpenAI's chat models use; `o200k` since gpt-4o. */
export type EncodingName = "o200k" | "cl100k";

/** How the tokens of a model's prompt are counted. */
export type CountingRule = {
  readonly encoding: EncodingName;
  /** What the encoding's count is multiplied with. */
  readonly factor: number;
  /** `tokenizer`: the encoding is the model's own. */
  readonly basis: "tokenizer" | "rule";
};

type Family = { readonly ids: RegExp } & CountingRule;

const own = { factor: 1, basis: "tokenizer" } as const;

/**
 * By model id without the maker in front, first match wins. Tokenizers that are not published, or would each add
 * megabytes, stand as a factor over an encoding that splits text alike: Llama 3's and Qwen's vocabularies were grown
 * from cl100k's, Gemini's has the size of o200k's, Claude's makes more tokens of the same text, and more again from
 * Opus 4.7 on. The factors are rounded up: an estimate that is a little high keeps a budget, one too low breaks it.
 */
const families: readonly Family[] = [
  { ids: /^gpt-(3\.5|4(-|$))/, encoding: "cl100k", ...own },
  { ids: /^(gpt-|chatgpt-|codex-|o\d)/, encoding: "o200k", ...own },
  { ids: /^claude-([a-z]+-([5-9]|4[.-][7-9])|mythos)/, encoding: "o200k", factor: 1.5, basis: "rule" },
  { ids: /^claude/, encoding: "o200k", factor: 1.2, basis: "rule" },
  { ids: /^(gemini|gemma)/, encoding: "o200k", factor: 1.1, basis: "rule" },
  { ids: /^(meta-)?llama|^qwen|^qwq/, encoding: "cl100k", factor: 1.05, basis: "rule" },
  { ids: /^(mistral|mixtral|ministral|magistral|codestral|devstral|pixtral)/, ...rule("o200k", 1.2) },
  { ids: /^(deepseek|grok|kimi|glm|minimax|command|nova|phi)/, ...rule("o200k", 1.15) },
];

/** Of a family that nobody wrote down. */
const unknownFamily = rule("o200k", 1.2);

function rule(encoding: EncodingName, factor: number): CountingRule {
  return { encoding, factor, basis: "rule" };
}

/** `anthropic/claude-sonnet-4.5` behind an aggregator is counted as the model it is. */
export function countingRule(modelId: string): CountingRule {
  const plain = modelId.slice(modelId.lastIndexOf("/") + 1).toLowerCase();
  return families.find(({ ids }) => ids.test(plain)) ?? unknownFamily;
}

/** Where no encoding is at hand: four characters make a token, which holds for English. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/**
 * Request quirks of models as data. Every row names the section of the wire reference (protocols.md) that it is taken
 * from; within a table the first row whose pattern matches wins. `[inferred]` marks our own deduction.
 *
 * Patterns are matched against the bare model id: lower case, without `ft:`, vendor prefix (`openai/`), OpenRouter
 * suffix (`:free`); see `bareModelId`.
 */

export type ReasoningRule = {
  readonly pattern: RegExp;
  readonly reasons: boolean;
  readonly source: string;
};

/** Whether a model thinks before it answers where the request does not say, by family, whoever serves it. */
export const reasoningRules: readonly ReasoningRule[] = [
  { pattern: /^gpt-5(?:\.\d+)?-chat/, reasons: false, source: "§4 reasoning families except gpt-5-chat*" },
  { pattern: /^(?:o\d|gpt-[5-9])/, reasons: true, source: "§4 reasoning families o*, gpt-5*, gpt-6*" },
  { pattern: /^gpt-oss/, reasons: true, source: "§11.5 groq-stream: delta.reasoning of gpt-oss" },
  {
    pattern: /^claude-(?:[a-z]+-[1-4](?:[.-]|$)|[1-4])/,
    reasons: false,
    source: "§5 up to 4.8 thinking is asked for in the body; we do not ask",
  },
  {
    pattern: /^claude/,
    reasons: true,
    source:
      "§5 thinking cannot be disabled on 5.5 and fable; the other 5.x think unless told not to (Anthropic's notes)",
  },
  {
    pattern: /^gemini-2\.5-flash-lite/,
    reasons: false,
    source: "§6 thinkingBudget may be 0; lite starts at 0 [inferred]",
  },
  { pattern: /^gemini-2\.5-(?:pro|flash)/, reasons: true, source: "§6 2.5 thinks with a dynamic budget" },
  { pattern: /^gemini-[3-9]/, reasons: true, source: "§6 3 and 4: thinkingLevel, no way to turn it off" },
  { pattern: /^deepseek-(?:coder|chat-v3|v3)/, reasons: false, source: "§8 [inferred]: from before thinking" },
  { pattern: /^deepseek/, reasons: true, source: "§8 DeepSeek thinking, §11.5 deepseek-stream" },
  { pattern: /^magistral/, reasons: true, source: "§8 Mistral thinking parts, §11.5 mistral-stream" },
  { pattern: /^grok-(?:[4-9](?:\.\d+)?-(?:[a-z0-9]+-)*non-reasoning)/, reasons: false, source: "§8 xAI [inferred]" },
  { pattern: /^grok-(?:[4-9]|3-mini)/, reasons: true, source: "§8 xAI reasoning models" },
  { pattern: /^qwen3\.5/, reasons: true, source: "§11.5 ollama-stream: delta.reasoning of qwen3.5" },
  { pattern: /thinking|reason|^qwq/, reasons: true, source: "the id says so [inferred]" },
];

export type ChatRule = {
  readonly pattern: RegExp;
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  readonly temperature: boolean;
  readonly systemRole: "system" | "developer";
  readonly streamUsage: boolean;
  readonly source: string;
};

const openAiShape = { maxTokensField: "max_completion_tokens", systemRole: "system", streamUsage: true } as const;
const compatibleShape = { maxTokensField: "max_tokens", systemRole: "system", streamUsage: true } as const;

export const openAiRules: readonly ChatRule[] = [
  {
    ...openAiShape,
    pattern: /-search-(?:preview|api)/,
    temperature: false,
    source: "§4 *-search-preview refuse temperature",
  },
  {
    ...openAiShape,
    pattern: /^gpt-5(?:\.\d+)?-chat/,
    temperature: true,
    source: "§4 gpt-5-chat* is no reasoning family",
  },
  {
    ...openAiShape,
    pattern: /^(?:o\d|gpt-[5-9])/,
    temperature: false,
    systemRole: "developer",
    source: "§4 reasoning families refuse max_tokens and temperature; §3 system row: developer for o1+, gpt-5+",
  },
  { ...openAiShape, pattern: /^/, temperature: true, source: "§3 maxTokens row, golden request gpt-4.1" },
];

export const openRouterRules: readonly ChatRule[] = [
  {
    ...compatibleShape,
    pattern: /^/,
    temperature: true,
    source: "§3 maxTokens row takes either; §7 unsupported parameters are dropped silently, usage is always sent",
  },
];

export const compatibleRules: readonly ChatRule[] = [
  {
    ...openAiShape,
    pattern: /^(?:o\d|gpt-[5-9])(?!.*-chat)/,
    temperature: false,
    source: "§4 reasoning families behind a proxy [inferred]; §3 most compatible servers reject developer",
  },
  {
    ...compatibleShape,
    // Only ids of Mistral's own platform: names with a colon or without the second hyphen are local copies.
    pattern: /^(?:mistral-(?:large|medium|small)|(?:codestral|magistral|ministral|devstral|pixtral|open-mi[sx]tral))-/,
    temperature: true,
    streamUsage: false,
    source: "§8 Mistral: extra fields are 422, usage comes unasked; golden request mistral",
  },
  {
    ...compatibleShape,
    pattern: /^deepseek-(?:flash|v4|v5|chat$|reasoner)/,
    temperature: false,
    source: "§3 temperature row, §8: DeepSeek refuses sampling while thinking",
  },
  {
    ...compatibleShape,
    pattern: /^/,
    temperature: true,
    source: "§3 maxTokens row: DeepSeek, Together, Moonshot, Ollama …; Groq and vLLM take either",
  },
];

export type AnthropicRule = {
  readonly pattern: RegExp;
  readonly temperature: boolean;
  readonly maxOutputTokens: number;
  readonly source: string;
};

export const anthropicRules: readonly AnthropicRule[] = [
  {
    pattern: /^claude-opus-4-[78](?:-|$)/,
    temperature: false,
    maxOutputTokens: 128_000,
    source: "§5 sampling refused by opus-4-7, opus-4-8; 128k for 4.6+",
  },
  {
    pattern: /^claude-[a-z]+-4-6(?:-|$)/,
    temperature: true,
    maxOutputTokens: 128_000,
    source: "§5 sampling taken up to 4.6; 128k for 4.6+",
  },
  {
    pattern: /^claude-[a-z]+-4-5(?:-|$)/,
    temperature: true,
    maxOutputTokens: 64_000,
    source: "§5 64k for the 4.5 family",
  },
  {
    pattern: /^claude-[a-z]+-4(?:-[01])?(?:-\d{8}|-latest)?$/,
    temperature: true,
    maxOutputTokens: 32_000,
    source: "§5 32k opus-4 and 4.1; the same for sonnet-4 as the lower bound [inferred]",
  },
  {
    pattern: /^claude-(?:3|2|instant)/,
    temperature: true,
    maxOutputTokens: 4_096,
    source: "§5 models up to 4.6 take sampling; the smallest output limit of that age [inferred]",
  },
  {
    pattern: /^/,
    temperature: false,
    maxOutputTokens: 128_000,
    source: "§5 safe rule: no sampling unless the model is up to 4.6; 128k for 5.x",
  },
];

export type GoogleRule = {
  readonly pattern: RegExp;
  readonly systemInstruction: boolean;
  readonly maxOutputTokens: number | null;
  readonly source: string;
};

export const googleRules: readonly GoogleRule[] = [
  {
    pattern: /^gemma/,
    systemInstruction: false,
    maxOutputTokens: null,
    source: "§6 Gemma models: no systemInstruction",
  },
  { pattern: /^gemini-4-argon/, systemInstruction: true, maxOutputTokens: 32_768, source: "§12 gemini-4-argon" },
  { pattern: /^gemini-(?:2\.5|3)/, systemInstruction: true, maxOutputTokens: 65_536, source: "§12 gemini-2.5, 3.x" },
  { pattern: /^/, systemInstruction: true, maxOutputTokens: null, source: "§6 body" },
];

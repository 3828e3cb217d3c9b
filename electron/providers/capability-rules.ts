/**
 * What is known of models by their family, as data. Every row names the section of the wire reference (protocols.md) that it is taken
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
  {
    pattern: /-search-(?:preview|api)/,
    reasons: false,
    source: "§4 *-search-preview; search models have a chat only [inferred]",
  },
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

export type ImageRule = { readonly pattern: RegExp; readonly takesImages: boolean; readonly source: string };

/**
 * Whether a model takes images, by family, whoever serves it, where no list says so. Families that are not named are
 * not known: the image is sent and the provider decides. A wrong `false` would skip a link that could have answered.
 */
export const imageRules: readonly ImageRule[] = [
  { pattern: /^gpt-(?:3\.5|oss)/, takesImages: false, source: "text models of OpenAI [inferred]" },
  { pattern: /^gpt-4(?:-(?:0613|0314|32k.*))?$/, takesImages: false, source: "the first gpt-4 [inferred]" },
  { pattern: /^o1-(?:mini|preview)|^o3-mini/, takesImages: false, source: "text models of OpenAI [inferred]" },
  {
    pattern: /^(?:gpt-4o(?!.*search)|gpt-4\.|gpt-4-turbo|o[134]|gpt-[5-9])/,
    takesImages: true,
    source: "§3 image row; golden request gpt-4.1",
  },
  { pattern: /^claude-(?:2|instant)/, takesImages: false, source: "from before images [inferred]" },
  { pattern: /^claude/, takesImages: true, source: "§5 image blocks; golden request claude-sonnet-4-6" },
  { pattern: /^gemini/, takesImages: true, source: "§3 image row; golden request gemini-3.8-flash" },
  { pattern: /^gemma-(?:2|3-1b)|^codegemma/, takesImages: false, source: "text models of Google [inferred]" },
  { pattern: /^gemma-?3/, takesImages: true, source: "gemma 3 from 4b on [inferred]" },
  {
    pattern: /^deepseek-(?:chat|reasoner|v3|r1|coder)/,
    takesImages: false,
    source: "text models of DeepSeek [inferred]",
  },
  { pattern: /^llama-?3(?:[.-][013](?!\d)|$)/, takesImages: false, source: "text models of Meta [inferred]" },
  {
    pattern: /^(?:codestral|devstral|open-mi[sx]tral)/,
    takesImages: false,
    source: "text models of Mistral [inferred]",
  },
  { pattern: /^qwen[\d.]*-?coder/, takesImages: false, source: "text models of Qwen [inferred]" },
  {
    pattern: /^llama-?4|vision|-vl(?:-|$)|^qwen[\d.]*vl|^pixtral|^llava|^moondream/,
    takesImages: true,
    source: "the id says so [inferred]",
  },
];

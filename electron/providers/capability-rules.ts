import type { Effort } from "#shared/prompt.ts";

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

/** How hard a model may be asked to think, in the order of `Effort`. An empty list: it takes no such field. */
export type Efforts = readonly Effort[];

const everyEffort = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
const threeEfforts = ["low", "medium", "high"] as const;

/**
 * The rules of a request in OpenAI's shape for the models of one kind. What a *server* deviates in, whatever the model,
 * stands in `compatible/servers.ts`.
 */
export type ChatRule = {
  readonly pattern: RegExp;
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Temperature and top_p at the model's own effort. */
  readonly temperature: boolean;
  /** Temperature and top_p are taken once thinking is turned off by effort `none`. */
  readonly samplingAtNone: boolean;
  readonly systemRole: "system" | "developer";
  readonly streamUsage: boolean;
  readonly stop: boolean;
  readonly seed: boolean;
  readonly efforts: Efforts;
  /** Function tools are refused while the model thinks, so that they need effort `none`. */
  readonly toolsNeedNoThinking: boolean;
  /** Holds for copies on local servers too, whose ids carry a tag (`qwen3.5:9b`); the other rows speak of platforms. */
  readonly alsoLocal?: true;
  readonly source: string;
};

const openAiShape = {
  maxTokensField: "max_completion_tokens",
  temperature: true,
  samplingAtNone: false,
  systemRole: "system",
  streamUsage: true,
  stop: true,
  seed: true,
  efforts: [],
  toolsNeedNoThinking: false,
} as const;

/** OpenAI's models that think: no sampling fields, and the system text comes as the developer's. */
const openAiThinking = { ...openAiShape, temperature: false, systemRole: "developer" } as const;

const compatibleShape = { ...openAiShape, maxTokensField: "max_tokens" } as const;

const openRouterShape = { ...openAiShape, efforts: everyEffort } as const;

export const openAiRules: readonly ChatRule[] = [
  {
    ...openAiShape,
    pattern: /-search-(?:preview|api)/,
    temperature: false,
    seed: false,
    source: "§4 *-search-preview refuse temperature; top_p and seed with it [inferred]",
  },
  {
    ...openAiShape,
    pattern: /^gpt-5(?:\.\d+)?-chat/,
    source: "§4 gpt-5-chat* is no reasoning family",
  },
  {
    ...openAiThinking,
    pattern: /^(?:o3|o4-mini)(?:-|$)/,
    stop: false,
    efforts: threeEfforts,
    source: "§4 o3 and o4-mini refuse stop; o-series low/medium/high",
  },
  {
    ...openAiThinking,
    pattern: /^o\d/,
    efforts: threeEfforts,
    source: "§4 reasoning families refuse max_tokens and sampling; §3 system row: developer for o1+",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-5(?:-|$)/,
    efforts: ["minimal", "low", "medium", "high"],
    source: "§4 gpt-5: minimal to high; §3 system row: developer for gpt-5+",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-5\.1(?:-|$)/,
    efforts: ["none", "low", "medium", "high"],
    samplingAtNone: true,
    source: "§4 gpt-5.1: none, low, medium, high; sampling is taken at effort none",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-5\.[2-5](?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh"],
    samplingAtNone: true,
    source: "§4 gpt-5.2 to 5.5 add xhigh",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-5\.6(?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh", "max"],
    samplingAtNone: true,
    toolsNeedNoThinking: true,
    source: "§4 gpt-5.6 adds max; refuses function tools together with reasoning",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-(?:6-(?:sol|luna)|6\.1-terra)(?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh", "max"],
    samplingAtNone: true,
    source: "§4 gpt-6-sol, gpt-6-luna and gpt-6.1-terra also have none",
  },
  {
    ...openAiThinking,
    pattern: /^gpt-[5-9]/,
    efforts: ["low", "medium", "high", "xhigh", "max"],
    source: "§4 gpt-6 and newer: low to max",
  },
  { ...openAiShape, pattern: /^/, source: "§3 maxTokens row, golden request gpt-4.1" },
];

export const openRouterRules: readonly ChatRule[] = [
  {
    ...openRouterShape,
    pattern: /^(?:gpt-[34](?![5-9])|chatgpt|gpt-5(?:\.\d+)?-chat|llama-[23]|gemma)/,
    efforts: [],
    source: "§7: no thinking to ask for; with require_parameters such a field finds no upstream [inferred]",
  },
  {
    ...openRouterShape,
    pattern: /^(?:o\d|gpt-[5-9]|claude-opus-4[.-][78]|claude-[a-z]+-[5-9])/,
    temperature: false,
    source: "§4, §5 refuse sampling; §7 drops it silently, but finds no upstream under require_parameters",
  },
  {
    ...openRouterShape,
    pattern: /^/,
    source: "§3 maxTokens row; §7 unsupported parameters are dropped silently, usage is always sent",
  },
];

export const compatibleRules: readonly ChatRule[] = [
  {
    ...openAiShape,
    pattern: /^(?:o\d|gpt-[5-9])(?!.*-chat)/,
    temperature: false,
    efforts: threeEfforts,
    source: "§4 reasoning families behind a proxy [inferred]; §3 most compatible servers reject developer",
  },
  {
    ...compatibleShape,
    // Only ids of Mistral's own platform: names with a colon or without the second hyphen are local copies.
    pattern: /^(?:mistral-(?:large|medium|small)|(?:codestral|magistral|ministral|devstral|pixtral|open-mi[sx]tral))-/,
    streamUsage: false,
    source: "§8 Mistral: extra fields are 422, usage comes unasked; golden request mistral",
  },
  {
    ...compatibleShape,
    pattern: /^deepseek-(?:flash|v4|v5|chat$|reasoner)/,
    temperature: false,
    samplingAtNone: true,
    seed: false,
    source: "§3 temperature and seed rows, §8: DeepSeek refuses sampling while thinking",
  },
  {
    ...compatibleShape,
    pattern: /^grok-(?:[4-9]|3-mini)(?!.*non-reasoning)/,
    stop: false,
    source: "§8 xAI: no stop on reasoning models",
  },
  {
    ...compatibleShape,
    pattern: /^(?:gpt-oss|claude|gemini)/,
    efforts: threeEfforts,
    alsoLocal: true,
    source: "§8 Groq, Ollama: low/medium/high of gpt-oss; proxies in front of the others take the same [inferred]",
  },
  {
    ...compatibleShape,
    pattern: /^/,
    alsoLocal: true,
    source: "§3 maxTokens row: DeepSeek, Together, Moonshot, Ollama …; Groq and vLLM take either; §3 JSON row",
  },
];

/** The rules of a request to Anthropic for the models of one kind. */
export type AnthropicRule = {
  readonly pattern: RegExp;
  readonly temperature: boolean;
  readonly maxOutputTokens: number;
  /** How thinking is asked for: with a budget of tokens, left to the model, or not at all. */
  readonly thinking: "budget" | "adaptive" | null;
  /** False where `thinking:{type:"disabled"}` is refused. */
  readonly canDisableThinking: boolean;
  /** `output_config.effort`. */
  readonly efforts: Efforts;
  /** `output_config.format`. */
  readonly jsonSchema: boolean;
  readonly source: string;
};

const anthropicEfforts = ["low", "medium", "high", "xhigh", "max"] as const;

/** What holds from 4.7 on. */
const newerClaude = {
  temperature: false,
  maxOutputTokens: 128_000,
  thinking: "adaptive",
  canDisableThinking: true,
  efforts: anthropicEfforts,
  jsonSchema: true,
} as const;

const olderClaude = {
  temperature: true,
  thinking: "budget",
  canDisableThinking: true,
  efforts: [],
  jsonSchema: false,
} as const;

export const anthropicRules: readonly AnthropicRule[] = [
  {
    ...newerClaude,
    pattern: /^claude-opus-4-[78](?:-|$)/,
    source: "§5 sampling refused by opus-4-7, opus-4-8; 128k for 4.6+; adaptive from 4.6",
  },
  {
    ...newerClaude,
    pattern: /^claude-[a-z]+-4-6(?:-|$)/,
    temperature: true,
    efforts: ["low", "medium", "high", "max"],
    source: "§5 sampling taken up to 4.6; 128k; adaptive from 4.6; xhigh came with 4.7 (Anthropic's effort page)",
  },
  {
    ...olderClaude,
    pattern: /^claude-opus-4-5(?:-|$)/,
    maxOutputTokens: 64_000,
    efforts: threeEfforts,
    jsonSchema: true,
    source: "§5 64k for the 4.5 family; effort from opus-4-5 on; structured output from 4.1/4.5",
  },
  {
    ...olderClaude,
    pattern: /^claude-[a-z]+-4-5(?:-|$)/,
    maxOutputTokens: 64_000,
    jsonSchema: true,
    source: "§5 64k for the 4.5 family; no effort on haiku-4-5 and sonnet-4-5",
  },
  {
    ...olderClaude,
    pattern: /^claude-opus-4-1(?:-|$)/,
    maxOutputTokens: 32_000,
    jsonSchema: true,
    source: "§5 32k opus-4.1; structured output from 4.1/4.5",
  },
  {
    ...olderClaude,
    pattern: /^claude-[a-z]+-4(?:-[01])?(?:-\d{8}|-latest)?$/,
    maxOutputTokens: 32_000,
    source: "§5 32k opus-4; the same for sonnet-4 as the lower bound [inferred]",
  },
  {
    ...olderClaude,
    pattern: /^claude-3-7/,
    maxOutputTokens: 4_096,
    source: "§5 models up to 4.6 take sampling; the first that thought, with a budget [inferred]",
  },
  {
    ...olderClaude,
    pattern: /^claude-(?:3|2|instant)/,
    maxOutputTokens: 4_096,
    thinking: null,
    source: "§5 models up to 4.6 take sampling; the smallest output limit of that age [inferred]",
  },
  {
    ...newerClaude,
    pattern: /^claude-(?:(?:sonnet|opus)-5-5|fable-5)/,
    canDisableThinking: false,
    source: "§5 thinking cannot be disabled on sonnet-5-5, opus-5-5, fable-5*; budget_tokens refused",
  },
  {
    ...newerClaude,
    pattern: /^claude-[a-z]+-5(?:-|$)/,
    source: "§5 128k for 5.x; no sampling; haiku-5-5 refuses budget_tokens; disabled is taken",
  },
  {
    ...newerClaude,
    pattern: /^/,
    canDisableThinking: false,
    source: "§5 safe rule: no sampling unless the model is up to 4.6, and thinking as on the newest [inferred]",
  },
];

/** The rules of a request to Google for the models of one kind. */
export type GoogleRule = {
  readonly pattern: RegExp;
  readonly systemInstruction: boolean;
  readonly maxOutputTokens: number | null;
  /** Levels by name, or a budget of tokens between two bounds that 0 may turn off; null: the model does not think. */
  readonly thinking: GoogleThinking | null;
  readonly jsonSchema: boolean;
  readonly source: string;
};

export type GoogleThinking =
  | { readonly kind: "level"; readonly levels: Efforts }
  | {
      readonly kind: "budget";
      readonly leastTokens: number;
      readonly mostTokens: number;
      readonly canDisable: boolean;
    };

const geminiShape = { systemInstruction: true, maxOutputTokens: 65_536, jsonSchema: true } as const;
const lowToHigh = { kind: "level", levels: threeEfforts } as const;
const minimalToHigh = { kind: "level", levels: ["minimal", "low", "medium", "high"] } as const;

export const googleRules: readonly GoogleRule[] = [
  {
    pattern: /^gemma/,
    systemInstruction: false,
    maxOutputTokens: null,
    thinking: null,
    jsonSchema: false,
    source: "§6 Gemma models: no systemInstruction, no JSON mode",
  },
  {
    ...geminiShape,
    pattern: /^gemini-4-hydrogen/,
    maxOutputTokens: null,
    thinking: { kind: "level", levels: ["low", "medium", "high", "xhigh"] },
    source: "§6 4-hydrogen adds XHIGH; 4 refuses a budget",
  },
  {
    ...geminiShape,
    pattern: /^gemini-4-argon/,
    maxOutputTokens: 32_768,
    thinking: lowToHigh,
    source: "§12 gemini-4-argon; low, medium, high (Google's guide to Gemini 4 Argon)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-[4-9]/,
    maxOutputTokens: null,
    thinking: lowToHigh,
    source: "§6 4 refuses a budget; the levels of argon [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3(?:\.0)?-pro/,
    thinking: { kind: "level", levels: ["low", "high"] },
    source: "§6 per-model subset; 3 Pro: low and high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3\.[1-9]-pro|^gemini-3\.[78]-flash/,
    thinking: lowToHigh,
    source: "§6 per-model subset; 3.1 Pro, 3.7 and 3.8 Flash: low, medium, high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3(?:\.[0-6])?-flash/,
    thinking: minimalToHigh,
    source: "§6 per-model subset; 3, 3.5, 3.6 Flash and 3.5 Flash-Lite: minimal to high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3/,
    thinking: lowToHigh,
    source: "§6 3: thinkingLevel; the levels that most of 3 have [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-pro/,
    thinking: { kind: "budget", leastTokens: 128, mostTokens: 32_768, canDisable: false },
    source: "§6 2.5 pro: 128 to 32768, cannot be 0",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-flash-lite/,
    thinking: { kind: "budget", leastTokens: 512, mostTokens: 24_576, canDisable: true },
    source: "§6 2.5 flash: 0 to 24576; lite from 512 where it is not 0 [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-flash/,
    thinking: { kind: "budget", leastTokens: 1, mostTokens: 24_576, canDisable: true },
    source: "§6 2.5 flash: 0 to 24576",
  },
  { ...geminiShape, pattern: /^gemini-2\.5/, thinking: null, source: "§12 gemini-2.5" },
  { ...geminiShape, pattern: /^/, maxOutputTokens: null, thinking: null, source: "§6 body" },
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

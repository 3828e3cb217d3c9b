import { type Efforts, lowToHigh } from "#electron/providers/efforts.ts";
import { everyEffort } from "#shared/prompt.ts";

/** Request quirks of models as data, in the notation of `providers/capability-rules.ts`. */

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
  stop: true,
  seed: true,
  efforts: [],
  toolsNeedNoThinking: false,
} as const;

/** OpenAI's models that think: no sampling fields, and the system text comes as the developer's. */
const openAiThinking = { ...openAiShape, temperature: false, systemRole: "developer" } as const;

/** From gpt-5 on they refuse `stop` as well; §4 says so of o3 and o4-mini, LiteLLM's table of these too. */
const gpt5Thinking = { ...openAiThinking, stop: false } as const;

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
    efforts: lowToHigh,
    source: "§4 o3 and o4-mini refuse stop; o-series low/medium/high",
  },
  {
    ...openAiThinking,
    pattern: /^o\d/,
    efforts: lowToHigh,
    source: "§4 reasoning families refuse max_tokens and sampling; §3 system row: developer for o1+",
  },
  {
    ...gpt5Thinking,
    pattern: /^gpt-5(?:-|$)/,
    efforts: ["minimal", "low", "medium", "high"],
    source: "§4 gpt-5: minimal to high; §3 system row: developer for gpt-5+",
  },
  {
    ...gpt5Thinking,
    pattern: /^gpt-5\.1(?:-|$)/,
    efforts: ["none", "low", "medium", "high"],
    samplingAtNone: true,
    source: "§4 gpt-5.1: none, low, medium, high; sampling is taken at effort none",
  },
  {
    ...gpt5Thinking,
    pattern: /^gpt-5\.[2-5](?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh"],
    samplingAtNone: true,
    source: "§4 gpt-5.2 to 5.5 add xhigh",
  },
  {
    ...gpt5Thinking,
    pattern: /^gpt-5\.6(?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh", "max"],
    samplingAtNone: true,
    toolsNeedNoThinking: true,
    source: "§4 gpt-5.6 adds max; refuses function tools together with reasoning",
  },
  {
    ...gpt5Thinking,
    pattern: /^gpt-(?:6-(?:sol|luna)|6\.1-terra)(?:-|$)/,
    efforts: ["none", "low", "medium", "high", "xhigh", "max"],
    samplingAtNone: true,
    source: "§4 gpt-6-sol, gpt-6-luna and gpt-6.1-terra also have none",
  },
  {
    ...gpt5Thinking,
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
    pattern: /^(?:o\d|gpt-[5-9])/,
    temperature: false,
    stop: false,
    source: "§4 refuse sampling and stop; §7 drops them silently, but finds no upstream under require_parameters",
  },
  {
    ...openRouterShape,
    pattern: /^(?:claude-opus-4[.-][78]|claude-[a-z]+-[5-9])/,
    temperature: false,
    source: "§5 refuse sampling; §7 drops it silently, but finds no upstream under require_parameters",
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
    stop: false,
    efforts: lowToHigh,
    source: "§4 reasoning families behind a proxy [inferred]; §3 most compatible servers reject developer",
  },
  {
    ...compatibleShape,
    pattern: /^deepseek-(?:flash|v4|v5|chat$|reasoner)/,
    temperature: false,
    samplingAtNone: true,
    source: "§3 temperature row, §8: DeepSeek refuses sampling while thinking",
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
    efforts: lowToHigh,
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

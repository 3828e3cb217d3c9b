import type { Effort } from "#shared/prompt.ts";
import type { ServerId } from "#shared/server-presets.ts";

/**
 * How the requests of OpenAI-compatible servers deviate from OpenAI's own, as data (protocols.md §8; `[inferred]` marks
 * our own deduction). What servers deviate in when they *answer* is read by one tolerance list whoever answers, because
 * a proxy may stand in front of any of them: content.ts, stream.ts and usage.ts of `openai-chat`; error-body.ts,
 * failure-codes.ts, models.ts and model-price.ts of `openai-shape`.
 */
export type CompatibleServer = {
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The highest temperature that it takes; a hotter one is lowered. */
  readonly hottest: number;
  readonly seedField: "seed" | "random_seed" | null;
  /** Whether usage must be asked for by `stream_options`; who refuses the field sends usage unasked. */
  readonly asksForUsage: boolean;
  /** Models that take a JSON schema, by bare id. Others are asked for plain JSON, with the schema in the system text. */
  readonly takesSchema: RegExp | null;
  /** By bare model id; the first that matches holds. */
  readonly efforts: readonly EffortRule[];
  /** Whether the assistant's turns must carry `reasoning_content`, be it empty. */
  readonly echoesReasoning: boolean;
  /** Whether it fetches an image from its address; null where that is not known. */
  readonly fetchesImages: boolean | null;
  /** The cheapest endpoint that proves a key, from the root of its host; null where the model list does. */
  readonly keyTestPath: string | null;
};

/** How thinking is asked for. `levels` are the values of `reasoning_effort`, from the least to the most. */
export type EffortRule = {
  readonly pattern: RegExp;
  readonly levels: readonly EffortLevel[];
  /** Fields beside the level; `off` is what asks for no thinking where no level "none" does. */
  readonly on?: FieldValues;
  readonly off?: FieldValues;
};

/** A value of `reasoning_effort`, in the server's own words. */
export type EffortLevel = Effort | "default";
/** Fields of a body with what they are set to. */
export type FieldValues = { readonly [field: string]: unknown };

const every = /^/;

const common = {
  maxTokensField: "max_tokens",
  hottest: 2,
  seedField: "seed",
  asksForUsage: true,
  takesSchema: every,
  echoesReasoning: false,
  fetchesImages: null,
  keyTestPath: null,
} as const;

const gptOss: EffortRule = { pattern: /^gpt-oss/, levels: ["low", "medium", "high"] };

/** For templates that think unless told not to. */
const templateSwitch = {
  on: { chat_template_kwargs: { enable_thinking: true } },
  off: { chat_template_kwargs: { enable_thinking: false } },
} as const;

export const compatibleServers: Readonly<Record<ServerId, CompatibleServer>> = {
  mistral: {
    ...common,
    hottest: 1.5,
    seedField: "random_seed",
    // Fields that it does not know are a 422.
    asksForUsage: false,
    efforts: [
      { pattern: /^mistral-large-(?:4|latest)/, levels: ["none", "low", "medium", "high"] },
      // These always think, and say so by a field of their own.
      { pattern: /^magistral/, levels: [], on: { prompt_mode: "reasoning" } },
      { pattern: every, levels: ["none", "high"] },
    ],
  },
  groq: {
    ...common,
    maxTokensField: "max_completion_tokens",
    takesSchema: /^(?:gpt-oss|llama-4|kimi)/,
    efforts: [
      gptOss,
      { pattern: /^qwen/, levels: ["none", "default"] },
      // The rest refuses the field [inferred].
      { pattern: every, levels: [] },
    ],
  },
  deepseek: {
    ...common,
    seedField: null,
    takesSchema: null,
    efforts: [
      {
        pattern: /flash/,
        levels: ["low", "high", "max"],
        on: { thinking: { type: "enabled" } },
        off: { thinking: { type: "disabled" } },
      },
      {
        pattern: every,
        levels: ["high", "max"],
        on: { thinking: { type: "enabled" } },
        off: { thinking: { type: "disabled" } },
      },
    ],
    echoesReasoning: true,
    keyTestPath: "/user/balance",
  },
  xai: {
    ...common,
    efforts: [
      { pattern: /^grok-4\.20-.*reasoning/, levels: [] },
      { pattern: every, levels: ["low", "medium", "high"] },
    ],
    keyTestPath: "/v1/api-key",
  },
  together: {
    ...common,
    efforts: [
      gptOss,
      { pattern: every, levels: [], on: { reasoning: { enabled: true } }, off: { reasoning: { enabled: false } } },
    ],
  },
  ollama: {
    ...common,
    fetchesImages: false,
    efforts: [
      {
        pattern: /^(?:gpt-oss|qwen3|deepseek|magistral|glm|kimi)|think|reason/,
        levels: ["none", "low", "medium", "high"],
      },
      // A model that cannot think refuses the whole request where it is asked to [inferred].
      { pattern: every, levels: [] },
    ],
  },
  "lm-studio": {
    ...common,
    efforts: [{ pattern: every, levels: ["none", "minimal", "low", "medium", "high", "xhigh"] }],
  },
  vllm: { ...common, efforts: [gptOss, { pattern: every, levels: [], ...templateSwitch }] },
  "llama-cpp": { ...common, efforts: [{ pattern: every, levels: [], ...templateSwitch }] },
};

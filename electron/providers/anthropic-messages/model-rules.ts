import { type Efforts, lowToHigh } from "#electron/providers/efforts.ts";

/** Request quirks of models as data, in the notation of `providers/capability-rules.ts`. */

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
    efforts: lowToHigh,
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

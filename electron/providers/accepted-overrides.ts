import type { Provider } from "#shared/model.ts";
import type { Effort } from "#shared/prompt.ts";
import { anthropicCapabilities, googleCapabilities, responsesEfforts } from "./capabilities.ts";
import { chatRules } from "./chat-rules.ts";
import { dialectFor } from "./dialect-choice.ts";

/** Which settings of one prompt reach the model; the others are left out of its request. A token limit always does. */
export type AcceptedOverrides = {
  readonly temperature: boolean;
  readonly topP: boolean;
  readonly stop: boolean;
  readonly seed: boolean;
  /** From the least to the most; empty: none. Any other effort becomes the nearest of these. */
  readonly efforts: readonly Effort[];
  readonly jsonSchema: boolean;
};

/** What a budget of tokens can tell apart (`thinkingBudget` in efforts.ts). */
const budgetEfforts = ["minimal", "low", "medium", "high", "xhigh"] as const;

/**
 * What a model accepts at this provider. It depends on the effort asked for: a model may take a temperature only while
 * it does not think, or only while it does.
 */
export function acceptedOverrides(
  provider: Pick<Provider, "kind" | "baseUrl">,
  modelId: string,
  effort?: Effort,
): AcceptedOverrides {
  if (provider.kind === "anthropic") return atAnthropic(modelId, effort);
  if (provider.kind === "google") return atGoogle(modelId);
  const prompt = { system: null, messages: [] };
  const overrides = effort === undefined ? {} : { effort };
  const isChat = dialectFor(provider.kind, { modelId, prompt, overrides }) === "openai-chat";
  const model = chatRules(provider, modelId);
  const isOff = effort === "none" && model.efforts.includes("none");
  const sampling = isChat && (model.temperature || (model.samplingAtNone && isOff));
  return {
    temperature: sampling,
    topP: sampling,
    stop: isChat && model.stop,
    seed: isChat && model.seed,
    efforts: provider.kind === "openai" ? responsesEfforts(modelId) : model.efforts,
    jsonSchema: true,
  };
}

function atAnthropic(modelId: string, effort: Effort | undefined): AcceptedOverrides {
  const model = anthropicCapabilities(modelId);
  const thinks = model.reasons || (model.thinking !== null && effort !== undefined && effort !== "none");
  const sampling = model.temperature && !thinks;
  const levels = model.efforts.length > 0 ? model.efforts : budgetEfforts;
  const off = model.canDisableThinking ? (["none"] as const) : [];
  return {
    temperature: sampling,
    topP: sampling,
    stop: true,
    seed: false,
    efforts: model.thinking === null ? [] : [...off, ...levels],
    jsonSchema: model.jsonSchema,
  };
}

function atGoogle(modelId: string): AcceptedOverrides {
  const { thinking, jsonSchema } = googleCapabilities(modelId);
  const common = { temperature: true, topP: true, stop: true, seed: true, jsonSchema };
  if (thinking === null) return { ...common, efforts: [] };
  if (thinking.kind === "level") return { ...common, efforts: thinking.levels };
  return { ...common, efforts: [...(thinking.canDisable ? (["none"] as const) : []), ...budgetEfforts] };
}

import type { AcceptedOverrides } from "#shared/accepted-overrides.ts";
import type { Provider } from "#shared/model.ts";
import type { Effort } from "#shared/prompt.ts";
import { anthropicCapabilities } from "./anthropic-messages/capabilities.ts";
import { bareModelId } from "./capabilities.ts";
import { serverOf } from "./compatible/recognise.ts";
import { dialectFor } from "./dialect-choice.ts";
import { googleCapabilities } from "./google-generate/capabilities.ts";
import { chatRules, responsesEfforts } from "./openai-shape/capabilities.ts";

type Accepted = Omit<AcceptedOverrides, "providerId" | "modelId">;

/** What a budget of tokens can tell apart (`thinkingBudget` in efforts.ts). */
const budgetEfforts = ["minimal", "low", "medium", "high", "xhigh"] as const;

/**
 * What a model accepts at this provider. It depends on the effort asked for: a model may take a temperature only while
 * it does not think, or only while it does.
 */
export function acceptedOverrides(provider: Provider, modelId: string, effort: Effort | null): AcceptedOverrides {
  return { providerId: provider.id, modelId, ...acceptedAt(provider, modelId, effort) };
}

function acceptedAt(provider: Provider, modelId: string, effort: Effort | null): Accepted {
  if (provider.kind === "anthropic") return atAnthropic(modelId, effort);
  if (provider.kind === "google") return atGoogle(modelId);
  const prompt = { system: null, messages: [] };
  const overrides = effort === null ? {} : { effort };
  const isChat = dialectFor(provider.kind, { modelId, prompt, overrides }) === "openai-chat";
  const model = chatRules(provider, modelId);
  const isOff = effort === "none" && model.efforts.includes("none");
  const sampling = isChat && (model.temperature || (model.samplingAtNone && isOff));
  const server = serverOf(provider);
  return {
    temperature: sampling,
    topP: sampling,
    stop: isChat && model.stop,
    seed: isChat && model.seed,
    efforts: provider.kind === "openai" ? responsesEfforts(modelId) : model.efforts,
    jsonSchema: server === null || (server.takesSchema?.test(bareModelId(modelId)) ?? false),
  };
}

function atAnthropic(modelId: string, effort: Effort | null): Accepted {
  const model = anthropicCapabilities(modelId);
  const thinks = model.reasons || (model.thinking !== null && effort !== null && effort !== "none");
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

function atGoogle(modelId: string): Accepted {
  const { thinking, jsonSchema } = googleCapabilities(modelId);
  const common = { temperature: true, topP: true, stop: true, seed: true, jsonSchema };
  if (thinking === null) return { ...common, efforts: [] };
  if (thinking.kind === "level") return { ...common, efforts: thinking.levels };
  return { ...common, efforts: [...(thinking.canDisable ? (["none"] as const) : []), ...budgetEfforts] };
}

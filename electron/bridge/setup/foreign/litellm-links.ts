import { checkCost, checkDeadline, checkMaxTokens, checkOtherModels, checkTemperature } from "#shared/check-chain.ts";
import type { Endpoints } from "./endpoints.ts";
import type { ForeignLink } from "./foreign-chain.ts";
import {
  type Fields,
  fieldOf,
  fieldsOf,
  hasKey,
  type Notes,
  noteDoubles,
  noteKey,
  noteOthers,
  numberIn,
  type Placed,
  textOf,
  textsIn,
} from "./values.ts";

/** An entry of `model_list`: what is asked under a name. */
export type Deployment = { readonly group: string; readonly link: ForeignLink };

export type LiteLlmTools = { readonly notes: Notes; readonly endpoints: Endpoints };

const entryNames = new Set(["model_name", "litellm_params", "model_info"]);
const paramNames = new Set([
  "model",
  "api_base",
  "base_url",
  "api_key",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "models",
  "timeout",
  "stream_timeout",
  "num_retries",
  "max_retries",
  "input_cost_per_token",
  "output_cost_per_token",
]);
const infoNames = new Set(["id", "mode", "input_cost_per_token", "output_cost_per_token"]);
/** What a model is for, where it is asked for an answer in words. */
const chatModes: ReadonlySet<string> = new Set(["chat", "completion", "responses"]);

/** Null where it cannot be asked here; a note says why. */
export function readDeployment(value: unknown, path: string, tools: LiteLlmTools): Deployment | null {
  const { notes, endpoints } = tools;
  const entry = fieldsOf(value);
  const params = fieldsOf(fieldOf(entry, "litellm_params"));
  const group = textOf(entry, "model_name");
  const model = textOf(params, "model");
  if (group === null || model === null) return left(notes, path, "It has no name or no model.");
  if (model.includes("*"))
    return left(notes, path, "It stands for many models. Understudy asks models by their names.");
  const { provider, modelId } = modelParts(model);
  noteKey(notes, params, `${path}.litellm_params`);
  const info = fieldsOf(fieldOf(entry, "model_info"));
  if (!chatModes.has(textOf(info, "mode") ?? "chat")) return left(notes, path, "It is no model that answers in words.");
  const address = textOf(params, "api_base") ?? textOf(params, "base_url");
  const endpoint = endpoints.find({ name: provider, address, hasKey: hasKey(params) });
  if (!endpoint.ok) return left(notes, path, endpoint.why);
  noteOthers(notes, entry, { path, names: entryNames });
  noteOthers(notes, params, { path: `${path}.litellm_params`, names: paramNames });
  noteOthers(notes, info, { path: `${path}.model_info`, names: infoNames });
  noteSaidTwice(params, { notes, path: `${path}.litellm_params` });
  const settings = settingsOf(entry, params, { path, notes });
  return {
    group,
    link: {
      providerId: endpoint.providerId,
      modelId,
      ...settings,
      models: otherModels(params, { modelId, path, notes }),
    },
  };
}

function noteSaidTwice(params: Fields, at: Placed): void {
  noteDoubles(params, ["api_base", "base_url"], at);
  noteDoubles(params, ["max_tokens", "max_completion_tokens"], at);
  noteDoubles(params, ["num_retries", "max_retries"], at);
}

function left(notes: Notes, path: string, why: string): null {
  notes.add(path, why);
  return null;
}

/** `openrouter/anthropic/claude` → its provider and the rest; a bare name is known by how it begins. */
function modelParts(model: string): { readonly provider: string; readonly modelId: string } {
  const [provider = "", ...rest] = model.split("/");
  if (rest.length > 0) return { provider, modelId: rest.join("/") };
  if (/^claude/i.test(model)) return { provider: "anthropic", modelId: model };
  return { provider: /^gemini/i.test(model) ? "gemini" : "openai", modelId: model };
}

function settingsOf(entry: Fields, params: Fields, { path, notes }: Placed) {
  const at = { notes, path: `${path}.litellm_params` };
  const info = fieldsOf(fieldOf(entry, "model_info"));
  const cost = (name: string) =>
    numberIn(params, name, { ...at, scale: 1000, check: checkCost }) ??
    numberIn(info, name, { notes, path: `${path}.model_info`, scale: 1000, check: checkCost });
  return {
    maxTokens:
      numberIn(params, "max_tokens", { ...at, check: checkMaxTokens }) ??
      numberIn(params, "max_completion_tokens", { ...at, check: checkMaxTokens }),
    temperature: numberIn(params, "temperature", { ...at, check: checkTemperature }),
    costPer1kInput: cost("input_cost_per_token"),
    costPer1kOutput: cost("output_cost_per_token"),
    firstTokenMs: numberIn(params, "stream_timeout", {
      ...at,
      scale: 1000,
      check: (ms) => checkDeadline("firstContentMs", ms),
    }),
    totalMs: numberIn(params, "timeout", { ...at, scale: 1000, check: (ms) => checkDeadline("totalMs", ms) }),
    retries: retriesIn(params, at),
    triggers: {},
  };
}

/** A link is asked once more at most. */
export function retriesIn(fields: Fields, { path, notes }: Placed): 0 | 1 | null {
  const name = Object.hasOwn(fields, "num_retries") ? "num_retries" : "max_retries";
  const check = (value: number) => (Number.isInteger(value) && value >= 0 ? null : "It is no number of retries.");
  const count = numberIn(fields, name, { notes, path, check });
  if (count === null || count === 0) return count;
  if (count > 1) notes.add(`${path}.${name}`, "Understudy asks a link once more at most, so it is one retry here.");
  return 1;
}

function otherModels(
  params: Fields,
  { path, notes, modelId }: Placed & { readonly modelId: string },
): readonly string[] {
  const at = { notes, path: `${path}.litellm_params` };
  const models = textsIn(params, "models", at).filter((one) => one !== modelId);
  const problem = checkOtherModels(models, modelId);
  if (problem === null) return models;
  notes.add(`${path}.litellm_params.models`, problem);
  return [];
}

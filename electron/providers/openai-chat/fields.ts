import type { ChatRequest } from "#electron/manager/dependencies.ts";
import { nearestEffort } from "#electron/providers/efforts.ts";
import type { ChatCapabilities } from "#electron/providers/openai-shape/capabilities.ts";
import { schemaName } from "#electron/providers/openai-shape/schema-name.ts";
import type { Effort, Overrides } from "#shared/prompt.ts";

/** The settings of a request as the model takes them: the sender's before the link's, the refused ones left out. */
export function settingFields({ provider, link, prompt, overrides }: ChatRequest, model: ChatCapabilities) {
  const isOpenRouter = provider.kind === "openrouter";
  const mustNotThink = model.toolsNeedNoThinking && prompt.tools?.fields.tools !== undefined;
  const wanted = mustNotThink ? "none" : overrides.effort;
  const effort = wanted === undefined ? null : nearestEffort(wanted, model.efforts);
  const takesSampling = model.temperature || (model.samplingAtNone && effort === "none");
  const { stop, seed, topP } = overrides;
  return {
    [model.maxTokensField]: overrides.maxTokens ?? link.maxTokens,
    ...(takesSampling && { temperature: overrides.temperature ?? link.temperature }),
    ...(takesSampling && topP !== undefined && { top_p: topP }),
    ...(model.stop && stop !== undefined && stop.length > 0 && { stop }),
    ...(model.seed && seed !== undefined && { seed }),
    ...(effort !== null && effortField(effort, isOpenRouter)),
    ...responseFormat(overrides, isOpenRouter),
  };
}

function effortField(effort: Effort, isOpenRouter: boolean) {
  return isOpenRouter ? { reasoning: { effort } } : { reasoning_effort: effort };
}

function responseFormat({ jsonSchema }: Overrides, isOpenRouter: boolean) {
  if (jsonSchema === undefined) return {};
  const { schema, strict } = jsonSchema;
  const json_schema = { name: schemaName(jsonSchema.name), strict, schema };
  return {
    response_format: { type: "json_schema", json_schema },
    // OpenRouter would otherwise pick an upstream that ignores the shape in silence (protocols.md §3).
    ...(isOpenRouter && { provider: { require_parameters: true } }),
  };
}

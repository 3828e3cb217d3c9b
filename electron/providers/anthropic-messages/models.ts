import { amountAt, isRecord, recordAt, textAt } from "#electron/providers/json.ts";
import type { ModelInfo, Provider } from "#shared/model.ts";

/** One page of `GET /v1/models`. Every model of it answers chat prompts; prices are not told. */
export function readAnthropicModels(provider: Provider, body: string): { models: ModelInfo[]; next: string | null } {
  const page: unknown = JSON.parse(body);
  const data = isRecord(page) ? page.data : null;
  if (!isRecord(page) || !Array.isArray(data)) throw new SyntaxError("This is no list of Anthropic models.");
  return {
    models: data.flatMap((entry) => modelOf(provider, entry)),
    next: page.has_more === true ? textAt(page, "last_id") : null,
  };
}

function modelOf(provider: Provider, entry: unknown): ModelInfo[] {
  const modelId = textAt(entry, "id");
  if (modelId === null) return [];
  const images = recordAt(recordAt(entry, "capabilities"), "image_input")?.supported;
  return [
    {
      providerId: provider.id,
      modelId,
      name: textAt(entry, "display_name") ?? modelId,
      contextTokens: amountAt(entry, "max_input_tokens"),
      maxOutputTokens: amountAt(entry, "max_tokens"),
      price: null,
      isFree: false,
      ...(typeof images === "boolean" && { takesImages: images }),
    },
  ];
}

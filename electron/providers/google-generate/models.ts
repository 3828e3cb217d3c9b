import { amountAt, isRecord, listAt, textAt } from "#electron/providers/json.ts";
import type { ModelInfo, Provider } from "#shared/model.ts";

/** These take `generateContent` too, but answer with pictures, sound or vectors. */
const notForChat = /embedding|imagen|veo|-(?:image|tts|audio|live)(?:-|$)|^aqa$/;

/** One page of the list: models that take `generateContent` and answer in text. Prices are not told. */
export function readGoogleModels(provider: Provider, body: string): { models: ModelInfo[]; next: string | null } {
  const page: unknown = JSON.parse(body);
  // A page past the last model has no `models` at all.
  const isList = isRecord(page) && (Array.isArray(page.models) || Object.keys(page).length === 0);
  if (!isList) throw new SyntaxError("This is no list of Google models.");
  const next = textAt(page, "nextPageToken");
  return {
    models: listAt(page, "models").flatMap((entry) => modelOf(provider, entry)),
    next: next === "" ? null : next,
  };
}

function modelOf(provider: Provider, entry: unknown): ModelInfo[] {
  const modelId = textAt(entry, "name")?.replace(/^models\//, "");
  if (modelId === undefined || notForChat.test(modelId)) return [];
  if (!listAt(entry, "supportedGenerationMethods").includes("generateContent")) return [];
  return [
    {
      providerId: provider.id,
      modelId,
      name: textAt(entry, "displayName") ?? modelId,
      contextTokens: amountAt(entry, "inputTokenLimit"),
      maxOutputTokens: amountAt(entry, "outputTokenLimit"),
      price: null,
      isFree: false,
    },
  ];
}

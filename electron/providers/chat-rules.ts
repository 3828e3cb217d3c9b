import type { Provider } from "#shared/model.ts";
import { bareModelId, type ChatCapabilities, chatCapabilities } from "./capabilities.ts";
import { effortsOf } from "./compatible/effort-fields.ts";
import { serverOf } from "./compatible/recognise.ts";

/** `streamUsage`: usage comes with a stream only where it is asked for. */
export type ChatRules = ChatCapabilities & { readonly streamUsage: boolean };

/**
 * All that a request in the shape of OpenAI's chat may carry for this model at this provider: what the model takes,
 * and where its server is a known one, what that takes of it.
 */
export function chatRules(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string): ChatRules {
  const model = chatCapabilities(provider.kind, modelId);
  const server = serverOf(provider);
  if (server === null) return { ...model, streamUsage: true };
  return {
    ...model,
    maxTokensField: server.maxTokensField,
    seed: server.seedField !== null,
    streamUsage: server.asksForUsage,
    efforts: effortsOf(server.efforts, bareModelId(modelId)),
  };
}

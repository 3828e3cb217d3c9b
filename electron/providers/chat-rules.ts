import type { Provider } from "#shared/model.ts";
import type { Effort } from "#shared/prompt.ts";
import { bareModelId, type ChatCapabilities, chatCapabilities } from "./capabilities.ts";
import { effortOf } from "./compatible/effort-fields.ts";
import { serverOf } from "./compatible/recognise.ts";
import type { CompatibleServer, EffortRule } from "./compatible/servers.ts";

/**
 * All that a request in the shape of OpenAI's chat may carry for this model at this provider: what the model takes,
 * and where its server is a known one, what that takes of it.
 */
export function chatRules(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string): ChatCapabilities {
  const model = chatCapabilities(provider.kind, modelId);
  const server = serverOf(provider);
  return server === null ? model : atServer(model, server, bareModelId(modelId));
}

function atServer(model: ChatCapabilities, server: CompatibleServer, id: string): ChatCapabilities {
  const rule = server.efforts.find(({ pattern }) => pattern.test(id));
  return {
    ...model,
    stop: !server.refusesStop?.test(id),
    seed: server.seedField !== null,
    streamUsage: server.asksForUsage,
    efforts: rule === undefined ? [] : effortsOf(rule),
  };
}

/** A server's levels as efforts. One that can only be told to think or not to think takes two. */
function effortsOf({ levels, on, off }: EffortRule): readonly Effort[] {
  const named = levels.map(effortOf);
  const switched: readonly Effort[] = on !== undefined && !named.some((level) => level !== "none") ? ["high"] : [];
  return [...(off !== undefined ? (["none"] as const) : []), ...named, ...switched];
}

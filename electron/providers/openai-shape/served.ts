import type { Part } from "#electron/manager/dependencies.ts";
import { type JsonRecord, textAt } from "#electron/providers/json.ts";

/** Who served an answer, as far as it was said; null where it was not. */
export type Served = {
  readonly model: string | null;
  readonly upstreamProvider: string | null;
  readonly generationId: string | null;
};

export const nobodyYet: Served = { model: null, upstreamProvider: null, generationId: null };

/** Only what is new: nearly every event repeats who served. `state` keeps what was said. */
export function servedParts(said: JsonRecord | null, state: { served: Served }): Part[] {
  const before = state.served;
  const served = {
    model: textAt(said, "model") || before.model,
    upstreamProvider: textAt(said, "provider") || before.upstreamProvider,
    generationId: textAt(said, "id") || before.generationId,
  };
  state.served = served;
  const isNew =
    served.model !== before.model ||
    served.upstreamProvider !== before.upstreamProvider ||
    served.generationId !== before.generationId;
  return isNew ? [{ type: "served", ...served }] : [];
}

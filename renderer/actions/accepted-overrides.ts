import { call } from "#renderer/bridge/host.ts";
import { takeAccepted } from "#renderer/stores/accepted-store.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Effort } from "#shared/prompt.ts";

/** Asks which settings these models take where they think this hard. Without an answer every setting may be tried. */
export async function askAccepted(models: readonly ModelRef[], effort: Effort | null): Promise<void> {
  if (models.length === 0) return;
  const answer = await call("model.accepts", { models, effort });
  if (answer.ok) takeAccepted(answer.value);
}

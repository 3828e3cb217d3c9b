import { call } from "#renderer/bridge/host.ts";
import { countKey, countsOf, takeTokenCounts, useTokenCountsStore } from "#renderer/stores/token-counts-store.ts";
import type { ModelRef } from "#shared/model.ts";

/** Typing goes on for a while; until its count is there a rough one is shown. */
const askAfterMs = 300;

type Pending = { readonly text: string; readonly key: string; readonly timer: ReturnType<typeof setTimeout> };

const pending = new Map<string, Pending>();

/**
 * Has the host count a text once it stands still. May be called with every drawing. `asker`: a later question of the
 * same one replaces its earlier.
 */
export function askTokenCounts(asker: string, text: string, models: readonly ModelRef[]): void {
  const missing = missingOf(text, models);
  const key = missing.map(countKey).join();
  const before = pending.get(asker);
  if (before?.text === text && before.key === key) return;
  clearTimeout(before?.timer);
  pending.delete(asker);
  if (missing.length === 0 || text === "") return;
  const timer = setTimeout(() => {
    void countNow(text, missing);
  }, askAfterMs);
  pending.set(asker, { text, key, timer });
}

/** Each model once, without those whose count is there. */
function missingOf(text: string, models: readonly ModelRef[]): readonly ModelRef[] {
  const counts = countsOf(useTokenCountsStore.getState(), text);
  const wanted = new Map(
    models.map(({ providerId, modelId }) => [countKey({ providerId, modelId }), { providerId, modelId }]),
  );
  return [...wanted].flatMap(([key, model]) => (key in counts ? [] : [model]));
}

async function countNow(text: string, models: readonly ModelRef[]): Promise<void> {
  const answer = await call("tokens.count", { text, models });
  // Without a count the rough one stays; it is marked as such.
  if (answer.ok) takeTokenCounts(text, answer.value);
}

import { mostExtraRequests } from "#shared/engine-limits.ts";
import type { ModelRef } from "#shared/model.ts";

export type LinkMost = ModelRef & {
  /** The most that one request to it may cost, in integer nano-USD; null where no price is known. */
  readonly mostNanoUsd: number | null;
  /** How often it is asked once more where its failure allows it (engine.md R8). */
  readonly retries: 0 | 1;
  /** False where no failure of it leads on to the next link. */
  readonly leadsOn: boolean;
};

/** What a run may ask, link by link. */
export type RunMost = readonly LinkMost[];

/**
 * Of its dearest link, among those of one provider (null: all): what budgets have room for before anything is sent, as
 * an answer is paid for once as a rule. What is unknown counts for nothing here.
 */
export function dearestNanoUsd(run: RunMost, providerId: string | null): number {
  const counted = run.filter((link) => providerId === null || link.providerId === providerId);
  return Math.max(0, ...counted.map(({ mostNanoUsd }) => mostNanoUsd ?? 0));
}

/**
 * The most that these runs may cost together, whatever happens, as the worst case of a single prompt has it
 * (shared/worst-case.ts); null where one asks a model without a known price.
 */
export function mostOfAll(runs: readonly RunMost[]): number | null {
  let sum = 0;
  for (const run of runs) {
    if (run.some((link) => link.mostNanoUsd === null)) return null;
    sum += worstNanoUsd(run);
  }
  return sum;
}

/** Every request that may be sent is billed in full: each link once, and the dearest ones again (engine.md R19). */
function worstNanoUsd(run: RunMost): number {
  const end = run.findIndex(({ leadsOn }) => !leadsOn);
  const reached = end === -1 ? run : run.slice(0, end + 1);
  const again = reached.filter(({ retries }) => retries > 0).toSorted((a, b) => costOf(b) - costOf(a));
  return sumOf(reached) + sumOf(again.slice(0, mostExtraRequests(run.length)));
}

function sumOf(links: RunMost): number {
  return links.reduce((sum, link) => sum + costOf(link), 0);
}

function costOf({ mostNanoUsd }: LinkMost): number {
  return mostNanoUsd ?? 0;
}

/** Models without a known price, each once. */
export function unknownModels(runs: readonly RunMost[]): readonly ModelRef[] {
  const unknown = new Map<string, ModelRef>();
  for (const { providerId, modelId, mostNanoUsd } of runs.flat()) {
    if (mostNanoUsd === null) unknown.set(`${providerId} ${modelId}`, { providerId, modelId });
  }
  return [...unknown.values()];
}

import type { SeriesLook } from "#renderer/ui/charts/strips.ts";
import { isMeasured } from "#shared/repeat.ts";
import type { Route } from "#shared/route.ts";
import type { Run } from "#shared/run.ts";
import type { Sample } from "#shared/statistics/samples.ts";

/** One target of a repeated comparison with all its runs, as every part of the evidence draws it. */
export type Series = {
  readonly columnId: string;
  /** `Direct`, `OpenRouter`, or what the column is called; no two series share one. */
  readonly name: string;
  /** `Direct, Anthropic`: where there is room for who it is. */
  readonly fullName: string;
  /** `Anthropic direct`: within a sentence. */
  readonly spokenName: string;
  /** Null for a chain, which is no route. */
  readonly routeKind: Route["kind"] | null;
  readonly look: SeriesLook;
  /** All of its runs, also those that measure nothing. */
  readonly runs: readonly Run[];
  /** What they measured, by round. */
  readonly samples: readonly Sample[];
};

/** The route to who made the model: a word, not a name, so that it is written small within a line. */
export const directName = "Direct";

/** Two series are told apart by shape, more by their names. */
export function lookOf(index: number, count: number): SeriesLook {
  if (count > 2) return "plain";
  return index === 0 ? "filled" : "hollow";
}

/** The run that counts for each round, from round 0 on: the one that measured, else the newest; none where it is to come. */
export function runsByRound({ runs }: Pick<Series, "runs">, rounds: number): readonly (Run | undefined)[] {
  const byRound = new Array<Run | undefined>(rounds).fill(undefined);
  for (const run of runs) {
    const { round } = run;
    if (round === undefined || round >= rounds) continue;
    const known = byRound[round];
    const isBetter = known === undefined || (!isMeasured(known) && (isMeasured(run) || isNewer(run, known)));
    if (isBetter) byRound[round] = run;
  }
  return byRound;
}

function isNewer(run: Run, other: Run): boolean {
  return run.startedAtMs >= other.startedAtMs;
}

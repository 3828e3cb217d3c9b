import { rowsOf, type Segment, type WaterfallRow } from "#renderer/parts/waterfall/rows.ts";
import type { DrillPlay } from "#renderer/stores/drills-store.ts";
import type { Link } from "#shared/chain.ts";
import type { Failure } from "#shared/failure.ts";
import type { Attempt } from "#shared/run.ts";
import { type CostSum, sumCosts } from "#shared/usage.ts";

/** What a rehearsal did at one link, all its tries together. Times in played ms since its start. */
export type DrillRow = {
  readonly link: Link;
  readonly state: WaterfallRow["state"];
  readonly segments: readonly Segment[];
  /** Requests, in order; a skip is none. */
  readonly attempts: readonly Attempt[];
  readonly failures: readonly Failure[];
  /** Null where nothing was asked. */
  readonly durationMs: number | null;
  /** Null until an attempt has ended: the running one is not guessed. */
  readonly cost: CostSum | null;
};

/** One row per link of the chain as it is now, in its order; a link that was not there then has done nothing. */
export function drillRows(links: readonly Link[], play: DrillPlay | undefined, nowMs: number): readonly DrillRow[] {
  const run = play?.run ?? null;
  const rows = run === null ? [] : rowsOf(run, 0, nowMs);
  return links.map((link) => {
    const index = run?.links.findIndex((one) => one.id === link.id) ?? -1;
    return rowOf(
      link,
      rows.filter((row) => row.linkIndex === index),
    );
  });
}

function rowOf(link: Link, groups: readonly WaterfallRow[]): DrillRow {
  const attempts = groups.flatMap((group) => group.attempts).filter((attempt) => attempt.status !== "skipped");
  const durations = groups.flatMap((group) => group.durationMs ?? []);
  const ended = attempts.filter((attempt) => attempt.endMs !== null);
  return {
    link,
    state: groups.at(-1)?.state ?? "idle",
    segments: groups.flatMap((group) => group.segments),
    attempts,
    failures: groups.flatMap((group) => group.failures),
    durationMs: durations.length === 0 ? null : durations.reduce((sum, one) => sum + one, 0),
    cost: ended.length === 0 ? null : sumCosts(ended.map((attempt) => attempt.cost)),
  };
}

/** Played ms since the start; at its end where it is over. */
export function playedMs(play: DrillPlay, nowEpochMs: number): number {
  return play.run?.endMs ?? Math.max(0, nowEpochMs - play.startedAtMs) * play.speed;
}

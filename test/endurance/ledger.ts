import type { Run, RunEvent, RunStatus } from "#shared/run.ts";

/** What the program was told, and what it said about it. */
export type Asked = {
  readonly comparisonId: string;
  readonly question: string;
  /** Null for a repeated one, whose runs the program names. */
  readonly runIds: readonly string[] | null;
  /** The life of the program in which it was asked. */
  readonly life: number;
  /** The program said that it is saved. */
  isAcknowledged: boolean;
};

/**
 * What was shown as ended for so long is on disk. The end of a run is written at once, and behind what is being written:
 * on a machine with nothing else to do that takes some milliseconds.
 */
const onDiskAfterMs = 2_000;

/**
 * What the windows were promised, over all lives of the program. Times are those of `performance.now()`. `findings`
 * says in words what must not have happened; empty at the end.
 */
export type Ledger = {
  readonly findings: string[];
  readonly asked: Map<string, Asked>;
  /** Of every run of which a window heard the end. */
  readonly ends: Map<string, { readonly status: RunStatus; readonly atMs: number }>;
  /** How often what happened: runs that were read back by what became of them, and everything else by its name. */
  readonly tallies: Map<string, number>;
  hear(event: RunEvent): void;
  noteEnd(runId: string, status: RunStatus): void;
  count(run: Run): void;
  tally(name: string): void;
  /** Grows by one each time. */
  nextNumber(): number;
  /** Resolves when all of these runs were heard to end. */
  allEnded(runIds: readonly string[]): Promise<void>;
  /** Runs of which the end was shown so long before a moment that it must be on disk. */
  mustBeKept(runId: string, diedAtMs: number): RunStatus | null;
};

export function createLedger(): Ledger {
  const ends: Ledger["ends"] = new Map();
  const waiting = new Map<string, (() => void)[]>();
  let last = 0;
  const tallies: Ledger["tallies"] = new Map();
  const tally = (name: string) => void tallies.set(name, (tallies.get(name) ?? 0) + 1);
  const noteEnd = (runId: string, status: RunStatus) => {
    if (ends.has(runId)) return;
    ends.set(runId, { status, atMs: performance.now() });
    for (const resolve of waiting.get(runId) ?? []) resolve();
    waiting.delete(runId);
  };
  const endOf = (runId: string) =>
    new Promise<void>((resolve) => {
      if (ends.has(runId)) resolve();
      else waiting.set(runId, [...(waiting.get(runId) ?? []), resolve]);
    });
  return {
    findings: [],
    asked: new Map(),
    ends,
    tallies,
    tally,
    nextNumber: () => ++last,
    hear(event) {
      if (event.type === "run-ended") noteEnd(event.runId, event.status);
    },
    noteEnd,
    count: ({ status, failure }) => tally(failure === null ? `runs ${status}` : `runs ${status} ${failure.class}`),
    allEnded: async (runIds) => void (await Promise.all(runIds.map(endOf))),
    mustBeKept(runId, diedAtMs) {
      const end = ends.get(runId);
      return end !== undefined && end.atMs < diedAtMs - onDiskAfterMs ? end.status : null;
    },
  };
}

/** A run that is over, whatever became of it. */
export function isOver(run: Run): boolean {
  return run.endMs !== null;
}

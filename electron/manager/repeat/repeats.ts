import { createWaiters } from "#electron/manager/waiters.ts";
import type { BudgetRefusal } from "#shared/budget.ts";
import type { RepeatEstimate, RepeatState } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";
import { type BudgetRoom, refusalOfRuns, roomBeside } from "./budget-room.ts";
import { type Entry, newEntry, type SavedState, stateOf, unsentOf } from "./entry.ts";
import { billOf, estimateOf } from "./estimate.ts";
import { go, halt, type Shared } from "./going.ts";
import type { RepeatParts, Saved } from "./parts.ts";
import { createPlaces } from "./places.ts";
import { createTeller } from "./teller.ts";
import type { RepeatWork } from "./work.ts";

/** Comparisons that are asked again and again. */
export type Repeats = {
  /** What it would come to, asked from its beginning. */
  estimate(work: Pick<RepeatWork, "comparison" | "ask">): RepeatEstimate;
  /** Begins one that is saved as running. */
  start(work: RepeatWork): void;
  /** Why the rest of it may not be sent, or null: then it goes on, and that is saved. One that is known goes on as it is. */
  resume(work: RepeatWork): Promise<Saved | { readonly ok: false; readonly refusal: BudgetRefusal }>;
  /** Makes one known that stands still. One that is known stays as it is. */
  keep(work: RepeatWork, saved: SavedState): void;
  /** Nothing where it does not run. */
  pause(comparisonId: string): Promise<Saved>;
  /** Stops what goes on, too. Nothing where it is done. */
  stop(comparisonId: string): Promise<Saved>;
  /** Null where it is not known. */
  state(comparisonId: string): RepeatState | null;
  states(): readonly RepeatState[];
  /** Whether it asks for more. */
  isRunning(comparisonId: string): boolean;
  /** Number of those that ask for more. */
  running(): number;
  /** Lets go of those that were removed; one that runs stays. */
  forget(isRemoved: (comparison: Comparison) => boolean): void;
  /** Sends nothing more. What was running is paused at the next start. */
  close(): void;
};

export function createRepeats(parts: RepeatParts): Repeats {
  const entries = new Map<string, Entry>();
  let isClosing = false;
  const shared: Shared = {
    ...parts,
    places: createPlaces(parts.parallelRequests),
    waiters: createWaiters(),
    teller: createTeller(parts.clock, parts.tell),
    latest: { entry: null },
    isClosing: () => isClosing,
  };
  const now = () => ({ monotonicMs: parts.clock.monotonicMs(), epochMs: parts.clock.epochMs() });
  const add = (work: RepeatWork, saved: SavedState): Entry => {
    const entry = newEntry(work, billOf(parts.pricing, work), saved);
    entries.set(work.comparison.id, entry);
    return entry;
  };
  const drop = (entry: Entry) => {
    shared.teller.drop(entry);
    entries.delete(entry.comparison.id);
  };
  return {
    estimate: (work) => estimateOf(parts.pricing, work, roomNow(parts, entries.values())),
    start: (work) => {
      const entry = add(work, { status: "running", pause: null });
      // It is saved: at the next start it can go on.
      if (!isClosing) go(shared, entry, work.ask);
    },
    resume: (work) =>
      resume(shared, entries.get(work.comparison.id) ?? add(work, { status: "stopped", pause: null }), {
        work,
        room: () => roomNow(parts, entries.values()),
      }),
    keep: (work, saved) => {
      if (entries.has(work.comparison.id)) return;
      settleDone(shared, add(work, saved));
      for (const entry of endedOf(entries.values()).slice(0, -keptEnded)) drop(entry);
    },
    ...haltPart(shared, entries),
    state: (comparisonId) => {
      const entry = entries.get(comparisonId);
      return entry === undefined ? null : stateOf(entry, now());
    },
    states: () => [...entries.values()].map((entry) => stateOf(entry, now())),
    isRunning: (comparisonId) => entries.get(comparisonId)?.saved.status === "running",
    running: () => [...entries.values()].filter(({ saved }) => saved.status === "running").length,
    forget: (isRemoved) => {
      for (const entry of [...entries.values()]) {
        const isGoing = entry.saved.status === "running" || entry.flights.size > 0;
        if (!isGoing && isRemoved(entry.comparison)) drop(entry);
      }
    },
    close: () => {
      isClosing = true;
      for (const entry of entries.values()) {
        entry.turn += 1;
        shared.teller.drop(entry);
      }
      shared.waiters.tell();
    },
  };
}

/** So many that ended stay in memory: of any other the disk tells as much. */
const keptEnded = 10;

function endedOf(entries: Iterable<Entry>): readonly Entry[] {
  const isEnded = ({ saved, flights }: Entry) =>
    (saved.status === "stopped" || saved.status === "done") && flights.size === 0;
  return [...entries].filter(isEnded);
}

/**
 * The program may have ended between the last run and the word that it was the last. And what is not measured can go on,
 * whatever was said of it.
 */
function settleDone(shared: Shared, entry: Entry): void {
  if (!entry.cells.isDone() && entry.saved.status === "done") entry.saved = { status: "stopped", pause: null };
  if (!entry.cells.isDone() || entry.saved.status === "done") return;
  entry.saved = { status: "done", pause: null };
  // Where that cannot be saved, the next start finds it out as this one did.
  shared.save({ comparisonId: entry.comparison.id, ...entry.saved }).catch(shared.reportBug);
}

function haltPart(shared: Shared, entries: ReadonlyMap<string, Entry>): Pick<Repeats, "pause" | "stop"> {
  return {
    pause: async (comparisonId) => {
      const entry = entries.get(comparisonId);
      if (entry?.saved.status !== "running") return { ok: true };
      return await halt(shared, entry, { status: "paused", pause: { kind: "user" } });
    },
    stop: (comparisonId) => stop(shared, entries.get(comparisonId)),
  };
}

/** The budgets beside what those may cost still that go on: each was let begin for all of its runs. */
function roomNow({ budgets }: Pick<RepeatParts, "budgets">, entries: Iterable<Entry>): BudgetRoom {
  const going = [...entries].filter(({ saved }) => saved.status === "running");
  return roomBeside(
    going.flatMap((entry) => unsentOf(entry).map(entry.bill.mostOf)),
    budgets(),
  );
}

type Resuming = { readonly work: RepeatWork; readonly room: () => BudgetRoom };

async function resume(shared: Shared, entry: Entry, { work, room }: Resuming): ReturnType<Repeats["resume"]> {
  const { status } = entry.saved;
  if (status === "running" || status === "done") return { ok: true };
  entry.bill = billOf(shared.pricing, work);
  const refusal = refusalOfRuns(unsentOf(entry).map(entry.bill.mostOf), room());
  if (refusal !== null) return { ok: false, refusal };
  const { turn } = entry;
  const saved = await shared.save({ comparisonId: work.comparison.id, status: "running", pause: null });
  // Stopped meanwhile, it stays so; and it goes on once, however often that was asked for.
  if (saved.ok && entry.turn === turn && !shared.isClosing()) go(shared, entry, work.ask);
  return saved;
}

async function stop(shared: Shared, entry: Entry | undefined): Promise<Saved> {
  if (entry === undefined || entry.saved.status === "done") return { ok: true };
  const saved = halt(shared, entry, { status: "stopped", pause: null });
  for (const runId of entry.flights.keys()) shared.manager.stopRun(runId);
  return await saved;
}

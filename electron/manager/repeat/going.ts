import type { Hold } from "#electron/manager/pacing.ts";
import type { Waiters } from "#electron/manager/waiters.ts";
import { messageOf } from "#shared/failure.ts";
import { isMeasured, type RepeatPause } from "#shared/repeat.ts";
import type { RunEvent } from "#shared/run.ts";
import { chainOf } from "./asked.ts";
import type { Entry, Flight, SavedState } from "./entry.ts";
import { type LaneParts, type Launch, runLane } from "./lane.ts";
import type { RepeatParts, Saved } from "./parts.ts";
import type { Places } from "./places.ts";
import type { Teller } from "./teller.ts";
import type { RepeatWork } from "./work.ts";

/** What all repeated comparisons share. */
export type Shared = RepeatParts & {
  readonly places: Places;
  readonly waiters: Waiters;
  readonly teller: Teller;
  /** Whose run began last. */
  readonly latest: { entry: Entry | null };
  /** The program ends: what is interrupted now goes on in a later start, if somebody says so. */
  readonly isClosing: () => boolean;
};

/** A run waits this long inside the engine for a link to come back: else it waits here, before it is sent. */
const maxWaitMs = 8_000;
/** What no clock ends is looked at again this often. */
const lookAgainMs = 1_000;
/** A run tells of its retry a moment after its failure has changed the limits: who looks at both looks after that. */
const breathMs = 1;

/** Asks for what is not measured yet. */
export function go(shared: Shared, entry: Entry, ask: RepeatWork["ask"]): void {
  entry.ask = ask;
  entry.saved = { status: "running", pause: null };
  entry.turn += 1;
  entry.streak.reset();
  entry.pace.go(shared.clock.monotonicMs());
  shared.teller.now(entry);
  const parts = lanePartsOf(shared);
  const { turn } = entry;
  for (const column of entry.comparison.repeat.columns.keys()) {
    runLane(parts, entry, { column, turn }).catch((error: unknown) => {
      shared.reportBug(error);
      if (entry.saved.status === "running")
        void pauseFor(shared, entry, { kind: "trouble", message: messageOf(error) });
    });
  }
}

/** Sends nothing more; what goes on is left to itself. The windows hear of it once it is on disk. */
export async function halt(shared: Shared, entry: Entry, next: SavedState): Promise<Saved> {
  entry.saved = next;
  entry.turn += 1;
  entry.ask = null;
  entry.holds.clear();
  entry.pace.halt(shared.clock.monotonicMs());
  shared.waiters.tell();
  const { comparison } = entry;
  const saved = await shared.save({ comparisonId: comparison.id, ...next });
  shared.teller.now(entry);
  return saved;
}

async function pauseFor(shared: Shared, entry: Entry, pause: RepeatPause): Promise<void> {
  await halt(shared, entry, { status: "paused", pause });
}

function lanePartsOf(shared: Shared): LaneParts {
  const { pacer, pricing, places, clock, waiters } = shared;
  return {
    pacer,
    pricing,
    places,
    clock,
    wait: (entry, hold) => waitForChange(shared, entry, hold),
    begin: (entry, launch) => begin(shared, entry, launch),
    heldOtherwise: (entry) => {
      waiters.tell();
      shared.teller.soon(entry);
    },
    targetGone: (entry) => {
      const message = "A chain that it asks is not there any more, or has no links. What was measured stays.";
      void pauseFor(shared, entry, { kind: "trouble", message });
    },
  };
}

function waitForChange(shared: Shared, entry: Entry, hold: Hold | null): Promise<void> {
  const { clock, waiters, pacer, latest } = shared;
  return new Promise((resolve) => {
    const settle = () => {
      cancelTimer?.();
      cancelWaiter();
      cancelLimits?.();
      // Whoever began last lets others go first.
      clock.after(latest.entry === entry ? 2 * breathMs : breathMs, resolve);
    };
    const cancelWaiter = waiters.onceChanged(settle);
    const cancelLimits = hold === null ? null : pacer.onceChanged(settle);
    const untilMs = hold?.untilMs ?? clock.epochMs() + lookAgainMs;
    const cancelTimer = hold === null ? null : clock.after(Math.max(0, untilMs - clock.epochMs()), settle);
  });
}

function begin(shared: Shared, entry: Entry, { cell, column, ask, providerId, scopes, need }: Launch): void {
  const { comparison, cells, runs, flights } = entry;
  const runId = shared.ids.next();
  cells.begin(cell);
  runs.begin(runId, cell);
  flights.set(runId, { cell, providerId });
  shared.latest.entry = entry;
  shared.places.take(providerId);
  if (scopes !== null) shared.pacer.expect({ id: runId, scopes, need });
  const onEvent = (event: RunEvent) => noteEvent(shared, entry, { runId, event });
  const { columnId, target } = column;
  const { prompt, overrides } = ask;
  const chain = chainOf(comparison.repeat, column);
  const repeated = { round: cell.round, maxWaitMs, onEvent, ...(chain !== undefined && { chain }) };
  const asked = { columnId, runId, target, prompt, repeated, ...(overrides !== undefined && { overrides }) };
  const send = { startedAtMs: shared.clock.epochMs(), isDemo: comparison.isDemo, sessionId: shared.sessionId() };
  shared.manager.start(comparison, [asked], send);
  shared.waiters.tell();
  shared.teller.soon(entry);
}

type Heard = { readonly runId: string; readonly event: RunEvent };

function noteEvent(shared: Shared, entry: Entry, { runId, event }: Heard): void {
  entry.runs.note(event);
  const flight = entry.flights.get(runId);
  if (event.type === "run-ended" && flight !== undefined) endFlight(shared, entry, { runId, flight, event });
  if (event.type === "cost-found") shared.teller.soon(entry);
}

type Ended = {
  readonly runId: string;
  readonly flight: Flight;
  readonly event: Extract<RunEvent, { type: "run-ended" }>;
};

function endFlight(shared: Shared, entry: Entry, { runId, flight, event }: Ended): void {
  const measured = isMeasured(event);
  entry.flights.delete(runId);
  shared.places.leave(flight.providerId);
  entry.cells.end(flight.cell, measured);
  if (measured) entry.pace.measured();
  if (shared.isClosing()) return;
  const pause = entry.saved.status === "running" ? pauseAfter(entry, event) : null;
  if (pause !== null) void pauseFor(shared, entry, pause);
  else if (entry.cells.isDone()) void halt(shared, entry, { status: "done", pause: null });
  else shared.teller.soon(entry);
  shared.waiters.tell();
  void pauseUnsaved(shared, entry, runId);
}

/** Why nothing more is to be sent after this run; null where it goes on. */
function pauseAfter(entry: Entry, { status, failure }: Ended["event"]): RepeatPause | null {
  if (failure?.class === "BUDGET") {
    const { budget, message } = failure;
    return budget === undefined ? { kind: "trouble", message } : { kind: "budget", refusal: budget };
  }
  if (status !== "done" && status !== "failed") return null;
  const message = entry.streak.note({ status, failure });
  return message === null ? null : { kind: "trouble", message };
}

/** What cannot be kept is not worth its money. */
async function pauseUnsaved(shared: Shared, entry: Entry, runId: string): Promise<void> {
  try {
    // The end of the run is on its way to the disk only after this turn.
    await Promise.resolve();
    await shared.settled(runId);
  } catch (error) {
    if (entry.saved.status !== "running" || shared.isClosing()) return;
    await pauseFor(shared, entry, { kind: "trouble", message: `Its answers cannot be saved. ${messageOf(error)}` });
  }
}

import type { Deadline } from "./classify.ts";
import type { Deadlines } from "./deadlines.ts";
import type { Clock } from "./dependencies.ts";
import { sleepGapMs } from "./this-computer.ts";

/** Keeps the deadlines of one attempt (engine.md R14, R15). */
export type Watchdog = {
  /** A byte arrived. */
  byte(): void;
  /** Content arrived, also after what seemed to be all. */
  content(isReasoning: boolean): void;
  /** All that matters is here: what is still to come gets this long. */
  finished(graceMs: number): void;
  /** The deadline that passed, or null. */
  passed(): { deadline: Deadline; limitMs: number } | null;
  stop(): void;
};

export type Watched = {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Whether another link could take over now (R14). */
  readonly hasNext: () => boolean;
  readonly onPassed: () => void;
  /** A timer fired so late that the computer must have slept, or stood still, meanwhile. */
  readonly onLate: () => void;
};

/** When what was last heard. Times are monotonic ms. */
type Heard = {
  readonly startMs: number;
  contentMs: number | null;
  byteMs: number;
  idleMs: number;
  isLastHope: boolean;
  grace: { readonly sinceMs: number; readonly limitMs: number } | null;
};

type Due = { readonly deadline: Deadline; readonly atMs: number; readonly limitMs: number };

/**
 * One timer for all deadlines: a delta only moves a number, and the timer looks at it when it fires. Setting a timer
 * per delta would cost more than the delta itself (R23).
 */
export function startWatchdog(watched: Watched): Watchdog {
  const { clock, deadlines, onPassed, onLate } = watched;
  const startMs = clock.monotonicMs();
  const { idleMs } = deadlines;
  const heard: Heard = { startMs, contentMs: null, byteMs: startMs, idleMs, isLastHope: false, grace: null };
  let passed: Due | null = null;
  let cancel: () => void = () => undefined;
  let armedForMs = Number.POSITIVE_INFINITY;

  const look = () => {
    cancel();
    const next = nextDue(heard, watched);
    const leftMs = next.atMs - clock.monotonicMs();
    if (leftMs > 0) {
      armedForMs = next.atMs;
      cancel = clock.after(leftMs, fire);
      return;
    }
    passed = next;
    onPassed();
  };
  const fire = () => {
    // Where the monotonic clock goes on through a sleep, as on Windows, only this tells of it (R4).
    if (clock.monotonicMs() - armedForMs > sleepGapMs) onLate();
    look();
  };
  look();

  return {
    byte: () => {
      heard.byteMs = clock.monotonicMs();
    },
    content: (isReasoning) => {
      const isFirst = heard.contentMs === null;
      heard.contentMs = clock.monotonicMs();
      heard.grace = null;
      const nextIdleMs = isReasoning ? deadlines.idleWhileReasoningMs : deadlines.idleMs;
      const isShorter = nextIdleMs < heard.idleMs;
      heard.idleMs = nextIdleMs;
      // The armed timer may lie beyond the new deadline; only then is it worth a new one.
      if (isFirst || isShorter) look();
    },
    finished: (limitMs) => {
      heard.grace = { sinceMs: clock.monotonicMs(), limitMs };
      look();
    },
    passed: () => passed,
    stop: () => cancel(),
  };
}

function nextDue(heard: Heard, { deadlines, hasNext }: Watched): Due {
  const total: Due = { deadline: "total-timeout", atMs: heard.startMs + deadlines.totalMs, limitMs: deadlines.totalMs };
  const dues = [total];
  const stall = (sinceMs: number, limitMs: number) =>
    dues.push({ deadline: "stall", atMs: sinceMs + limitMs, limitMs });
  if (heard.grace !== null) stall(heard.grace.sinceMs, heard.grace.limitMs);
  else if (heard.contentMs !== null) {
    stall(heard.contentMs, heard.idleMs);
    stall(heard.byteMs, deadlines.silenceMs);
  } else {
    // Asked anew when the short limit passes: by then it is known which links could take over.
    heard.isLastHope ||= !hasNext();
    const limitMs = heard.isLastHope ? deadlines.lastHopeFirstContentMs : deadlines.firstContentMs;
    dues.push({ deadline: "no-first-token", atMs: heard.startMs + limitMs, limitMs });
  }
  return dues.reduce((a, b) => (b.atMs < a.atMs ? b : a));
}

import type { Deadline } from "./classify.ts";
import type { Deadlines } from "./deadlines.ts";
import type { Clock } from "./dependencies.ts";

/** Keeps the deadlines of one attempt (engine.md R14, R15). */
export type Watchdog = {
  /** A byte arrived. */
  byte(): void;
  /** Content arrived. */
  content(isReasoning: boolean): void;
  /** The model said that it is done: what is still to come gets this long. */
  finished(graceMs: number): void;
  /** The deadline that passed, or null. */
  passed(): { deadline: Deadline; limitMs: number } | null;
  stop(): void;
};

/**
 * One timer for all deadlines: a delta only moves a number, and the timer looks at it when it fires. Setting a timer
 * per delta would cost more than the delta itself (R23).
 */
export function startWatchdog(clock: Clock, deadlines: Deadlines, onPassed: () => void): Watchdog {
  const startMs = clock.monotonicMs();
  let contentMs: number | null = null;
  let byteMs = startMs;
  let idleMs = deadlines.idleMs;
  let passed: { deadline: Deadline; limitMs: number } | null = null;
  let finishedMs: number | null = null;
  let graceMs = 0;
  let cancel: () => void = () => undefined;

  const dues = (): { deadline: Deadline; atMs: number; limitMs: number }[] => {
    const total = { deadline: "total-timeout", atMs: startMs + deadlines.totalMs, limitMs: deadlines.totalMs } as const;
    if (finishedMs !== null) {
      return [{ deadline: "stall", atMs: finishedMs + graceMs, limitMs: graceMs }];
    }
    if (contentMs === null) {
      const limitMs = deadlines.firstContentMs;
      return [{ deadline: "no-first-token", atMs: startMs + limitMs, limitMs }, total];
    }
    return [
      { deadline: "stall", atMs: contentMs + idleMs, limitMs: idleMs },
      { deadline: "stall", atMs: byteMs + deadlines.silenceMs, limitMs: deadlines.silenceMs },
      total,
    ];
  };

  const look = () => {
    const next = dues().reduce((a, b) => (b.atMs < a.atMs ? b : a));
    const leftMs = next.atMs - clock.monotonicMs();
    if (leftMs > 0) {
      cancel = clock.after(leftMs, look);
      return;
    }
    passed = { deadline: next.deadline, limitMs: next.limitMs };
    onPassed();
  };
  look();

  return {
    byte: () => {
      byteMs = clock.monotonicMs();
    },
    content: (isReasoning) => {
      const isFirst = contentMs === null;
      contentMs = clock.monotonicMs();
      const nextIdleMs = isReasoning ? deadlines.idleWhileReasoningMs : deadlines.idleMs;
      const isShorter = nextIdleMs < idleMs;
      idleMs = nextIdleMs;
      // The armed timer may lie beyond the new deadline; only then is it worth a new one.
      if (isFirst || isShorter) {
        cancel();
        look();
      }
    },
    finished: (nextGraceMs) => {
      graceMs = nextGraceMs;
      finishedMs = clock.monotonicMs();
      cancel();
      look();
    },
    passed: () => passed,
    stop: () => cancel(),
  };
}

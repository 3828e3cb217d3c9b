import type { Clock } from "#electron/manager/dependencies.ts";

/** A clock that stands still until a test moves it. Timers fire in order of their time. */
export type FakeClock = Clock & {
  /** Moves on by `ms`, firing every timer that falls due and letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock alone, as a sleep or a correction of the system time does. */
  stepWall(ms: number): void;
  /** Both clocks go on and no timer fires: a sleep on Windows, or a process that was held. What is due fires next. */
  freeze(ms: number): void;
  timers(): number;
};

export function createFakeClock(startEpochMs = Date.UTC(2026, 10, 22, 12, 0, 0)): FakeClock {
  let monotonicMs = 0;
  let wallOffsetMs = startEpochMs;
  let sequence = 0;
  const timers = new Map<number, { dueMs: number; callback: () => void }>();

  const nextDue = (limitMs: number) =>
    [...timers]
      .filter(([, timer]) => timer.dueMs <= limitMs)
      .toSorted((a, b) => a[1].dueMs - b[1].dueMs || a[0] - b[0])[0];

  return {
    monotonicMs: () => monotonicMs,
    epochMs: () => wallOffsetMs + monotonicMs,
    after: (ms, callback) => {
      sequence += 1;
      const id = sequence;
      timers.set(id, { dueMs: monotonicMs + Math.max(0, ms), callback });
      return () => {
        timers.delete(id);
      };
    },
    advance: async (ms) => {
      const limitMs = monotonicMs + ms;
      await settle();
      for (let next = nextDue(limitMs); next !== undefined; next = nextDue(limitMs)) {
        const [id, timer] = next;
        timers.delete(id);
        monotonicMs = Math.max(monotonicMs, timer.dueMs);
        timer.callback();
        await settle();
      }
      monotonicMs = limitMs;
      await settle();
    },
    stepWall: (ms) => {
      wallOffsetMs += ms;
    },
    freeze: (ms) => {
      monotonicMs += ms;
    },
    timers: () => timers.size,
  };
}

/** Lets every promise that can settle do so: a macrotask comes after all microtasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

import type { Clock } from "#electron/manager/dependencies.ts";
import { systemClock } from "#electron/system.ts";

/** The computer's clocks, with more of the engine's seconds in one of ours. */
export function fastClock(speed: number): Clock {
  if (speed === 1) return systemClock;
  const startedAtMs = systemClock.epochMs();
  return {
    monotonicMs: () => systemClock.monotonicMs() * speed,
    epochMs: () => startedAtMs + (systemClock.epochMs() - startedAtMs) * speed,
    after: (ms, callback) => systemClock.after(ms / speed, callback),
  };
}

import type { Clock } from "#electron/manager/dependencies.ts";

/** A clock on which time passes so many times faster; both of its clocks stand where the real ones stand now. */
export function createScaledClock(real: Clock, speed: number): Clock {
  const beganMs = real.monotonicMs();
  const beganEpochMs = real.epochMs();
  const played = () => (real.monotonicMs() - beganMs) * speed;
  return {
    monotonicMs: () => beganMs + played(),
    // By the monotonic clock: a correction of the wall clock would otherwise count many times over.
    epochMs: () => beganEpochMs + played(),
    after: (ms, callback) => real.after(ms / speed, callback),
  };
}

/** How often the same thing may be said in a minute. */
export const mostAMinute = 30;
const minuteMs = 60_000;

/**
 * Keeps something that happens again and again from filling the log: 30 of the same kind a minute are let through.
 * `pass` gives null where one is left out, else how many were left out before it.
 */
export type Throttle = { pass(kind: string, nowMs: number): number | null };

type Window = { startMs: number; count: number; leftOut: number };

export function createThrottle(): Throttle {
  // As many as the program has sentences.
  const windows = new Map<string, Window>();
  return {
    pass(kind, nowMs) {
      const last = windows.get(kind);
      // A clock that was set back begins anew.
      const isOver = last === undefined || nowMs - last.startMs >= minuteMs || nowMs < last.startMs;
      if (isOver) {
        windows.set(kind, { startMs: nowMs, count: 1, leftOut: 0 });
        return last?.leftOut ?? 0;
      }
      last.count += 1;
      if (last.count <= mostAMinute) return 0;
      last.leftOut += 1;
      return null;
    },
  };
}

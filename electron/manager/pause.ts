import type { Engine } from "./engine.ts";
import type { LimitsState } from "./limits.ts";

type Pausing = Pick<Engine, "clock" | "board">;

export type Pause = {
  readonly untilMs: number;
  /** The limits that the decision to pause was made on. */
  readonly seen: LimitsState;
};

/**
 * Resolves at `untilMs` on the monotonic clock, once the limits differ from those that were seen, or once the signal
 * aborts.
 */
export function pauseUntil({ clock, board }: Pausing, { untilMs, seen }: Pause, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      cancelTimer();
      cancelChange();
      signal.removeEventListener("abort", settle);
      resolve();
    };
    const cancelTimer = clock.after(Math.max(0, untilMs - clock.monotonicMs()), settle);
    const cancelChange = board.onceChanged(settle);
    signal.addEventListener("abort", settle, { once: true });
    if (signal.aborted || board.state() !== seen) settle();
  });
}

/** What the promise gives, or null once the signal aborts. */
export function untilStopped<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(null);
    const stop = () => resolve(null);
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

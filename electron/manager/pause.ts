import type { Engine } from "./engine.ts";

type Pausing = Pick<Engine, "clock" | "board">;

/** Resolves at `untilMs` on the monotonic clock, at the next change of a limit, or once the signal aborts. */
export function pauseUntil({ clock, board }: Pausing, untilMs: number, signal: AbortSignal): Promise<void> {
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
    if (signal.aborted) settle();
  });
}

/** Resolves after `ms`, or once the signal aborts. */
export function sleep({ clock }: Pick<Engine, "clock">, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      cancel();
      signal.removeEventListener("abort", settle);
      resolve();
    };
    const cancel = clock.after(ms, settle);
    signal.addEventListener("abort", settle, { once: true });
    if (signal.aborted) settle();
  });
}

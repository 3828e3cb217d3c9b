export type Soon = {
  /** Once nothing was asked for a moment; where asking goes on and on, now and then all the same. */
  readonly ask: () => void;
  readonly cancel: () => void;
};

/** Long enough for the next letter to come. */
const restMs = 400;
/** Money that is spent elsewhere may be told several times a second. */
const longestMs = 1_200;

/** A question whose reasons change while somebody writes, and while money is spent elsewhere. */
export function createSoon(work: () => void): Soon {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sinceMs: number | null = null;
  const cancel = () => {
    clearTimeout(timer);
    sinceMs = null;
  };
  return {
    ask() {
      const nowMs = performance.now();
      sinceMs ??= nowMs;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          sinceMs = null;
          work();
        },
        Math.max(0, Math.min(restMs, sinceMs + longestMs - nowMs)),
      );
    },
    cancel,
  };
}

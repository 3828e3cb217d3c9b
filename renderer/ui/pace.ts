/** A frame that took longer than this held too much. */
const lateFrameMs = 25;
const slowest = 0.25;

/** How much of a frame's work this computer manages, from 0.25 to 1: less after late frames, slowly more again. */
export type Pace = {
  /** A frame with work begins. */
  next(): number;
  /** The frame after this one holds no work, so that the time until the next work says nothing. */
  rest(): void;
};

export function createPace(nowMs: () => number): Pace {
  let pace = 1;
  let lastMs: number | null = null;
  return {
    next() {
      const beganMs = nowMs();
      if (lastMs !== null)
        pace = beganMs - lastMs > lateFrameMs ? Math.max(slowest, pace * 0.7) : Math.min(1, pace + 0.05);
      lastMs = beganMs;
      return pace;
    },
    rest() {
      lastMs = null;
    },
  };
}

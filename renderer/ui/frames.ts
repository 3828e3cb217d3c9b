/**
 * Everything that redraws while answers stream goes through one animation frame, so that React commits at most once
 * per frame however many columns there are (ui/README.md §10).
 */
export type Frames = {
  /** Runs once in the next frame; asked again before that, it still runs once. The returned function takes it back. */
  next(callback: () => void): () => void;
};

export type FrameSource = (callback: () => void) => void;

export function createFrames(requestFrame: FrameSource): Frames {
  const waiting = new Set<() => void>();
  let isRequested = false;
  const run = () => {
    isRequested = false;
    const callbacks = [...waiting];
    waiting.clear();
    for (const callback of callbacks) callback();
  };
  return {
    next(callback) {
      waiting.add(callback);
      if (!isRequested) {
        isRequested = true;
        requestFrame(run);
      }
      return () => {
        waiting.delete(callback);
      };
    },
  };
}

/** The frames of this window. */
export const windowFrames = createFrames((callback) => {
  requestAnimationFrame(callback);
});

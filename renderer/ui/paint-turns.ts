import { type Frames, windowFrames } from "./frames.ts";
import { createPace } from "./pace.ts";

type PaintOptions = { readonly perFrame: number; readonly nowMs: () => number };

/** At most this many answers re-render in one frame; more take turns (ui/README.md §10). */
const usual: PaintOptions = { perFrame: 4, nowMs: () => performance.now() };

/** Draws the next stretch; `share` is how much of what a frame can hold is this painter's, above 0 and at most 1. */
export type Paint = (share: number) => void;

export type PaintTurns = {
  /** Asks for a turn; asked again while waiting, the newest paint takes the same place in the row. */
  ask(painter: object, paint: Paint): void;
  leave(painter: object): void;
};

export function createPaintTurns(frames: Frames, { perFrame, nowMs }: PaintOptions = usual): PaintTurns {
  const pace = createPace(nowMs);
  // A Map keeps the order of first asking, which is the order of turns.
  const waiting = new Map<object, Paint>();
  const paintSome = () => {
    const next = [...waiting].slice(0, perFrame);
    const share = pace.next() / next.length;
    for (const [painter, paint] of next) {
      waiting.delete(painter);
      paint(share);
    }
    if (waiting.size > 0) frames.next(paintSome);
    else pace.rest();
  };
  return {
    ask(painter, paint) {
      waiting.set(painter, paint);
      frames.next(paintSome);
    },
    leave(painter) {
      waiting.delete(painter);
    },
  };
}

export const paintTurns = createPaintTurns(windowFrames);

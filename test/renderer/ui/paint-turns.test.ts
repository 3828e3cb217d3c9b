import { describe, expect, it } from "vitest";
import { createFrames } from "#renderer/ui/frames.ts";
import { createPaintTurns } from "#renderer/ui/paint-turns.ts";

/** Frames that come when the test says so. */
function manualFrames() {
  let requested: (() => void)[] = [];
  const frames = createFrames((callback) => requested.push(callback));
  const next = () => {
    const run = requested;
    requested = [];
    for (const callback of run) callback();
  };
  return { frames, next, count: () => requested.length };
}

function painters(count: number) {
  return Array.from({ length: count }, (_, index) => ({ index }));
}

describe("paint turns", () => {
  it("paints at most four answers in one frame and the others in the next, in turn", () => {
    const { frames, next } = manualFrames();
    const turns = createPaintTurns(frames);
    const painted: number[] = [];
    for (const painter of painters(10)) turns.ask(painter, () => painted.push(painter.index));
    next();
    expect(painted).toEqual([0, 1, 2, 3]);
    next();
    expect(painted).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    next();
    expect(painted).toHaveLength(10);
  });

  it("lets nobody wait for ever while sixteen answers ask in every frame", () => {
    const { frames, next } = manualFrames();
    const turns = createPaintTurns(frames);
    const counts = new Array<number>(16).fill(0);
    const all = painters(16);
    for (let frame = 0; frame < 40; frame += 1) {
      for (const { index } of all)
        turns.ask(all[index] ?? {}, () => {
          counts[index] = (counts[index] ?? 0) + 1;
        });
      next();
    }
    expect(Math.min(...counts)).toBe(10);
    expect(Math.max(...counts)).toBe(10);
  });

  it("paints only the newest of what one answer asked for", () => {
    const { frames, next } = manualFrames();
    const turns = createPaintTurns(frames);
    const painter = {};
    const painted: string[] = [];
    turns.ask(painter, () => painted.push("old"));
    turns.ask(painter, () => painted.push("new"));
    next();
    expect(painted).toEqual(["new"]);
  });

  it("shares a frame among the answers that paint in it", () => {
    const { frames, next } = manualFrames();
    const turns = createPaintTurns(frames);
    const shares: number[] = [];
    for (const painter of painters(5)) turns.ask(painter, (share) => shares.push(share));
    next();
    next();
    expect(shares).toEqual([0.25, 0.25, 0.25, 0.25, 1]);
  });

  it("asks for no frame once nobody waits", () => {
    const { frames, next, count } = manualFrames();
    const turns = createPaintTurns(frames);
    turns.ask({}, () => undefined);
    next();
    expect(count()).toBe(0);
  });

  it("does not paint an answer that left", () => {
    const { frames, next } = manualFrames();
    const turns = createPaintTurns(frames);
    const painter = {};
    let hasPainted = false;
    turns.ask(painter, () => {
      hasPainted = true;
    });
    turns.leave(painter);
    next();
    expect(hasPainted).toBe(false);
  });
});

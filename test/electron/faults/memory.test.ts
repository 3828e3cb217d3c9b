import { afterEach, expect, it } from "vitest";
import { garbageCases } from "./cases-garbage.ts";
import { playedOf } from "./matrix.ts";

/** What is too large, or comes in floods, one after the other: the memory of this process, servers included, and the time. */

const largest = 150 * 1024 * 1024;
const bombMs = 1_000;
const slack = 3;
const ids = new Set(["P22", "P23", "P24", "P25", "P26"]);
const played = playedOf(garbageCases).filter(({ one, on }) => ids.has(one.id) && on.speaker === "openai-compatible");

const watched = { peak: 0, timer: setInterval(() => note(), 5) };
watched.timer.unref();

function note(): number {
  const { rss } = process.memoryUsage();
  watched.peak = Math.max(watched.peak, rss);
  return rss;
}

afterEach(() => {
  watched.peak = 0;
});

it.each(played.map(({ one, on }) => ({ ...one, ...on })))(
  "$id ($shape) takes no more than 150 MB: $title",
  async ({ id, play, speaker, shape }) => {
    const before = note();
    const startedAtMs = performance.now();
    expect(await play({ speaker, shape })).toEqual([]);
    if (id === "P25" || id === "P26") expect(performance.now() - startedAtMs).toBeLessThan(bombMs * slack);
    note();
    expect(watched.peak - before).toBeLessThan(largest);
  },
);

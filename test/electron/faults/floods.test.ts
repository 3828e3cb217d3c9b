import { afterEach, expect, it } from "vitest";
import { runsOf } from "#test/support/runs.ts";
import { workedMs } from "#test/support/worked-ms.ts";
import { floodCases } from "./cases-flood.ts";
import { playedOf } from "./matrix.ts";

/**
 * What is too large, or comes in floods, one after the other: the memory of this process, servers included, and the
 * time that it works, which does not depend on what else the machine does.
 */

const largest = 150 * 1024 * 1024;
const bombMs = 1_000;
const slack = 3;
const longestMs = runsOf(20_000, 120_000);

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

it.each(playedOf(floodCases).map(({ one, on }) => ({ ...one, ...on })))(
  "$id ($speaker, $shape): $title, with no more than 150 MB",
  async ({ id, play, speaker, shape }) => {
    const before = note();
    const workedBeforeMs = workedMs();
    expect(await play({ speaker, shape })).toEqual([]);
    if (id === "P25" || id === "P26") expect(workedMs() - workedBeforeMs).toBeLessThan(bombMs * slack);
    note();
    expect(watched.peak - before).toBeLessThan(largest);
  },
  longestMs,
);

import { beforeAll, describe, expect, test } from "vitest";
import { runsOf } from "#test/support/runs.ts";
import { columnsEach } from "./compare.ts";
import { type EnduranceFigures, endure } from "./endure.ts";
import { leftOver } from "./held.ts";

/**
 * The built program under everything at once: a few comparisons in every run, 2,000 with eight columns each in the
 * soak. Eight servers that fail at one request in four, windows that reload and lose their cable, programs at the
 * gateway, repeats, drills, a history that is read, and a program that is killed and started again.
 */
const comparisons = runsOf(24, 2_000);
const kills = runsOf(1, 12);
const isSoak = runsOf(0, 1) === 1;
const withinMs = 20 * 60_000;

/** Growth per 100 runs that is no leak yet (security.md, soak), in bytes. */
const mostGrowth = 2 ** 20;
const mostWarmUp = 24 * 2 ** 20;

let figures: EnduranceFigures;
const tally = (name: RegExp) =>
  Object.entries(figures.tallies).reduce((sum, [key, count]) => (name.test(key) ? sum + count : sum), 0);

beforeAll(async () => {
  figures = await endure({
    seed: 20_261_123,
    comparisons,
    kills,
    pieces: runsOf(1, 20),
    pageReloads: runsOf(0, 2),
    ...(isSoak && { tell: console.log }),
  });
  // A soak is read as well as passed.
  const { samples, findings, ...told } = figures;
  if (isSoak) console.log(JSON.stringify({ ...told, samples: samples.length, findings: findings.length }, null, 2));
}, withinMs);

describe(`${comparisons} comparisons of ${columnsEach} columns`, () => {
  test("lose nothing that was acknowledged, end in an allowed way, and leave a sound database", () => {
    expect(figures.findings).toEqual([]);
  });

  test("were all sent, met faults, kills and lost connections, and were answered nonetheless", () => {
    expect(figures.comparisons).toBeGreaterThanOrEqual(comparisons);
    expect(figures.faults / figures.requests).toBeGreaterThan(0.2);
    expect(figures.tallies.kills).toBe(kills);
    expect(tally(/^runs that a kill interrupted$/)).toBeGreaterThanOrEqual(kills);
    // Of those that were read back, which those of a life that was killed are not.
    expect(tally(/^runs done$/)).toBeGreaterThan(tally(/^runs (done|failed|stopped)/) / 2);
    expect(tally(/^gateway answers$/)).toBeGreaterThan(0);
  });

  test("leave no socket, timer, listener or child process behind, here or at the servers", () => {
    const { end, fresh } = figures.atRest;
    expect(leftOver(end, fresh)).toEqual([]);
    expect(figures.socketsLeft).toBe(0);
  });

  test("would not have hidden any of that: what is planted is found", () => {
    const kinds = figures.planted.leaks.map((words) => words.split(":")[0]);
    const everywhere = ["Timeout", "TCPSocketWrap", "ProcessWrap", "listeners"];
    const here = process.platform === "linux" ? ["sockets", "children"] : [];
    expect(kinds).toEqual(expect.arrayContaining([...everywhere, ...here]));
    expect(figures.planted.damage).toEqual(["Lost: never-saved", expect.stringMatching(/and \d+ are shown/)]);
  });

  test("let the heap grow by less than 1 MB in 100 runs, once it is warm", () => {
    const { fresh, warm, end } = figures.atRest;
    const runs = (figures.samples.at(-1)?.runs ?? 0) - (figures.samples[0]?.runs ?? 0);
    // Few runs warm nothing up: they are measured against the start, with what the caches take.
    const mostBytes = isSoak ? (mostGrowth * runs) / 100 : mostWarmUp;
    expect(end.heapBytes - (isSoak ? warm : fresh).heapBytes).toBeLessThan(mostBytes);
    // A slope of few samples is noise.
    if (isSoak) expect([figures.heapSlope, figures.residentSlope].every((bytes) => bytes < mostGrowth)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatCompactCount,
  formatCost,
  formatCostSum,
  formatCount,
  formatCountdown,
  formatCountWord,
  formatPart,
  formatPause,
  formatPercent,
  formatPricePer1k,
  formatSeconds,
  formatSpeed,
  formatTicking,
  formatTimeOfDay,
} from "#shared/format.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it("a sum of money says where a part of it was counted here, but not of nothing", () => {
  expect(formatCostSum({ nanoUsd: 3_340_000, isEstimate: true })).toBe("≈$0.00334");
  expect(formatCostSum({ nanoUsd: 3_340_000, isEstimate: false })).toBe("$0.00334");
  expect(formatCostSum({ nanoUsd: 0, isEstimate: true })).toBe("$0");
});

describe("durations", () => {
  it.each([
    [0, "0.00 s"],
    [520, "0.52 s"],
    [4_797, "4.80 s"],
    [9_994, "9.99 s"],
    [9_996, "10.0 s"],
    [12_400, "12.4 s"],
    [99_940, "99.9 s"],
    [99_960, "1 m 40 s"],
    [102_000, "1 m 42 s"],
  ])("shows a latency of %d ms as %s", (ms, text) => expect(plain(formatSeconds(ms))).toBe(text));

  it("shows parts under one second in whole ms", () => {
    expect(plain(formatPart(436.4))).toBe("436 ms");
    expect(plain(formatPart(999.6))).toBe("1.00 s");
    expect(plain(formatPart(4_280))).toBe("4.28 s");
  });

  it("shows running time with one decimal", () => {
    expect(plain(formatTicking(4_812))).toBe("4.8 s");
    expect(plain(formatTicking(12_000))).toBe("12.0 s");
    expect(plain(formatTicking(102_000))).toBe("1 m 42 s");
  });

  it("shows the pause a server asked for in its own round figure", () => {
    expect(plain(formatPause(30_000))).toBe("30 s");
    expect(plain(formatPause(500))).toBe("0.5 s");
    expect(plain(formatPause(120_000))).toBe("2 m");
    expect(plain(formatPause(150_000))).toBe("2 m 30 s");
  });

  it("counts down in m:ss and reaches 0:00 only when the time has come", () => {
    expect(formatCountdown(22_100)).toBe("0:23");
    expect(formatCountdown(60_000)).toBe("1:00");
    expect(formatCountdown(1)).toBe("0:01");
    expect(formatCountdown(0)).toBe("0:00");
    expect(formatCountdown(-500)).toBe("0:00");
    expect(formatCountdown(3_599_000)).toBe("59:59");
    expect(formatCountdown(16_320_000)).toBe("4\u00a0h 32\u00a0m");
  });

  it("never lets a number and its unit break apart", () => {
    expect(formatSeconds(520)).toBe("0.52\u00a0s");
  });
});

describe("money", () => {
  it.each([
    [null, "unknown"],
    [0, "$0"],
    [1, "<$0.000001"],
    [999, "<$0.000001"],
    [1_000, "$0.00000100"],
    [213_000, "$0.000213"],
    [3_560_000, "$0.00356"],
    [9_999_999, "$0.0100"],
    [27_900_000, "$0.0279"],
    [999_960_000, "$1.00"],
    [12_400_000_000, "$12.40"],
    [1_204_000_000_000, "$1,204.00"],
  ])("shows %d nano-dollars as %s", (nanoUsd, text) => expect(formatCost(nanoUsd)).toBe(text));

  it("never shows something as nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 }), (nanoUsd) => {
        const text = formatCost(nanoUsd);
        expect(text).not.toBe("$0");
        expect(text.startsWith("<") || Number(text.replaceAll(/[$,]/g, "")) > 0).toBe(true);
      }),
    );
  });

  it("stays within half a percent of the amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 10 ** 15 }), (nanoUsd) => {
        const shown = Number(formatCost(nanoUsd).replaceAll(/[$,]/g, "")) * 1e9;
        expect(Math.abs(shown - nanoUsd) / nanoUsd).toBeLessThanOrEqual(0.00501);
      }),
    );
  });

  it("shows prices per thousand tokens with five decimals", () => {
    expect(formatPricePer1k(2.5)).toBe("$0.00250");
    expect(formatPricePer1k(0)).toBe("$0.00000");
    expect(formatPricePer1k(null)).toBe("unknown");
  });
});

describe("counts, speed and shares", () => {
  it("groups thousands and uses the real minus sign", () => {
    expect(formatCount(1_024)).toBe("1,024");
    expect(formatCount(-3)).toBe("\u22123");
  });

  it.each([
    [940, "940"],
    [31_200, "31.2k"],
    [40_000, "40k"],
    [999_960, "1M"],
    [1_240_000, "1.2M"],
  ])("shortens %d to %s", (count, text) => expect(formatCompactCount(count)).toBe(text));

  it.each([
    [62.61, "62.6"],
    [275.4, "275"],
    [99.97, "100"],
    [9.996, "10.0"],
    [4.567, "4.57"],
    [1_237, "1,240"],
  ])("shows a speed of %d with three significant digits as %s", (speed, text) => expect(formatSpeed(speed)).toBe(text));

  it("shows shares with one decimal only where it says something", () => {
    expect(formatPercent(0.046)).toBe("4.6%");
    expect(formatPercent(1.27)).toBe("127%");
    expect(formatPercent(-0.05)).toBe("\u22125%");
  });

  it("writes small counts as words", () => {
    expect(formatCountWord(3)).toBe("three");
    expect(formatCountWord(16)).toBe("16");
  });

  it("shows the time of day with seconds", () => {
    expect(formatTimeOfDay(new Date(2026, 10, 22, 14, 32, 7).getTime())).toBe("14:32:07");
  });
});

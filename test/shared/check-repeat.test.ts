import { describe, expect, it } from "vitest";
import { checkPerProvider, checkRepeatSize, checkSeed, checkTimes } from "#shared/check-repeat.ts";

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ text: `row ${index}` }));

describe("Checks of a repeat", () => {
  it("take whole numbers within their limits alone", () => {
    expect([1, 20, 200].map(checkTimes)).toEqual([null, null, null]);
    for (const times of [0, 201, 2.5, Number.NaN]) expect(checkTimes(times)).toContain("from 1 to 200");
    expect([checkPerProvider(8), checkPerProvider(9)]).toEqual([null, "Write a whole number from 1 to 8."]);
    expect([checkSeed(0), checkSeed(4_294_967_295)]).toEqual([null, null]);
    expect(checkSeed(4_294_967_296)).toContain("4,294,967,295");
  });

  it("count rows, columns and runs of each together", () => {
    expect(checkRepeatSize({ times: 200 }, 16)).toBeNull();
    expect(checkRepeatSize({ times: 1, rows: rowsOf(2) }, 1)).toBeNull();
    expect(checkRepeatSize({ times: 1 }, 4)).toContain("Choose two or more");
    expect(checkRepeatSize({ times: 1, rows: rowsOf(1) }, 4)).toContain("Choose two or more");
    expect(checkRepeatSize({ times: 3, rows: rowsOf(500) }, 1)).toContain("1,500 runs of each column");
    expect(checkRepeatSize({ times: 2, rows: rowsOf(500) }, 5)).toContain("5,000 runs are more than 4,000");
    expect(checkRepeatSize({ times: 1, rows: rowsOf(501) }, 1)).toContain("501 rows");
  });
});

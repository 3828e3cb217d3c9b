import { describe, expect, it } from "vitest";
import { pairOf } from "#renderer/features/compare/diff/pair.ts";
import { modelTarget } from "#test/support/scripted-data.ts";

describe("The pair that is compared", () => {
  const target = modelTarget("openai", "gpt-4o");
  const columns = ["a", "b", "c"].map((id) => ({ id, target }));
  const ids = (pick: Partial<Parameters<typeof pairOf>[1]>, from = columns) => {
    const pair = pairOf(from, { baselineId: null, comparedId: null, focusedId: null, ...pick });
    return pair === null ? null : [pair.baseline.id, pair.compared.id];
  };
  it("is the first two, the focused answer against the first, or what was picked and is still there", () => {
    expect(ids({})).toEqual(["a", "b"]);
    expect(ids({ focusedId: "c" })).toEqual(["a", "c"]);
    expect(ids({ focusedId: "a" })).toEqual(["a", "b"]);
    expect(ids({ baselineId: "c", comparedId: "a" })).toEqual(["c", "a"]);
    expect(ids({ baselineId: "gone", comparedId: "a" })).toEqual(["b", "a"]);
    expect(ids({ baselineId: "b", comparedId: "b" })).toEqual(["b", "a"]);
    expect(ids({}, columns.slice(0, 1))).toBeNull();
    expect(
      pairOf([{ id: "x", target: null }, ...columns.slice(0, 1)], {
        baselineId: null,
        comparedId: null,
        focusedId: null,
      }),
    ).toBeNull();
  });
});

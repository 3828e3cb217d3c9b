import { describe, expect, it } from "vitest";
import { type MeasuredRoute, orderOfRoutes } from "#shared/statistics/order-of-routes.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import { answersWith, failed } from "#test/support/route-samples.ts";

const around = (middle: number, count = 20) =>
  Array.from({ length: count }, (_, index) => middle + (index - count / 2) * 4);
const route = (columnId: string, samples: readonly Sample[], kind: MeasuredRoute["kind"] = "other"): MeasuredRoute => ({
  ...{ columnId, kind, samples },
});
const orderOf = (...routes: readonly MeasuredRoute[]) =>
  orderOfRoutes(routes, 1).map(({ columnId, why }) => [columnId, why]);
const withFailed = (samples: readonly Sample[], count: number) => [
  ...samples.slice(count),
  ...Array.from({ length: count }, (_, index) => failed(index)),
];
const costing = (samples: readonly Sample[], nanoUsd: number) =>
  samples.map((sample) => ({ ...sample, nanoUsd, billed: sample.billed && { ...sample.billed, nanoUsd } }));

const usual = answersWith(around(900));

describe("the better order of routes", () => {
  it("has the one with clearly fewer failures first, although it is slower", () => {
    const [slow, fast] = [route("slow", answersWith(around(2_000))), route("fast", withFailed(usual, 9))];
    expect(orderOf(fast, slow)).toEqual([
      ["slow", "fewer failures"],
      ["fast", null],
    ]);
  });

  it("does not judge by one failure: then the faster first token goes first", () => {
    const [slow, fast] = [route("slow", answersWith(around(2_000))), route("fast", withFailed(usual, 1))];
    expect(orderOf(slow, fast)[0]).toEqual(["fast", "faster first token"]);
  });

  it("has the cheaper one first where neither is clearly faster", () => {
    const [dear, cheap] = [
      route("dear", costing(usual, 9_000_000), "direct"),
      route("cheap", costing(usual, 8_000_000)),
    ];
    expect(orderOf(dear, cheap)[0]).toEqual(["cheap", "cheaper"]);
  });

  it("has the direct one first where nothing tells them apart, and of too few runs", () => {
    const [relay, direct] = [route("relay", usual, "openrouter"), route("direct", usual, "direct")];
    expect(orderOf(relay, direct)[0]).toEqual(["direct", "direct"]);
    const few = [route("relay", usual.slice(0, 3), "openrouter"), route("direct", answersWith([9_000]), "direct")];
    expect(orderOf(...few)[0]).toEqual(["direct", "direct"]);
  });

  it("leaves them as they were given where not even that does", () => {
    expect(orderOf(route("a", usual), route("b", usual))).toEqual([
      ["a", "given"],
      ["b", null],
    ]);
  });

  it("orders more than two, and puts one that never answered last", () => {
    const silent = Array.from({ length: 20 }, (_, round) => failed(round));
    const order = orderOf(
      route("silent", silent, "direct"),
      route("slow", answersWith(around(2_000))),
      route("fast", usual),
      route("middle", answersWith(around(1_400))),
    );
    expect(order.map(([columnId]) => columnId)).toEqual(["fast", "middle", "slow", "silent"]);
  });

  it("of one or none is that", () => {
    expect(orderOf(route("a", usual))).toEqual([["a", null]]);
    expect(orderOf()).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { type Chain, newLink } from "#shared/chain.ts";
import { isSameFaults, usualFaults, usualFaultsOf } from "#shared/usual-drills.ts";

const links = ["a", "b", "c"].map((id) => newLink(id, id, { providerId: id, modelId: id }));
const chain = (count: number): Chain => ({ id: "x", name: "x", links: links.slice(0, count), onMidStream: "restart" });

test("each usual fault on the first link, and pairs where a third link is left to answer", () => {
  expect(usualFaultsOf(chain(0))).toEqual([]);
  expect(usualFaultsOf(chain(1))).toEqual(usualFaults.map((fault) => ({ a: fault })));
  expect(usualFaultsOf(chain(2))).toHaveLength(12);
  const three = usualFaultsOf(chain(3));
  expect(three).toHaveLength(15);
  expect(three.slice(12).map((faults) => Object.keys(faults))).toEqual([
    ["a", "b"],
    ["a", "b"],
    ["a", "b"],
  ]);
});

test("a filter's refusal is among them where the chain leads on after one", () => {
  const daring: Chain = { ...chain(2), rules: { triggers: { CONTENT_POLICY: true } } };
  expect(usualFaultsOf(daring)).toContainEqual({ a: { kind: "content-filter" } });
  expect(usualFaultsOf(chain(2))).not.toContainEqual({ a: { kind: "content-filter" } });
});

test("faults are the same whatever their order, and differ by any amount", () => {
  const one = { a: { kind: "cut", afterTokens: 120 }, b: { kind: "empty" } } as const;
  expect(isSameFaults(one, { b: { kind: "empty" }, a: { afterTokens: 120, kind: "cut" } })).toBe(true);
  expect(isSameFaults(one, { ...one, a: { kind: "cut", afterTokens: 121 } })).toBe(false);
  expect(isSameFaults(one, { a: one.a })).toBe(false);
  expect(isSameFaults({}, {})).toBe(true);
});

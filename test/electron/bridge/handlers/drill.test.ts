import { expect, test } from "vitest";
import type { Chain } from "#shared/chain.ts";
import { mostDrills } from "#shared/check-drill.ts";
import type { Drill, DrillFault } from "#shared/drill.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { emptyStart } from "#test/support/fake-host.ts";
import { setup } from "#test/support/handler-setup.ts";

const everyFault: Readonly<Record<string, DrillFault>> = {
  a: { kind: "rate-limit", retryAfterS: 30 },
  b: { kind: "rate-limit", retryAfterS: null },
  c: { kind: "status", status: 401 },
  d: { kind: "status", status: 500 },
  e: { kind: "status", status: 503 },
  f: { kind: "status", status: 529 },
  g: { kind: "refused" },
  h: { kind: "no-first-token" },
  i: { kind: "cut", afterTokens: 120 },
  j: { kind: "stall", afterTokens: 1 },
  k: { kind: "malformed" },
  l: { kind: "empty" },
  m: { kind: "context-too-long" },
  n: { kind: "content-filter" },
};

function theChain(): Chain {
  const [chain] = emptyStart.chains;
  if (chain === undefined) throw new Error("There is no chain");
  return chain;
}

test("a drill is started with the chain as it is saved, and stopped by its run", async () => {
  const { host, call } = setup();
  const chain = theChain();
  await valueFrom(call("drill.start", { runId: "d1", chainId: chain.id, faults: everyFault, speed: 10 }));
  expect(host.drillsAsked.started).toEqual([{ runId: "d1", chain, faults: everyFault, speed: 10 }]);
  await valueFrom(call("drill.stop", { runId: "d1" }));
  expect(host.drillsAsked.stopped).toEqual(["d1"]);
});

test("a chain that is gone or has no links is not rehearsed", async () => {
  const { host, call } = setup({ chains: [{ ...theChain(), id: "empty", links: [] }] });
  const ask = (chainId: string) => failureFrom(call("drill.start", { runId: "d1", chainId, faults: {}, speed: 1 }));
  expect((await ask("gone")).code).toBe("not-found");
  expect((await ask("empty")).code).toBe("conflict");
  expect(host.drillsAsked.started).toEqual([]);
});

test("drills are saved with their chain, and told with it", async () => {
  const { host, call } = setup();
  const chain = { ...theChain(), drills: [{ id: "one", faults: everyFault }] };
  await valueFrom(call("chain.save", { chain }));
  expect((await valueFrom(call("app.snapshot", {}))).chains).toEqual([chain]);
  expect(host.workspace.chains()).toEqual([chain]);
});

test.each<[string, readonly Drill[]]>([
  ["a cut after no token", [{ id: "d", faults: { l1: { kind: "cut", afterTokens: 0 } } }]],
  ["a stall after more tokens than there are", [{ id: "d", faults: { l1: { kind: "stall", afterTokens: 381 } } }]],
  ["a pause of half a second", [{ id: "d", faults: { l1: { kind: "rate-limit", retryAfterS: 0.5 } } }]],
  ["a pause of more than an hour", [{ id: "d", faults: { l1: { kind: "rate-limit", retryAfterS: 3601 } } }]],
  [
    "more drills than a chain keeps",
    Array.from({ length: mostDrills + 1 }, (_, index) => ({ id: `d${index}`, faults: {} })),
  ],
  [
    "the same drill twice",
    [
      { id: "d", faults: {} },
      { id: "d", faults: {} },
    ],
  ],
])("%s is refused at the door", async (_, drills) => {
  const { call } = setup();
  const answer = await failureFrom(call("chain.save", { chain: { ...theChain(), drills } }));
  expect(answer.code).toBe("invalid-input");
});

test("a fault that nobody knows, and a speed that is neither 1 nor 10, are refused at the door", async () => {
  const { host } = setup();
  const input = { runId: "d1", chainId: theChain().id, faults: {}, speed: 1 };
  const ask = async (changed: object) =>
    (await host.router({ id: 1, method: "drill.start", input: { ...input, ...changed } }, { id: "test" })).answer.ok;
  expect(await ask({})).toBe(true);
  expect(await ask({ runId: "d2", speed: 2 })).toBe(false);
  expect(await ask({ runId: "d3", faults: { l1: { kind: "status", status: 418 } } })).toBe(false);
  expect(await ask({ runId: "d4", faults: { l1: { kind: "earthquake" } } })).toBe(false);
});

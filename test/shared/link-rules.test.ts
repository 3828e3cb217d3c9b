import { expect, test } from "vitest";
import { defaultDeadlines, defaultTriggers, leadsOn, rulesFor } from "#shared/link-rules.ts";

const plain = { reasons: false };

test("where nothing is set the engine's defaults hold (R14, R15, §2)", () => {
  expect(rulesFor({}, {}, plain)).toEqual({ deadlines: defaultDeadlines, retries: 1, triggers: defaultTriggers });
  expect(defaultDeadlines).toEqual({
    connectMs: 5000,
    firstContentMs: 12_000,
    lastHopeFirstContentMs: 60_000,
    idleMs: 15_000,
    totalMs: 600_000,
  });
});

test("a model that reasons gets 90 s, as the last one 180 s (R14)", () => {
  const { deadlines } = rulesFor({}, {}, { reasons: true });
  expect(deadlines).toEqual({ ...defaultDeadlines, firstContentMs: 90_000, lastHopeFirstContentMs: 180_000 });
});

test("what the link sets goes before what its chain sets, part by part", () => {
  const link = { rules: { deadlines: { idleMs: 3000 }, triggers: { CONTENT_POLICY: false } } } as const;
  const chain = {
    rules: {
      deadlines: { idleMs: 9000, connectMs: 1000 },
      retries: 0,
      triggers: { CONTENT_POLICY: true, AUTH: false },
    },
  } as const;
  expect(rulesFor(link, chain, plain)).toEqual({
    deadlines: { ...defaultDeadlines, idleMs: 3000, connectMs: 1000 },
    retries: 0,
    triggers: { ...defaultTriggers, AUTH: false },
  });
});

test("what is set for the first token holds for a model that reasons too", () => {
  const rules = { rules: { deadlines: { firstContentMs: 20_000 } } };
  expect(rulesFor(rules, {}, { reasons: true }).deadlines.firstContentMs).toBe(20_000);
});

test("the limit of the last link is never shorter than a longer one that was set, unless it is set itself", () => {
  const longer = rulesFor({ rules: { deadlines: { firstContentMs: 100_000 } } }, {}, plain);
  expect(longer.deadlines.lastHopeFirstContentMs).toBe(100_000);
  const both = { deadlines: { firstContentMs: 100_000, lastHopeFirstContentMs: 50_000 } };
  expect(rulesFor({ rules: both }, {}, plain).deadlines.lastHopeFirstContentMs).toBe(50_000);
});

test("four classes never lead on; a refusal of the content does where it is asked for (§2)", () => {
  const rules = rulesFor({ rules: { triggers: { CONTENT_POLICY: true } } }, {}, plain);
  for (const never of ["BAD_REQUEST", "BUDGET", "LOCAL", "ABORT"] as const) expect(leadsOn(never, rules)).toBe(false);
  expect(leadsOn("CONTENT_POLICY", rules)).toBe(true);
  expect(leadsOn("CONTENT_POLICY", rulesFor({}, {}, plain))).toBe(false);
  expect(leadsOn("SERVER", rules)).toBe(true);
});

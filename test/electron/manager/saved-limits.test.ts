import { describe, expect, it } from "vitest";
import { failAttempt, leftMs, noLimits, scopeState } from "#electron/manager/limits.ts";
import { limitsToSave, restoredLimits } from "#electron/manager/saved-limits.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import { answers, createHarness, refuses } from "#test/support/engine-harness.ts";

const minute = 60_000;
const account = { baseUrl: "https://a.test/v1", providerId: "a", keyFingerprint: "print" };
const chain = { links: [newLink("l", "A", { providerId: "a", modelId: "model-a" })] };
/** The epoch ms at which the fake clock begins. */
const startMs = createHarness().clock.epochMs();

/** The limit of a start before, after `hint` minutes were asked for. */
async function limitAfter(hintMinutes: number): Promise<readonly SavedLimit[]> {
  const harness = createHarness({ chain });
  harness.transport.script("a.test", refuses(429, { "retry-after": String(hintMinutes * 60) }));
  harness.send();
  await harness.clock.advance(100);
  return harness.saved.at(-1) ?? [];
}

describe("limits that survive a restart (R11)", () => {
  it("are those that the server named and that are longer than a minute", async () => {
    expect(await limitAfter(10)).toMatchObject([
      { providerId: "a", reason: "RATE_LIMIT", limitedAtMs: startMs, untilMs: startMs + 10 * minute },
    ]);
    expect(await limitAfter(1)).toEqual([]);
    const soft = createHarness({ chain });
    soft.transport.script("a.test", refuses(401));
    soft.send();
    await soft.clock.advance(100);
    expect(soft.saved).toEqual([]);
  });

  it("hold the server's own time alone, not what the engine guesses beyond it", async () => {
    const harness = createHarness({ chain });
    const gone = refuses(404, { "retry-after": "120" }, "model_not_found");
    harness.transport.script("a.test", gone);
    harness.send();
    await harness.clock.advance(100);
    expect(harness.manager.limits("a").retryAfterMs).toBeGreaterThan(7 * minute);
    expect(harness.saved.at(-1)).toMatchObject([{ reason: "MODEL_GONE", untilMs: startMs + 2 * minute }]);
  });

  it("last no longer after a restart than was asked for, though the wall clock was set back before (invariant 18)", () => {
    const [day, scopes] = [24 * 60 * minute, scopesOf({ ...account, modelId: "m", isOpenRouter: false })];
    const asked = (hintMs: number) => ({
      ...{ id: "x", scopes, beganMs: 0, modelId: "m", scopeHint: null, isHostPage: false, random: 0 },
      ...{ failure: failureOf("RATE_LIMIT", "", { hintMs }), retriesInPlace: true },
    });
    const first = failAttempt(noLimits, asked(1000), { monotonicMs: 0, epochMs: 2 * day });
    const now = { monotonicMs: 10, epochMs: day };
    const again = restoredLimits(
      limitsToSave(failAttempt(first, asked(2 * minute), now), () => "a", now),
      now,
    );
    expect(leftMs(scopeState(again, scopes.M), now)).toBe(2 * minute);
  });

  it("outlast a second restart though the wall clock was set back a day before the first (invariant 1)", () => {
    const day = 24 * 60 * minute;
    const limit = { scope: "M", providerId: "a", reason: "RATE_LIMIT", level: 0, consecutiveErrors: 1 } as const;
    const saved = [{ ...limit, limitedAtMs: 2 * day, untilMs: 3 * day }];
    const now = { monotonicMs: 0, epochMs: day };
    const again = limitsToSave(restoredLimits(saved, now), () => "a", now);
    expect(again).toEqual([{ ...limit, limitedAtMs: day, untilMs: 2 * day }]);
  });

  it("stay saved where the wall clock was turned on, for it may be turned back (invariant 1)", async () => {
    const harness = createHarness({ chain });
    harness.transport.script("a.test", refuses(429, { "retry-after": "600" }));
    harness.send();
    await harness.clock.advance(100);
    harness.clock.stepWall(24 * 60 * minute);
    harness.send();
    await harness.clock.advance(100);
    expect(harness.asks("a.test")).toBe(2);
    expect(harness.saved.at(-1)).toMatchObject([{ untilMs: startMs + 10 * minute }]);
  });

  it("stay saved where a guess is added later", async () => {
    const harness = createHarness({ chain });
    const limited = { delayMs: 100, ...refuses(429, { "retry-after": "90" }) };
    harness.transport.script("a.test", limited, { delayMs: 45_000, ...refuses(429) });
    harness.send();
    harness.send();
    await harness.clock.advance(1000);
    const [first] = harness.saved.at(-1) ?? [];
    await harness.clock.advance(50_000);
    expect(first).toBeDefined();
    expect(harness.saved.at(-1)).toMatchObject([{ limitedAtMs: first?.limitedAtMs, untilMs: first?.untilMs }]);
  });

  it("are not those of servers on this machine, the demo's among them", () => {
    const now = { monotonicMs: 0, epochMs: startMs };
    const limit = { providerId: "a", reason: "BILLING", level: 0, consecutiveErrors: 1 } as const;
    const times = { limitedAtMs: startMs, untilMs: startMs + 10 * minute };
    const scopes = ["A http://127.0.0.1:4100 a demo", "M https://a.test a print model-a"];
    const limits = restoredLimits(
      scopes.map((scope) => ({ ...limit, ...times, scope })),
      now,
    );
    expect(limitsToSave(limits, () => "a", now).map(({ scope }) => scope)).toEqual([scopes[1]]);
  });

  it("hold no key", async () => {
    expect(JSON.stringify(await limitAfter(10))).not.toContain("key-of-a");
  });

  it("keep the next start from asking, and are shown, until their time has come (invariant 1)", async () => {
    const savedLimits = await limitAfter(10);
    const harness = createHarness({ chain, savedLimits });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, retryAfterMs: 10 * minute, hard: true });
    const early = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(early).status).toBe("failed");
    expect(harness.asks("a.test")).toBe(0);
    await harness.clock.advance(10 * minute);
    harness.transport.script("a.test", answers("back"));
    const late = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(late)).toMatchObject({ text: "back", attempts: [{ kind: "probe" }] });
    expect(harness.saved.at(-1)).toEqual([]);
  });

  it("count what passed while the program was closed", async () => {
    const [limit] = await limitAfter(10);
    if (limit === undefined) throw new Error("Nothing was saved");
    const now = { monotonicMs: 5, epochMs: startMs + 4 * minute };
    const restored = restoredLimits([limit], now).scopes.get(limit.scope);
    expect(restored).toMatchObject({
      until: { monotonicMs: 5 + 6 * minute },
      limitedAt: { monotonicMs: 5 - 4 * minute },
    });
    expect(restoredLimits([limit], { ...now, epochMs: startMs + 10 * minute }).scopes.size).toBe(0);
  });

  it("never last longer than the server asked for, wherever the wall clock was turned (invariant 18)", async () => {
    const [limit] = await limitAfter(10);
    if (limit === undefined) throw new Error("Nothing was saved");
    const dayBefore = { monotonicMs: 0, epochMs: startMs - 24 * 60 * minute };
    const restored = restoredLimits([limit], dayBefore).scopes.get(limit.scope);
    expect(restored?.until).toEqual({ monotonicMs: 10 * minute, epochMs: dayBefore.epochMs + 10 * minute });
  });

  it("come back from what was restored as they were", async () => {
    const saved = await limitAfter(10);
    const now = { monotonicMs: 0, epochMs: startMs + minute };
    expect(limitsToSave(restoredLimits(saved, now), () => "a", now)).toEqual(saved);
  });

  it("are told once for each change, not with every event", async () => {
    const savedLimits = await limitAfter(10);
    const harness = createHarness({
      savedLimits,
      chain: { links: [newLink("l", "B", { providerId: "b", modelId: "m" })] },
    });
    harness.transport.script("b.test", answers("one"), answers("two"));
    harness.send();
    harness.send();
    await harness.clock.advance(1000);
    expect(harness.saved).toEqual([]);
  });
});

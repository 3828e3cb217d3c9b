import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beginAttempt,
  blockedBy,
  failAttempt,
  isHeldHard,
  type LimitsState,
  type Moment,
  noLimits,
  releaseAttempt,
  scopeState,
  succeedAttempt,
} from "#electron/manager/limits.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { type FailureClass, failureOf } from "#shared/failure.ts";
import { runsOf } from "#test/support/runs.ts";

const scopesFor = (modelId: string, keyFingerprint = "k1", providerId = "openrouter") =>
  scopesOf({ baseUrl: "https://openrouter.ai/api/v1", providerId, keyFingerprint, modelId, isOpenRouter: true });
const at = (ms: number): Moment => ({ monotonicMs: ms, epochMs: 1_800_000_000_000 + ms });

type Fail = {
  class?: FailureClass;
  hintMs?: number | null;
  modelId?: string;
  beganMs?: number;
  id?: string;
  retriesInPlace?: boolean;
};
const fail = (state: LimitsState, ms: number, more: Fail & { scopeHint?: "free" | "account" | null } = {}) =>
  failAttempt(
    state,
    {
      id: more.id ?? "x",
      scopes: scopesFor(more.modelId ?? "m"),
      beganMs: more.beganMs ?? ms,
      modelId: more.modelId ?? "m",
      failure: failureOf(more.class ?? "RATE_LIMIT", "", { hintMs: more.hintMs ?? null }),
      scopeHint: more.scopeHint ?? null,
      isHostPage: false,
      retriesInPlace: more.retriesInPlace ?? false,
      random: 0.999,
    },
    at(ms),
  );
const isBlocked = (state: LimitsState, ms: number, modelId = "m") =>
  blockedBy(state, scopesFor(modelId), at(ms)).length > 0;

describe("limits", () => {
  it("R1: one model's limit never blocks a sibling, another account's never ours (invariant 16)", () => {
    const state = fail(noLimits, 0);
    expect([isBlocked(state, 1), isBlocked(state, 1, "other")]).toEqual([true, false]);
    expect(blockedBy(state, scopesFor("m", "k2"), at(1))).toEqual([]);
  });

  it("R3: two models of one account limited within 10 s limit the account", () => {
    const soon = fail(fail(noLimits, 0, { modelId: "m1" }), 9000, { modelId: "m2" });
    expect(isBlocked(soon, 9001, "m3")).toBe(true);
    const late = fail(fail(noLimits, 0, { modelId: "m1" }), 11_000, { modelId: "m2" });
    expect(isBlocked(late, 11_001, "m3")).toBe(false);
  });

  it("R3: a limit of the free tier falls on free models alone", () => {
    const state = fail(noLimits, 0, { modelId: "m:free", scopeHint: "free" });
    expect([isBlocked(state, 1, "other:free"), isBlocked(state, 1, "other")]).toEqual([true, false]);
  });

  it("R10: SERVER opens at the second error in a row, TIMEOUT at the first", () => {
    const once = fail(noLimits, 0, { class: "SERVER" });
    expect(isBlocked(once, 1)).toBe(false);
    expect(isBlocked(fail(once, 10, { class: "SERVER" }), 11)).toBe(true);
    expect(isBlocked(fail(noLimits, 0, { class: "TIMEOUT" }), 1)).toBe(true);
  });

  it("R8, R10: a retry in place waits for a hint and nothing more, but the second error in a row cools all the same", () => {
    const retriesInPlace = true;
    const hinted = fail(noLimits, 0, { hintMs: 2000, retriesInPlace });
    expect([isBlocked(hinted, 1999), isBlocked(hinted, 2000)]).toEqual([true, false]);
    const once = fail(noLimits, 0, { class: "SERVER", retriesInPlace });
    const twice = fail(once, 10, { class: "SERVER", retriesInPlace });
    expect([isBlocked(once, 11), isBlocked(twice, 11)]).toEqual([false, true]);
  });

  it("R10: a hard hint replaces a soft guess, and nothing makes a hard one shorter", () => {
    const soft = fail(noLimits, 0);
    const hard = fail(soft, 10, { hintMs: 60_000 });
    const untilMs = scopeState(hard, scopesFor("m").M).until?.monotonicMs ?? 0;
    expect(untilMs).toBe(60_010);
    const after = fail(hard, 20, { hintMs: 1000 });
    expect(scopeState(after, scopesFor("m").M).until?.monotonicMs).toBe(untilMs);
  });

  it("R10: beside a hint only the server's own time is hard; what the guess adds is a guess", () => {
    const gone = fail(noLimits, 0, { class: "MODEL_GONE", hintMs: 30_000 });
    const [early] = blockedBy(gone, scopesFor("m"), at(29_999));
    const [late] = blockedBy(gone, scopesFor("m"), at(30_000));
    expect([early?.isHard, late?.isHard]).toEqual([true, false]);
    expect(isBlocked(gone, 590_000)).toBe(true);
  });

  it("R10: a guess beside a hard limit may outlast it and never makes it shorter or longer", () => {
    const hard = fail(noLimits, 0, { hintMs: 5000, class: "TIMEOUT" });
    const both = fail(hard, 1000, { class: "AUTH" });
    const state = scopeState(both, scopesFor("m").A);
    expect([state.hardUntil, isHeldHard(state, at(2000))]).toEqual([null, false]);
    const same = scopeState(fail(hard, 1000, { class: "RATE_LIMIT" }), scopesFor("m").M);
    expect([isHeldHard(same, at(4999)), isHeldHard(same, at(5000))]).toEqual([true, false]);
    expect(same.until?.monotonicMs).toBeCloseTo(11_000, -2);
  });

  it("R10: a fresh hint replaces the guess that outlasts an older hint, and not that hint", () => {
    const gone = fail(noLimits, 0, { class: "MODEL_GONE", hintMs: 30_000 });
    const fresh = scopeState(fail(gone, 1000, { hintMs: 2000 }), scopesFor("m").M);
    expect(fresh.until?.monotonicMs).toBe(30_000);
    expect(isHeldHard(fresh, at(29_999))).toBe(true);
  });

  it("R10, R11: a probe that fails after the wall clock was turned on cools for its own time, on both clocks", () => {
    const hard = fail(noLimits, 0, { hintMs: 3_600_000 });
    const turned = (ms: number) => ({ monotonicMs: ms, epochMs: at(ms).epochMs + 86_400_000 });
    expect(blockedBy(hard, scopesFor("m"), turned(1000))).toEqual([]);
    const probing = beginAttempt(hard, { id: "p", scopes: scopesFor("m") }).state;
    const failed = failAttempt(
      probing,
      {
        id: "p",
        scopes: scopesFor("m"),
        beganMs: 1000,
        modelId: "m",
        failure: failureOf("TIMEOUT", ""),
        scopeHint: null,
        isHostPage: false,
        retriesInPlace: false,
        random: 0.999,
      },
      turned(2000),
    );
    expect(blockedBy(failed, scopesFor("m"), turned(10_000))).toHaveLength(1);
    expect(blockedBy(failed, scopesFor("m"), turned(30_000))).toEqual([]);
    // Turned back: the server's hour is not over by either clock.
    expect(blockedBy(failed, scopesFor("m"), at(30_000))[0]?.isHard).toBe(true);
  });

  it("R11: the wall clock alone is enough, so a sleep never blocks longer than the hint", () => {
    const state = fail(noLimits, 0, { hintMs: 60_000 });
    const afterSleep = { monotonicMs: 1000, epochMs: at(0).epochMs + 61_000 };
    expect(blockedBy(state, scopesFor("m"), afterSleep)).toEqual([]);
  });

  it("R12: one probe at a time; its failure opens for longer, its success closes, a stop frees the slot", () => {
    const open = fail(noLimits, 0);
    const probing = beginAttempt(open, { id: "p", scopes: scopesFor("m") });
    expect(probing.isProbe).toBe(true);
    expect(blockedBy(probing.state, scopesFor("m"), at(20_000))[0]?.why).toBe("probe-in-flight");
    const worse = scopeState(fail(probing.state, 20_000, { id: "p" }), scopesFor("m").M);
    expect([worse.level, (worse.until?.monotonicMs ?? 0) - 20_000]).toEqual([1, expect.closeTo(20_000, -2)]);
    const closed = succeedAttempt(probing.state, { id: "p", scopes: scopesFor("m"), beganMs: 15_000 }, at(21_000));
    expect(scopeState(closed, scopesFor("m").M)).toMatchObject({ phase: "closed", consecutiveErrors: 0, until: null });
    const freed = releaseAttempt(probing.state, { id: "p", scopes: scopesFor("m") });
    expect(blockedBy(freed, scopesFor("m"), at(20_000))).toEqual([]);
  });

  it("R13: what began before the last success does not cool softly; a success from before the limit does not clear a hard one", () => {
    const good = succeedAttempt(noLimits, { id: "g", scopes: scopesFor("m"), beganMs: 0 }, at(100));
    expect(isBlocked(fail(good, 110, { class: "TIMEOUT", beganMs: 50 }), 111)).toBe(false);
    const hard = fail(noLimits, 100, { hintMs: 60_000 });
    const late = succeedAttempt(hard, { id: "g", scopes: scopesFor("m"), beganMs: 50 }, at(200));
    expect(isBlocked(late, 201)).toBe(true);
  });

  it("R12, R13: an answer that may not clear a newer hard limit still gives its probe slot back", () => {
    const probing = beginAttempt(fail(noLimits, 0), { id: "p", scopes: scopesFor("m") }).state;
    const harder = fail(probing, 20_000, { id: "older", beganMs: 0, hintMs: 60_000 });
    expect(blockedBy(harder, scopesFor("m"), at(20_001))[0]?.why).toBe("probe-in-flight");
    const after = succeedAttempt(harder, { id: "p", scopes: scopesFor("m"), beganMs: 15_000 }, at(21_000));
    expect(scopeState(after, scopesFor("m").M)).toMatchObject({ phase: "open", hardUntil: at(80_000), probe: null });
    expect(isBlocked(after, 79_999)).toBe(true);
    expect(isBlocked(after, 80_000)).toBe(false);
  });

  it("R13: of what began in the millisecond of a hard limit only its probe can clear it", () => {
    const hard = fail(noLimits, 100, { hintMs: 60_000 });
    const other = succeedAttempt(hard, { id: "o", scopes: scopesFor("m"), beganMs: 100 }, at(200));
    expect(scopeState(other, scopesFor("m").M).phase).toBe("open");
    const due = fail(noLimits, 100, { hintMs: 0 });
    const probing = beginAttempt(due, { id: "p", scopes: scopesFor("m") }).state;
    const closed = succeedAttempt(probing, { id: "p", scopes: scopesFor("m"), beganMs: 100 }, at(200));
    expect(scopeState(closed, scopesFor("m").M).phase).toBe("closed");
  });

  it("R13: a hard limit that comes while a probe is on its way outlasts the probe's answer, in the same millisecond, too", () => {
    const probing = beginAttempt(fail(noLimits, 100, { hintMs: 0 }), { id: "p", scopes: scopesFor("m") }).state;
    const limited = fail(probing, 100, { hintMs: 60_000, id: "another" });
    const answered = succeedAttempt(limited, { id: "p", scopes: scopesFor("m"), beganMs: 100 }, at(200));
    expect(scopeState(answered, scopesFor("m").M)).toMatchObject({ phase: "open", hardUntil: at(60_100), probe: null });
    expect(isBlocked(answered, 50_000)).toBe(true);
  });

  it("R10, R18b: once the server's time has passed, a failure without a hint is a guess again", () => {
    const probing = beginAttempt(fail(noLimits, 0, { hintMs: 1000 }), { id: "p", scopes: scopesFor("m") }).state;
    const again = fail(probing, 20_000, { id: "p" });
    expect(blockedBy(again, scopesFor("m"), at(20_001))).toMatchObject([{ why: "open", isHard: false }]);
    const still = fail(fail(noLimits, 0, { hintMs: 60_000 }), 20_000);
    expect(blockedBy(still, scopesFor("m"), at(20_001))).toMatchObject([{ why: "open", isHard: true }]);
  });

  it("R6: a class that cools nothing leaves the state identical", () => {
    for (const failureClass of ["BAD_REQUEST", "CONTENT_POLICY", "CONTEXT_LENGTH", "EMPTY", "ABORT"] as const) {
      expect(fail(noLimits, 0, { class: failureClass })).toBe(noLimits);
    }
  });

  it("invariants 1, 3, 4: over any history a hard limit holds on both clocks, and at most one probe is in flight", () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 40_000 }),
      what: fc.constantFrom("begin", "fail", "hard", "succeed", "release"),
      class: fc.constantFrom<FailureClass>("RATE_LIMIT", "SERVER", "TIMEOUT", "NETWORK", "AUTH"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = noLimits;
        let nowMs = 0;
        let hardUntilMs = 0;
        let flying: { id: string; scopes: ReturnType<typeof scopesFor>; beganMs: number } | null = null;
        steps.forEach((one, index) => {
          nowMs += one.afterMs;
          const scopes = scopesFor("m");
          const blocked = blockedBy(state, scopes, at(nowMs));
          if (nowMs < hardUntilMs) expect(blocked).not.toEqual([]);
          if (one.what === "begin" && blocked.length === 0) {
            flying = { id: `a${index}`, scopes, beganMs: nowMs };
            state = beginAttempt(state, flying).state;
          } else if (one.what === "fail" || one.what === "hard") {
            const hintMs = one.what === "hard" ? 30_000 : null;
            const isHard = one.what === "hard" && one.class === "RATE_LIMIT";
            state = fail(state, nowMs, { class: one.class, hintMs: isHard ? hintMs : null, id: flying?.id ?? "none" });
            if (isHard) hardUntilMs = Math.max(hardUntilMs, nowMs + 30_000);
          } else if (one.what === "succeed" && flying !== null) {
            const before = scopeState(state, scopes.M);
            state = succeedAttempt(state, flying, at(nowMs));
            if (scopeState(state, scopes.M).phase === "closed") hardUntilMs = 0;
            else expect(isHeldHard(before, at(nowMs))).toBe(true);
          } else if (one.what === "release" && flying !== null) state = releaseAttempt(state, flying);
          const probes = [...state.scopes.values()].filter(({ probe }) => probe !== null).map(({ probe }) => probe);
          expect(new Set(probes).size).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: runsOf(2000, 50_000) },
    );
  });
});

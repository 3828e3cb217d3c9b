import { describe, expect, it } from "vitest";
import { failAttempt, type LimitsState, noLimits, scopeState, succeedAttempt } from "#electron/manager/limits.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { failureOf } from "#shared/failure.ts";

const scopesFor = (modelId: string) =>
  scopesOf({ baseUrl: "https://a.test/v1", providerId: "a", keyFingerprint: "k", modelId, isOpenRouter: false });
const at = (ms: number) => ({ monotonicMs: ms, epochMs: 1_800_000_000_000 + ms });

type Error = { modelId: string; scopeHint?: "model"; isHostPage?: boolean };
const serverError = (state: LimitsState, ms: number, { modelId, scopeHint, isHostPage = false }: Error) =>
  failAttempt(
    state,
    {
      id: "x",
      scopes: scopesFor(modelId),
      beganMs: ms,
      modelId,
      failure: failureOf("SERVER", "", { status: 503 }),
      scopeHint: scopeHint ?? null,
      isHostPage,
      retriesInPlace: false,
      random: 0.999,
    },
    at(ms),
  );
const hostPhase = (state: LimitsState) => scopeState(state, scopesFor("any").H).phase;

describe("server errors of a whole host (R3)", () => {
  it("two models within 30 s open the host, later ones do not", () => {
    const first = serverError(noLimits, 0, { modelId: "m" });
    expect(hostPhase(first)).toBe("closed");
    expect(hostPhase(serverError(first, 29_000, { modelId: "n" }))).toBe("open");
    expect(hostPhase(serverError(first, 31_000, { modelId: "n" }))).toBe("closed");
    expect(hostPhase(serverError(first, 29_000, { modelId: "m" }))).toBe("closed");
  });

  it("an answer in between shows that the host is well", () => {
    const first = serverError(noLimits, 0, { modelId: "m" });
    const well = succeedAttempt(first, { id: "y", scopes: scopesFor("m"), beganMs: 10 }, at(20));
    expect(hostPhase(serverError(well, 1000, { modelId: "n" }))).toBe("closed");
    const before = succeedAttempt(first, { id: "y", scopes: scopesFor("m"), beganMs: -10 }, at(20));
    expect(hostPhase(serverError(before, 1000, { modelId: "n" }))).toBe("open");
  });

  it("a provider that says that it is the model leaves nothing to conclude", () => {
    const first = serverError(noLimits, 0, { modelId: "m", scopeHint: "model" });
    expect(hostPhase(serverError(first, 1000, { modelId: "n", scopeHint: "model" }))).toBe("closed");
  });

  it("a page of HTML counts for the host, which opens at the second", () => {
    const first = serverError(noLimits, 0, { modelId: "m", isHostPage: true });
    expect(scopeState(first, scopesFor("m").H)).toMatchObject({ phase: "closed", consecutiveErrors: 1 });
    expect(hostPhase(serverError(first, 1000, { modelId: "m", isHostPage: true }))).toBe("open");
  });
});

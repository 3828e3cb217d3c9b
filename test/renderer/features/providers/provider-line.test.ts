import { describe, expect, it } from "vitest";
import { providerLine } from "#renderer/features/providers/provider-line.ts";
import { type KeyState, type ProviderState, unlimited } from "#shared/provider-state.ts";
import { openai } from "#test/support/fake-host.ts";

const kept: KeyState = { kind: "keychain", last4: "h7QA", savedAtMs: 0 };
const state: ProviderState = { provider: openai, baseUrlFrom: null, key: kept, limit: unlimited, lastTest: null };
const limited = { ...unlimited, isLimited: true };
const line = (parts: Partial<ProviderState>, isDemo = false) =>
  providerLine({ ...state, ...parts }, isDemo, 1_000).text;

describe("the line under a provider's name", () => {
  it("claims that a key works only after a test said so", () => {
    expect(line({})).toBe("Key saved, ••h7QA");
    const lastTest = { atMs: 0, ok: true, status: 200, tookMs: 1, modelCount: 9, message: "The key works." };
    expect(line({ lastTest })).toBe("Key works, ••h7QA");
  });

  it("tells where a key is, or that it is not there", () => {
    expect(line({ key: { kind: "none" } })).toBe("No key yet");
    expect(line({ key: { kind: "none" }, provider: { ...openai, keyOptional: true } })).toBe("No key needed");
    expect(line({ key: { kind: "locked-or-missing", last4: "h7QA", savedAtMs: 0 } })).toBe("Can't be read, ••h7QA");
  });

  it("counts a cooldown down and names a refused key first", () => {
    expect(line({ limit: { ...limited, reason: "RATE_LIMIT", nextProbeAtMs: 24_000 } })).toBe("Cooling down 0:23");
    expect(line({ limit: { ...limited, reason: "AUTH" } })).toBe("Key refused, ••h7QA");
    expect(line({ limit: { ...limited, reason: "NETWORK" } })).toBe("Not reachable");
  });

  it("says simulated in the demo, whatever keys there are", () => {
    expect(line({}, true)).toBe("Demo: simulated");
  });
});

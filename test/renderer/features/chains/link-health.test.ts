import { expect, it } from "vitest";
import { chainHealth, linkHealth } from "#renderer/features/chains/link-health.ts";
import { newLink } from "#shared/chain.ts";
import { type ProviderState, unlimited } from "#shared/provider-state.ts";

const limit = { ...unlimited, isLimited: true, scope: "model", modelId: "m1", nextProbeAtMs: 30_000 } as const;
const openrouter: ProviderState = {
  provider: { id: "openrouter", name: "OpenRouter", kind: "openrouter", baseUrl: "https://x.test", keyOptional: false },
  baseUrlFrom: null,
  key: { kind: "memory", last4: "abcd" },
  limit,
  lastTest: null,
};
const parts = { providers: [openrouter], modelLists: [], isDemo: false, nowMs: 10_000, spent: [] };
const chainOf = (modelId: string) => ({
  id: modelId,
  name: modelId,
  onMidStream: "restart" as const,
  links: [newLink("l", "L", { providerId: "openrouter", modelId })],
});

it("one model that cools down marks the chains that use it, and no chain that uses its sibling", () => {
  expect(chainHealth(chainOf("m1"), parts)).toMatchObject({ isReady: false, text: "Link 1 back in 0:20" });
  expect(chainHealth(chainOf("m2"), parts)).toMatchObject({ isReady: true, text: "Every link ready" });
});

it("a provider that allows little more marks the link, and its chain where nothing is worse", () => {
  const allowances = { readAtMs: 9_000, requests: { limit: 30, remaining: 2, resetAtMs: 60_000 } };
  const near = { ...parts, providers: [{ ...openrouter, limit: { ...unlimited, allowances } }] };
  expect(linkHealth(newLink("l", "L", { providerId: "openrouter", modelId: "m1" }), near)).toMatchObject({
    isReady: true,
    text: "Near limit",
  });
  expect(chainHealth(chainOf("m1"), near)).toMatchObject({
    isReady: true,
    text: "Link 1 near its limit",
    tone: "warn",
  });
  const answered = { ...parts, providers: [{ ...openrouter, limit: { ...unlimited, firstTokenMs: [1, 2, 3] } }] };
  expect(linkHealth(newLink("l", "L", { providerId: "openrouter", modelId: "m1" }), answered).text).toBe("Healthy");
});

it("a cooldown that has passed holds nothing up", () => {
  expect(chainHealth(chainOf("m1"), { ...parts, nowMs: 29_999 }).text).toBe("Link 1 back in 0:01");
  expect(chainHealth(chainOf("m1"), { ...parts, nowMs: 30_000 }).text).toBe("Every link ready");
});

it("in the demo a link is simulated, as the card of its provider says, but for trouble that was asked for", () => {
  const demo = { ...parts, isDemo: true };
  expect(linkHealth(newLink("l", "L", { providerId: "openrouter", modelId: "m2" }), demo).text).toBe("Simulated");
  expect(linkHealth(newLink("l", "L", { providerId: "openrouter", modelId: "m1" }), demo).text).toBe(
    "Cooling down 0:20",
  );
  expect(chainHealth(chainOf("m2"), demo)).toMatchObject({ text: "Every link ready", tone: "ok" });
});

it("a provider whose own budget is spent is skipped", () => {
  const budget = { id: "b", period: "day", providerId: "openrouter", limitNanoUsd: 10 } as const;
  const state = { ...budget, spentNanoUsd: 10, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs: null };
  const over = { ...parts, spent: [state] };
  expect(chainHealth(chainOf("m2"), over)).toMatchObject({ isReady: false, text: "Link 1 is over its budget" });
  // What cools down is told first: it would not answer either way.
  expect(chainHealth(chainOf("m1"), over).text).toBe("Link 1 back in 0:20");
  expect(chainHealth(chainOf("m2"), { ...over, spent: [{ ...state, providerId: "groq" }] }).isReady).toBe(true);
});

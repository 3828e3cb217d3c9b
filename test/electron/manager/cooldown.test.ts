import { describe, expect, it } from "vitest";
import { untilPacificMidnightMs } from "#electron/manager/cooldown.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { newLink } from "#shared/chain.ts";
import { answers, createHarness, createWorld } from "#test/support/engine-harness.ts";

const hour = 3_600_000;

describe("a daily quota of Google's (§2)", () => {
  it.each([
    ["2026-11-22T09:30:00Z", 22.5],
    ["2026-07-01T07:00:00Z", 24],
    ["2026-07-01T06:59:00Z", 1 / 60],
    // The clocks are turned back at 2 in the morning: this day has 25 hours.
    ["2026-11-01T08:00:00Z", 24],
    ["2026-11-01T12:00:00Z", 20],
    // And forward: this one has 23.
    ["2026-03-08T09:00:00Z", 22],
    ["2026-03-08T12:00:00Z", 19],
  ])("at %s midnight Pacific is %s hours away", (at, hours) => {
    expect(untilPacificMidnightMs(Date.parse(at))).toBe(hours * hour);
  });

  it("keeps the model from being asked until midnight Pacific, whatever seconds the server names", async () => {
    const { dependencies } = createWorld();
    const chain = { links: [newLink("l", "G", { providerId: "a", modelId: "gemini" })] };
    const providers = {
      ...dependencies.providers,
      access: async (providerId: string, isDemo: boolean) => {
        const access = await dependencies.providers.access(providerId, isDemo);
        if (access.kind !== "ready") return access;
        const provider = { ...access.provider, kind: "google" } as const;
        return { ...access, provider, adapter: googleGenerate, adapterFor: () => googleGenerate };
      },
    };
    const harness = createHarness({ chain, instead: { providers } });
    const quotaId = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    const details = [
      { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId }] },
      { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "2s" },
    ];
    const body = JSON.stringify({ error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota", details } });
    const headers = { "content-type": "application/json" };
    harness.transport.script("a.test", { status: 429, headers, chunks: [{ afterMs: 0, text: body }] });
    const leftMs = untilPacificMidnightMs(harness.clock.epochMs());
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id).failure).toMatchObject({ class: "QUOTA_DAY" });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, scope: "model", hard: true });
    expect(harness.manager.limits("a").retryAfterMs).toBeCloseTo(leftMs - 100, -3);
  });
});

describe("a proxy that fails", () => {
  it("is no provider's fault: it cools nothing, and once it is set right the next prompt goes out", async () => {
    const harness = createHarness();
    const message = "The proxy proxy.test:8080 asks for a name and a password (407).";
    const refuse = { reason: "proxy", code: "PROXY_407", message } as const;
    for (const host of ["a.test", "b.test", "c.test"]) {
      harness.transport.script(host, { refuse }, { refuse }, { refuse }, answers(`${host} at last`));
    }
    const send = async () => {
      const id = harness.send();
      await harness.clock.advance(100);
      return harness.run(id);
    };
    await send();
    await send();
    expect((await send()).failure).toMatchObject({ class: "NETWORK", reason: "proxy", message });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
    expect((await send()).text).toBe("a.test at last");
  });
});

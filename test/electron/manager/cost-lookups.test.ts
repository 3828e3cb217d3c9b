import { describe, expect, it } from "vitest";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { RunEvent } from "#shared/run.ts";
import { sumCosts } from "#shared/usage.ts";
import {
  answers,
  breaksAfter,
  createHarness,
  type Harness,
  type HarnessOptions,
  refuses,
} from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";

/** Every provider of the harness is an OpenRouter of its own. */
const openRouters: ManagerDependencies["providers"] = {
  access: async (id) => ({
    kind: "ready",
    provider: { id, name: id, kind: "openrouter", baseUrl: `https://${id}.test/api/v1`, keyOptional: false },
    adapter: openAiChat,
    adapterFor: () => openAiChat,
    key: `key-of-${id}`,
    keyFingerprint: `print-${id}`,
  }),
  nameOf: (id) => id,
};

function harnessOf(options: HarnessOptions = {}): Harness {
  return createHarness({ ...options, instead: { providers: openRouters, ...options.instead } });
}

const json = { "content-type": "application/json" };
const generation = (data: object): Script => ({
  headers: json,
  chunks: [{ afterMs: 0, text: JSON.stringify({ data }) }],
});
const costs = (usd: number) =>
  generation({ total_cost: usd, provider_name: "Azure", native_tokens_prompt: 9, native_tokens_completion: 2 });
const notYet: Script = { status: 404, headers: json, chunks: [{ afterMs: 0, text: '{"error":{"code":404}}' }] };

/** A run whose first link sends a word and then nothing, and which the user stops at 50 ms. */
async function stopped(harness: Harness): Promise<string> {
  const id = harness.send();
  await harness.clock.advance(50);
  harness.manager.stopRun(id);
  await harness.clock.advance(0);
  return id;
}

const found = (harness: Harness): RunEvent[] => harness.events.filter(({ type }) => type === "cost-found");
const lookUps = ({ transport }: Harness) => transport.asked.filter(({ request }) => request.method === "GET");
const waitsOf = (harness: Harness) => lookUps(harness).map(({ atMs }) => atMs - 50);
const sumOf = (harness: Harness, id: string) => sumCosts(harness.run(id).attempts.map(({ cost }) => cost));

describe("what an aborted answer cost", () => {
  it("is asked with the same key until the provider knows it, and booked after the run's end", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["Hello there"], "hang"), notYet, costs(0.0012));
    const id = await stopped(harness);
    expect(harness.run(id).attempts[0]?.cost.source).toBe("estimated");
    await harness.clock.advance(60_000);
    expect(waitsOf(harness)).toEqual([1_000, 3_000]);
    expect(lookUps(harness)[0]?.request).toMatchObject({
      url: "https://a.test/api/v1/generation?id=x",
      headers: { authorization: "Bearer key-of-a" },
    });
    expect(found(harness)).toHaveLength(1);
    expect(harness.events.at(-1)?.type).toBe("cost-found");
    expect(harness.run(id)).toMatchObject({
      status: "stopped",
      attempts: [
        {
          status: "stopped",
          cost: { nanoUsd: 1_200_000, source: "reported" },
          usage: { inputTokens: 9, outputTokens: 2, source: "reported" },
          computedNanoUsd: 9 * 1_000 + 2 * 10_000,
          upstreamProvider: "Azure",
        },
      ],
    });
    expect(sumOf(harness, id)).toEqual({ nanoUsd: 1_200_000, unknownCount: 0, isEstimate: false });
    // A window that loads now sees it as well.
    expect(harness.manager.live()[0]?.runs[0]?.attempts[0]?.cost.source).toBe("reported");
    expect([harness.clock.timers(), harness.transport.readers()]).toEqual([0, 0]);
  });

  it("is found by the header's id where the stream was aborted before it said one", async () => {
    const harness = harnessOf();
    const headers = { "x-generation-id": "gen-of-header" };
    harness.transport.script("a.test", { headers, end: "hang" }, costs(0.5));
    const id = await stopped(harness);
    expect(harness.run(id).attempts[0]).toMatchObject({ generationId: "gen-of-header", cost: { source: "unknown" } });
    await harness.clock.advance(1_000);
    expect(lookUps(harness).map(({ request }) => request.url)).toEqual([
      "https://a.test/api/v1/generation?id=gen-of-header",
    ]);
    expect(sumOf(harness, id)).toMatchObject({ nanoUsd: 500_000_000, unknownCount: 0 });
  });

  it("is told to the program that asked through the gateway, too", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), costs(0.0012));
    const heard: RunEvent[] = [];
    const startedAtMs = harness.clock.epochMs();
    const { stop } = harness.manager.startRun({
      comparison: { id: "c", conversationId: "v", sessionId: "s", prompt: "", startedAtMs, isDemo: false },
      column: { columnId: "col", runId: "run", target: { kind: "chain", chainId: "abc" } },
      prompt: { system: null, messages: [{ role: "user", text: "Hello" }] },
      overrides: {},
      maxWaitMs: 8_000,
      onEvent: (event) => heard.push(event),
    });
    await harness.clock.advance(50);
    stop();
    await harness.clock.advance(2_000);
    expect(heard).toEqual(harness.events);
    expect(heard.map(({ type }) => type).slice(-2)).toEqual(["run-ended", "cost-found"]);
  });

  it("of a stream that was cut counts beside the fallback's", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["half"], "reset"), costs(0.001));
    const whole = answers("whole");
    const usage = { prompt_tokens: 1, completion_tokens: 1, cost: 0.002 };
    const bill = `data: ${JSON.stringify({ id: "y", choices: [], usage })}\n\n`;
    harness.transport.script("b.test", { chunks: [...(whole.chunks ?? []).slice(0, 1), ...ending(bill)] });
    const id = harness.send();
    await harness.clock.advance(5_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "whole" });
    expect(sumOf(harness, id)).toEqual({ nanoUsd: 3_000_000, unknownCount: 0, isEstimate: false });
    expect(lookUps(harness)).toHaveLength(1);
  });

  it("is given up after five tries, and stays the estimate that was recorded", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), ...Array.from({ length: 9 }, () => notYet));
    const id = await stopped(harness);
    const before = harness.run(id);
    await harness.clock.advance(600_000);
    expect(waitsOf(harness)).toEqual([1_000, 3_000, 7_000, 15_000, 31_000]);
    expect(harness.run(id)).toEqual(before);
    expect([harness.clock.timers(), harness.bugs]).toEqual([0, []]);
  });

  it("is asked again after an answer that says nothing, a lost connection and a server that is busy", async () => {
    const harness = harnessOf();
    const lost: Script = { refuse: { reason: "reset", code: "ECONNRESET", message: "reset" } };
    const cutBody: Script = { headers: json, chunks: [{ afterMs: 0, text: '{"data":' }], end: "reset" };
    harness.transport.script(
      "a.test",
      breaksAfter(["Hello"], "hang"),
      lost,
      refuses(503),
      cutBody,
      generation({}),
      costs(1),
    );
    const id = await stopped(harness);
    await harness.clock.advance(60_000);
    expect(waitsOf(harness)).toHaveLength(5);
    expect(sumOf(harness, id).nanoUsd).toBe(1_000_000_000);
  });

  it("waits as long as the server asks, and not for one that asks for more than a minute", async () => {
    const harness = harnessOf();
    const script = (retryAfter: string) => refuses(429, { "retry-after": retryAfter });
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), script("20"), script("61"), costs(1));
    await stopped(harness);
    await harness.clock.advance(600_000);
    expect(waitsOf(harness)).toEqual([1_000, 21_000]);
    expect([found(harness), harness.clock.timers()]).toEqual([[], 0]);
  });

  it("is not asked again where the key is refused", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), refuses(401), costs(1));
    await stopped(harness);
    await harness.clock.advance(60_000);
    expect(waitsOf(harness)).toEqual([1_000]);
    expect(harness.manager.limits("a").isLimited).toBe(false);
  });

  it("invariant 1: is not asked while a limit lies ahead that the server named for the account", async () => {
    const harness = harnessOf();
    const limited = JSON.stringify({
      error: { code: 402, message: "no", metadata: { limit_source: "openrouter_in_flight_budget" } },
    });
    const refusal: Script = {
      status: 402,
      headers: { ...json, "retry-after": "10" },
      chunks: [{ afterMs: 0, text: limited }],
    };
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), refusal, costs(1));
    const id = await stopped(harness);
    harness.send();
    await harness.clock.advance(60_000);
    // The tries at 1, 3 and 7 s fall into the 10 s that the server asked for.
    expect(waitsOf(harness)).toEqual([15_000]);
    expect(sumOf(harness, id).nanoUsd).toBe(1_000_000_000);
  });

  it("is asked for three answers at a time, each for ten seconds at most", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", ...Array.from({ length: 5 }, () => breaksAfter(["Hello"], "hang")));
    const ids = Array.from({ length: 5 }, () => harness.send());
    await harness.clock.advance(50);
    for (const id of ids) harness.manager.stopRun(id);
    await harness.clock.advance(1_000);
    expect(lookUps(harness)).toHaveLength(3);
    await harness.clock.advance(9_999);
    expect(lookUps(harness)).toHaveLength(3);
    await harness.clock.advance(1);
    expect(lookUps(harness)).toHaveLength(5);
    expect(
      lookUps(harness)
        .slice(0, 3)
        .map(({ aborted }) => aborted),
    ).toEqual([true, true, true]);
  });
});

/** The finish, then what the provider charged. */
function ending(bill: string): { afterMs: number; text: string }[] {
  const finish = `data: ${JSON.stringify({ id: "y", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`;
  return [{ afterMs: 1, text: `${finish}${bill}data: [DONE]\n\n` }];
}

describe("nothing is looked up", () => {
  it("where the answer brought its cost", async () => {
    const harness = harnessOf();
    const usage = { prompt_tokens: 1, completion_tokens: 1, cost: 0 };
    const bill = `data: ${JSON.stringify({ id: "y", choices: [], usage })}\n\n`;
    harness.transport.script("a.test", {
      chunks: ending(bill).map(({ text }) => ({
        afterMs: 1,
        text: `data: ${JSON.stringify({ id: "y", choices: [{ delta: { content: "Hi" } }] })}\n\n${text}`,
      })),
    });
    const id = harness.send();
    await harness.clock.advance(60_000);
    expect(harness.run(id).status).toBe("done");
    expect(lookUps(harness)).toEqual([]);
  });

  it("where the request was refused, or where no other provider of the dialect knows of look-ups", async () => {
    const refused = harnessOf();
    for (const host of ["a.test", "b.test", "c.test"]) {
      refused.transport.script(host, refuses(401, { "x-generation-id": "gen-1" }));
    }
    refused.send();
    const compatible = createHarness();
    compatible.transport.script("a.test", breaksAfter(["Hello"], "hang"));
    await stopped(compatible);
    for (const harness of [refused, compatible]) {
      await harness.clock.advance(60_000);
      expect(lookUps(harness)).toEqual([]);
    }
  });

  it("once the program ends: what is under way is aborted, and the runs that it stops begin none", async () => {
    const harness = harnessOf();
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), breaksAfter(["Hello"], "hang"));
    await stopped(harness);
    await harness.clock.advance(1_000);
    harness.send();
    await harness.clock.advance(50);
    expect(lookUps(harness)).toHaveLength(1);
    const closed = harness.manager.close();
    await harness.clock.advance(0);
    await closed;
    expect(lookUps(harness).map(({ aborted }) => aborted)).toEqual([true]);
    await harness.clock.advance(60_000);
    expect(lookUps(harness)).toHaveLength(1);
    expect([found(harness), harness.clock.timers(), harness.transport.readers()]).toEqual([[], 0, 0]);
  });
});

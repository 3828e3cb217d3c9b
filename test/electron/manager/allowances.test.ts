import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowancesFrom } from "#electron/manager/allowances.ts";
import { answers, createHarness, refuses } from "#test/support/engine-harness.ts";
import { runsOf } from "#test/support/runs.ts";

const now = Date.UTC(2026, 10, 22, 9, 30, 0);
const read = (headers: Record<string, string>) => allowancesFrom(headers, now);
const of = (limit: number, remaining: number, inMs: number | null) => ({
  limit,
  remaining,
  resetAtMs: inMs === null ? null : now + inMs,
});

describe("what headers say of an account's limits", () => {
  it("is read as OpenAI and Groq write it", () => {
    const headers = {
      "x-ratelimit-limit-requests": "500",
      "x-ratelimit-remaining-requests": "486",
      "x-ratelimit-reset-requests": "120ms",
      "x-ratelimit-limit-tokens": "30000",
      "x-ratelimit-remaining-tokens": "12",
      "x-ratelimit-reset-tokens": "1m2.5s",
    };
    expect(read(headers)).toEqual({
      readAtMs: now,
      requests: of(500, 486, 120),
      tokens: of(30_000, 12, 62_500),
    });
  });

  it("is read as Anthropic writes it, its dates against the answer's own", () => {
    const headers = {
      date: "Sun, 22 Nov 2026 11:00:00 GMT",
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "46",
      "anthropic-ratelimit-requests-reset": "2026-11-22T11:00:38Z",
      "anthropic-ratelimit-input-tokens-limit": "40000",
      "anthropic-ratelimit-input-tokens-remaining": "8800",
      "anthropic-ratelimit-output-tokens-limit": "8000",
      "anthropic-ratelimit-output-tokens-remaining": "5900",
      "anthropic-ratelimit-output-tokens-reset": "soon",
    };
    expect(read(headers)).toEqual({
      readAtMs: now,
      requests: of(50, 46, 38_000),
      inputTokens: of(40_000, 8800, null),
      outputTokens: of(8000, 5900, null),
    });
  });

  it.each([
    [
      "OpenRouter",
      { "x-ratelimit-limit": "50", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now + 9000) },
      { requests: of(50, 0, 9000) },
    ],
    [
      "Together",
      {
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "59",
        "x-ratelimit-reset": "1",
        "x-tokenlimit-limit": "9000.0",
        "x-tokenlimit-remaining": "8000.5",
      },
      { requests: of(60, 59, 1000), tokens: of(9000, 8000, null) },
    ],
    [
      "Mistral",
      {
        "x-ratelimit-limit-req-minute": "60",
        "x-ratelimit-remaining-req-minute": "0",
        "x-ratelimit-limit-tokens-minute": "500000",
        "x-ratelimit-remaining-tokens-minute": "499000",
      },
      { requests: of(60, 0, null), tokens: of(500_000, 499_000, null) },
    ],
    [
      "the IETF draft, of two policies the one nearest to its end",
      {
        ratelimit: '"day";r=900;t=7200, "minute";r=3;t=20',
        "ratelimit-policy": '"day";q=1000;w=86400, "minute";q=60;w=60',
      },
      { requests: of(60, 3, 20_000) },
    ],
    [
      "the older IETF draft in one field",
      { ratelimit: "limit=100, remaining=12, reset=30" },
      { requests: of(100, 12, 30_000) },
    ],
    [
      "the older IETF draft in three fields",
      { "ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "12", "ratelimit-reset": "30" },
      { requests: of(100, 12, 30_000) },
    ],
  ])("is read as written by %s", (_, headers, expected) => {
    expect(read(headers)).toEqual({ readAtMs: now, ...expected });
  });

  it.each([
    [{}],
    [{ "x-ratelimit-limit-requests": "-1", "x-ratelimit-remaining-requests": "-1" }],
    [{ "x-ratelimit-limit-requests": "100", "x-ratelimit-remaining-requests": "-1" }],
    [{ "x-ratelimit-limit-req-minute": "0", "x-ratelimit-remaining-req-minute": "0" }],
    [{ "x-ratelimit-limit-requests": "100" }],
    [{ "x-ratelimit-remaining-requests": "9" }],
    [{ "x-ratelimit-limit": "many", "x-ratelimit-remaining": "few" }],
    [{ "x-ratelimit-limit": "1e9", "x-ratelimit-remaining": "0x10" }],
    [{ ratelimit: '"day";r=9;t=3' }],
  ])("is nothing where they say nothing: %j", (headers) => {
    expect(read(headers)).toBeNull();
  });

  it("never leaves more than the limit, and no reset in another year", () => {
    const names = { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "12", "x-ratelimit-reset": "9000000" };
    expect(read(names)).toEqual({ readAtMs: now, requests: of(10, 10, null) });
  });

  it("is whole and finite, whatever they hold", () => {
    const names = [
      "date",
      "ratelimit",
      "ratelimit-policy",
      ...["x-ratelimit", "ratelimit", "x-tokenlimit"].flatMap((of) =>
        ["limit", "remaining", "reset"].map((a) => `${of}-${a}`),
      ),
      ...["limit", "remaining", "reset"].flatMap((a) =>
        ["requests", "tokens", "req-minute"].map((of) => `x-ratelimit-${a}-${of}`),
      ),
      ...["requests", "tokens", "input-tokens"].flatMap((of) =>
        ["limit", "remaining", "reset"].map((a) => `anthropic-ratelimit-${of}-${a}`),
      ),
    ];
    const value = fc.oneof(
      fc.string(),
      fc.nat({ max: 2 ** 31 - 1 }).map(String),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom(
        "0",
        "-1",
        "1m2.5s",
        '"a";r=1;t=2',
        '"a";q=4',
        "limit=3, remaining=1, reset=9",
        "999999999999999",
      ),
    );
    const headers = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(headers, (some) => {
        const said = read(some);
        if (said === null) return;
        const { readAtMs, ...allowances } = said;
        expect(readAtMs).toBe(now);
        for (const { limit, remaining, resetAtMs } of Object.values(allowances)) {
          expect(Number.isSafeInteger(limit) && limit > 0).toBe(true);
          expect(Number.isSafeInteger(remaining) && remaining >= 0 && remaining <= limit).toBe(true);
          expect(resetAtMs === null || (Number.isFinite(resetAtMs) && resetAtMs >= now)).toBe(true);
        }
      }),
      { numRuns: runsOf(500, 50_000) },
    );
  });
});

const limit = (remaining: number) => ({
  "x-ratelimit-limit-requests": "30",
  "x-ratelimit-remaining-requests": String(remaining),
});
const chain = {
  links: [
    {
      id: "l",
      name: "A",
      provider: "a",
      modelId: "model-a",
      maxTokens: 10,
      temperature: 1,
      costPer1kInput: null,
      costPer1kOutput: null,
    },
  ],
};

describe("the allowances that a provider's card shows", () => {
  it("are those of its last answer, known as soon as its headers are there", async () => {
    const { manager, transport, clock, send } = createHarness({ chain });
    expect(manager.limits("a").allowances).toBeUndefined();
    transport.script("a.test", { ...answers("one", "two"), headers: limit(28) });
    send();
    await clock.advance(5);
    expect(manager.limits("a").allowances?.requests).toMatchObject({ limit: 30, remaining: 28 });
    await clock.advance(1000);
    transport.script("a.test", answers("nothing said"));
    send();
    await clock.advance(1000);
    expect(manager.limits("a").allowances?.requests?.remaining).toBe(28);
  });

  it("are read of a refusal, too", async () => {
    const { manager, transport, clock, send } = createHarness({ chain });
    transport.script("a.test", refuses(429, { ...limit(0), "retry-after": "30" }));
    send();
    await clock.advance(5);
    expect(manager.limits("a").allowances?.requests?.remaining).toBe(0);
  });

  it("are not those of a key that was replaced, nor of its answer that still comes in", async () => {
    const { manager, transport, clock, send } = createHarness({ chain });
    transport.script(
      "a.test",
      { ...answers("one"), headers: limit(28) },
      { ...answers("late"), delayMs: 50, headers: limit(1) },
    );
    send();
    await clock.advance(1000);
    send();
    await clock.advance(10);
    manager.keyReplaced("a");
    expect(manager.limits("a").allowances).toBeUndefined();
    await clock.advance(1000);
    expect(manager.limits("a").allowances).toBeUndefined();
  });

  it("are told at most once a second while answers stream, and at the end of each attempt", async () => {
    const told: (number | undefined)[] = [];
    const harness = createHarness({
      chain,
      instead: { limitsChanged: () => told.push(harness.manager.limits("a").allowances?.requests?.remaining) },
    });
    const { transport, clock, send } = harness;
    const slow = { chunks: [{ afterMs: 400, text: ": still there\n\n" }], end: "hang" } as const;
    transport.script("a.test", ...[7, 6, 5, 4].map((remaining) => ({ ...slow, headers: limit(remaining) })));
    const runs: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      runs.push(send());
      await clock.advance(300);
    }
    expect(told).toEqual([7]);
    harness.manager.stopRun(runs[0] ?? "");
    await clock.advance(0);
    expect(told).toEqual([7, 4]);
  });
});

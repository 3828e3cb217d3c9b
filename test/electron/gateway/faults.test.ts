import { test } from "vitest";
import { z } from "zod";
import type { Fault } from "#electron/demo/faults/fault.ts";
import type { ProviderKind } from "#shared/model.ts";
import { hello, openGatewayOn } from "#test/support/gateway-world.ts";

/** G8: whatever a provider does, a program sees a whole answer or an error in OpenAI's shape, soon, and nothing hangs. */

/** Who is silent on purpose, and is given up soon. */
const silent = new Set(["says nothing", "slow headers", "only headers", "only comments", "late", "stall"]);
const deadlines = { connectMs: 1500, firstContentMs: 2000, lastHopeFirstContentMs: 2000, idleMs: 1500, totalMs: 5000 };
const beyondMs = 8000;
/** Of the others none is to meet a deadline, with forty requests at a time on a busy machine: that would not be soon. */
const patience = { connectMs: 60_000, firstContentMs: 60_000, lastHopeFirstContentMs: 60_000, idleMs: 60_000 };
const soonMs = { silent: 3 * deadlines.totalMs, speaking: 45_000 };
const longestTestMs = 120_000;
const kinds: readonly ProviderKind[] = ["openai-compatible", "openrouter", "anthropic", "google"];

const html = { kind: "status", status: 502, body: "<html><h1>Bad gateway</h1></html>" } as const;
const statuses = [301, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529];
const sse = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(statuses.map((status) => [`status ${status}`, { kind: "status", status, retryAfter: 60 }])),
  html,
  "empty 500": { kind: "status", status: 500, body: "" },
  "half JSON 429": { kind: "status", status: 429, headers: { "retry-after": "60" }, body: '{"error":{"mess' },
  "a key in the error": { kind: "status", status: 401, body: '{"error":{"message":"Incorrect key key-of-f given"}}' },
  reset: { kind: "reset" },
  close: { kind: "close" },
  "says nothing": { kind: "silence", says: "nothing", forMs: beyondMs },
  "slow headers": { kind: "silence", says: "slow-headers", forMs: beyondMs, everyMs: 50 },
  "only headers": { kind: "silence", says: "headers", forMs: beyondMs },
  "only comments": { kind: "silence", says: "comments", forMs: beyondMs, everyMs: 50 },
  "no HTTP": { kind: "raw", bytes: "\u0000\u0001garbage\r\n\r\n", end: "close" },
  "empty body": { kind: "raw", bytes: `${sse}Content-Length: 0\r\n\r\n`, end: "close" },
  "bad chunks": { kind: "raw", bytes: `${sse}Transfer-Encoding: chunked\r\n\r\nZZ\r\nx`, end: "close" },
  "bad gzip": { kind: "raw", bytes: `${sse}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde`, end: "close" },
  late: { kind: "late", ms: beyondMs },
  "cut at once": { kind: "cut", after: 0, how: "close" },
  "cut later": { kind: "cut", after: 5, how: "mid-chunk" },
  "reset later": { kind: "cut", after: 5, how: "reset" },
  "clean end": { kind: "cut", after: 5, how: "clean" },
  stall: { kind: "stall", after: 5, ms: beyondMs },
  "a few malformed": { kind: "malformed", after: 5, count: 1 },
  "many malformed": { kind: "malformed", after: 0, count: 200 },
  "error at once": { kind: "error", after: 0 },
  "error later": { kind: "error", after: 5 },
  "no terminator": { kind: "no-terminator" },
  "stays open": { kind: "no-terminator", stays: true },
  empty: { kind: "empty" },
  filtered: { kind: "filtered" },
  json: { kind: "json" },
};

const errorShape = z.looseObject({
  error: z.strictObject({
    message: z.string().min(1),
    type: z.string().min(1),
    code: z.string().nullable(),
    param: z.string().nullable(),
  }),
});
const wholeShape = z.looseObject({
  object: z.literal("chat.completion"),
  choices: z.tuple([z.looseObject({ message: z.looseObject({ content: z.string() }), finish_reason: z.string() })]),
});
const chunkShape = z.looseObject({
  object: z.literal("chat.completion.chunk"),
  choices: z.array(z.looseObject({ delta: z.looseObject({}) })),
});

/** How a streamed answer ended, where every event of it is as it should be. */
function endOf(text: string): "done" | "error" {
  const events = text.trimEnd().split("\n\n");
  const last = events.pop() ?? "";
  for (const event of events) chunkShape.parse(JSON.parse(event.replace(/^data: /, "")));
  if (last === "data: [DONE]") return "done";
  errorShape.parse(JSON.parse(last.replace(/^data: /, "")));
  return "error";
}

async function textOf(response: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return text;
}

// Fault by fault a provider of its own: what one does wrong must not cool down the next.
const cases = Object.keys(faults).flatMap((name) => [
  { name, stream: false },
  { name, stream: true },
]);

const title = "whatever %s does, a program gets an answer or a valid error";
test.concurrent.for(kinds)(title, { timeout: longestTestMs }, async (kind, { expect }) => {
  const links = Object.fromEntries(
    cases.map(({ name }, index) => [`f${index}`, { kind, tokenEveryMs: 1, script: [faults[name] ?? null] }]),
  );
  const isSilent = (link: string) => silent.has(cases[Number(link.slice(1))]?.name ?? "");
  const rules = (link: string) => ({ retries: 0, deadlines: isSilent(link) ? deadlines : patience }) as const;
  const { post, bugs, gateway, servers } = await openGatewayOn({ links, rules, chainPerLink: true });
  const outcomeOf = async ({ name, stream }: (typeof cases)[number], index: number) => {
    const beganMs = performance.now();
    const response = await post({ model: `chain/f${index}`, messages: hello, stream });
    const text = await textOf(response);
    expect(performance.now() - beganMs, name).toBeLessThan(silent.has(name) ? soonMs.silent : soonMs.speaking);
    expect(text, name).not.toContain("key-of-");
    if (response.status === 200 && stream) return endOf(text);
    if (response.status === 200) wholeShape.parse(JSON.parse(text));
    else errorShape.parse(JSON.parse(text));
    return response.status;
  };
  const outcomes: [string, number | string][] = [];
  // In two halves: the gateway takes 64 connections at a time.
  for (const stream of [false, true]) {
    const half = cases.map(async (one, index): Promise<typeof outcomes> => {
      if (one.stream !== stream) return [];
      return [[`${one.name}${stream ? " streamed" : ""}`, await outcomeOf(one, index)]];
    });
    outcomes.push(...(await Promise.all(half)).flat());
  }
  const by = Object.fromEntries(outcomes);
  expect(by).toMatchObject({ "status 400": 400, "status 401": 503, "status 429": 429, "status 500": 503, json: 200 });
  expect(by).toMatchObject({ "status 400 streamed": 400, "cut later streamed": "error", "json streamed": "done" });
  expect(by).toMatchObject({ "cut later": 503, "no terminator": 200, "stays open streamed": "done" });
  expect(new Set(Object.values(by))).toEqual(new Set([200, 400, 429, 503, "done", "error"]));
  expect(bugs).toEqual([]);
  expect(gateway.requests().every(({ run }) => run !== null && run.endMs !== null)).toBe(true);
  // Nothing of what failed is still open; a connection that was answered may be kept for the next.
  await expect.poll(() => servers.requests.filter(({ closedAtMs }) => closedAtMs === null)).toEqual([]);
});

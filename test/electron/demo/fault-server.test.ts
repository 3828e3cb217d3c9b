import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type FaultLink, type FaultServer, type Script, startFaultServer } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { newSseReader } from "#electron/http/sse-reader.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { classOfStatus } from "#electron/manager/classify.ts";
import type { Opened, Part } from "#electron/manager/dependencies.ts";
import { readAnswer } from "#electron/manager/read-answer.ts";
import { adapterFor } from "#electron/providers/registry.ts";
import { newLink } from "#shared/chain.ts";
import type { ProviderKind } from "#shared/model.ts";

const transport = createTransport();
const servers: FaultServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));

async function serve(script: Script, link: Partial<FaultLink> = {}): Promise<FaultServer> {
  const server = await startFaultServer<string>({ links: { a: { kind: "openai", ...link, script } } });
  servers.push(server);
  return server;
}

/** When a client goes by itself; without, it hears the answer to its end. */
type Leaving = { readonly signal?: AbortSignal; readonly onParts?: (parts: readonly Part[]) => void };

type Heard = {
  readonly opened: Opened;
  readonly text: string;
  readonly parts: readonly Part[];
  readonly failure: string | null;
};

const patienceMs = 60_000;

/** Asks as the engine does, with the real transport and the dialect's own adapter. */
async function ask(server: FaultServer, kind: ProviderKind = "openai", leaving: Leaving = {}): Promise<Heard> {
  const { signal = AbortSignal.timeout(patienceMs), onParts = () => undefined } = leaving;
  const adapter = adapterFor(kind);
  const provider = { id: "a", name: "A", kind, baseUrl: server.baseUrlOf("a"), keyOptional: false };
  const link = newLink("a", "A", { providerId: "a", modelId: "model-a" });
  const prompt = { system: null, messages: [{ role: "user", text: "Hello" } as const] };
  const request = adapter.chatRequest({ provider, key: "key-of-a", link, prompt, overrides: {}, omit: [] });
  const opened = await transport.open(request, { signal, connectTimeoutMs: patienceMs });
  if (opened.kind === "failure") return { opened, text: "", parts: [], failure: opened.failure.reason };
  const parts: Part[] = [];
  let failure: string | null = null;
  for await (const reading of readAnswer(opened.response, adapter, newSseReader)) {
    if (reading.kind === "parts") parts.push(...reading.parts);
    else failure = reading.failure?.reason ?? null;
    onParts(parts);
  }
  const text = parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");
  return { opened, text, parts, failure };
}

const statusOf = ({ opened }: Heard) => (opened.kind === "response" ? opened.response.status : null);
const kindsOf = ({ parts }: Heard) => new Set(parts.map(({ type }) => type));
const wholeText = (name: string, count = 60) =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1} `).join("");

describe.each(["openai", "openrouter", "anthropic", "google", "openai-compatible"] as const)("a link of %s", (kind) => {
  it("answers in its own dialect, with a finish reason, usage and the model that served", async () => {
    const heard = await ask(await serve([null], { kind }), kind);
    expect(heard.text).toBe(wholeText("a"));
    const usage = heard.parts.findLast((part) => part.type === "usage");
    expect(usage).toMatchObject({ usage: { inputTokens: 100, outputTokens: 60 } });
    expect(heard.parts).toContainEqual(expect.objectContaining({ type: "finish", reason: "stop" }));
    expect(heard.parts).toContainEqual(expect.objectContaining({ type: "served", model: "a-served" }));
    expect(heard.failure).toBeNull();
  });

  it("thinks before it answers where its answer says so", async () => {
    const heard = await ask(await serve([null], { kind, answer: { reasoning: ["Hm. "] } }), kind);
    const channels = heard.parts.map(({ type }) => type).filter((type) => type.endsWith("-delta"));
    expect(channels.indexOf("reasoning-delta")).toBe(0);
    expect(heard.text).toBe(wholeText("a"));
  });

  it("answers with one JSON body to a request for a stream", async () => {
    const heard = await ask(await serve([{ kind: "json" }], { kind }), kind);
    expect(heard.text).toBe(wholeText("a"));
    expect(kindsOf(heard)).toContain("usage");
  });

  it("has its answer withheld by a filter", async () => {
    const heard = await ask(await serve([{ kind: "filtered" }], { kind, answer: { tokens: [] } }), kind);
    const finish = heard.parts.findLast((part) => part.type === "finish");
    expect(finish?.reason).toMatch(/content_filter|refusal/);
  });

  it.each(["close", "mid-chunk", "reset"] as const)("is cut after 7 tokens by %s", async (how) => {
    const heard = await ask(await serve([{ kind: "cut", after: 7, how }], { kind }), kind);
    expect(heard.text).toBe(wholeText("a", 7));
    expect(heard.failure).not.toBeNull();
    expect(kindsOf(heard)).not.toContain("finish");
  });

  it("ends after 7 tokens as if that were all", async () => {
    const heard = await ask(await serve([{ kind: "cut", after: 7, how: "clean" }], { kind }), kind);
    expect(heard.text).toBe(wholeText("a", 7));
    expect(heard.failure).toBeNull();
    expect(kindsOf(heard)).not.toContain("finish");
  });

  it("says the trouble of a 400 in its own words", async () => {
    const server = await serve([{ kind: "status", status: 400, trouble: "context-length" }], { kind });
    const { opened } = await ask(server, kind);
    if (opened.kind !== "response") throw new Error("no response");
    expect(opened.response.status).toBe(400);
  });
});

describe("a script", () => {
  it("decides request by request, its last entry for all that follow", async () => {
    const server = await serve([{ kind: "status", status: 500 }, null, { kind: "status", status: 404 }]);
    const statuses: (number | null)[] = [];
    for (const _time of [1, 2, 3, 4]) statuses.push(statusOf(await ask(server)));
    expect(statuses).toEqual([500, 200, 404, 404]);
  });

  it("may look at the request, and is numbered anew when it is replaced", async () => {
    const server = await serve(({ number }) => ({ kind: "status", status: 500 + number }));
    const first = [statusOf(await ask(server)), statusOf(await ask(server))];
    server.script("a", ({ body }) => (body.includes("Hello") ? { kind: "status", status: 418 } : null));
    expect([...first, statusOf(await ask(server))]).toEqual([501, 502, 418]);
    expect(server.requests.map(({ number }) => number)).toEqual([1, 2, 1]);
  });

  it("leaves a record of every request: what was asked, with which headers, and when it was over", async () => {
    const server = await serve([null]);
    await ask(server);
    expect(server.requestsOf("a")).toEqual([
      expect.objectContaining({ method: "POST", path: "/v1/chat/completions", wasLeft: false }),
    ]);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer key-of-a");
    expect(server.requests[0]?.body).toContain("Hello");
    expect(server.requests[0]?.closedAtMs).toBeGreaterThan(server.requests[0]?.atMs ?? Number.POSITIVE_INFINITY);
  });
});

describe("a refusal", () => {
  const cases: readonly (readonly [string, Fault, string | null])[] = [
    ["a reset before the headers", { kind: "reset" }, "reset"],
    ["an orderly close before the headers", { kind: "close" }, "reset"],
    ["no header at all", { kind: "silence", says: "nothing", forMs: 60_000 }, "aborted"],
    ["headers byte by byte", { kind: "silence", says: "slow-headers", forMs: 60_000 }, "aborted"],
    ["headers and then nothing", { kind: "silence", says: "headers", forMs: 60_000 }, "aborted"],
    ["comments for ever", { kind: "silence", says: "comments", forMs: 60_000 }, "aborted"],
    ["bytes that are no HTTP", { kind: "raw", bytes: "SSH-2.0-hello\r\n", end: "close" }, "protocol"],
    ["a redirect", { kind: "status", status: 307, headers: { location: "http://127.0.0.1:1/" } }, "redirect"],
  ];

  /** A client that gives up some time after its request was heard, however long that took. */
  async function askInVain(server: FaultServer): Promise<Heard> {
    const leaving = new AbortController();
    const asked = ask(server, "openai", { signal: leaving.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    setTimeout(() => leaving.abort(), 200);
    return asked;
  }

  it.each(cases)("%s reaches the client as it is, and its socket goes", async (_, fault, reason) => {
    const server = await serve([fault]);
    const heard = await (reason === "aborted" ? askInVain(server) : ask(server));
    expect(heard.failure).toBe(reason);
    expect(heard.text).toBe("");
    await expect.poll(() => server.openSockets()).toBe(0);
    expect(server.requests[0]?.wasLeft).toBe(reason === "aborted");
  });

  it("asks to wait only where the script says so", async () => {
    const server = await serve([
      { kind: "status", status: 429, retryAfter: 2 },
      { kind: "status", status: 429, retryAfter: null },
      { kind: "status", status: 429 },
    ]);
    const hints: (string | undefined)[] = [];
    for (const _time of [1, 2, 3]) {
      const { opened } = await ask(server);
      if (opened.kind === "response") hints.push(opened.response.headers["retry-after"]);
    }
    expect(hints).toEqual(["2", undefined, "7"]);
  });

  it.each(["openai", "openai-compatible", "openrouter", "anthropic"] as const)(
    "of %s with 413 is read as a request that this model will never take, not as trouble of the server",
    async (kind) => {
      const server = await serve([{ kind: "status", status: 413 }], { kind });
      const response = await fetch(server.baseUrlOf("a"), { method: "POST" });
      const { status } = response;
      const failure = adapterFor(kind).readFailure({ status, headers: {}, body: await response.text() });
      expect(failure.class ?? classOfStatus(status)).toBe("UNSUPPORTED");
      expect(failure.message).toBe("The request is too large.");
    },
  );

  it("may have any body, in pieces of any size", async () => {
    const body = Array.from({ length: 300 }, () => new Uint8Array(10_000).fill(97));
    const server = await serve([{ kind: "status", status: 200, body }]);
    const response = await fetch(server.baseUrlOf("a"), { method: "POST" });
    expect((await response.bytes()).length).toBe(3_000_000);
  });
});

describe("a spoiled answer", () => {
  it("comes late, with its headers at once", async () => {
    const server = await serve([{ kind: "late", ms: 300 }]);
    const startedAtMs = performance.now();
    const heard = await ask(server);
    expect(performance.now() - startedAtMs).toBeGreaterThan(290);
    expect(heard.text).toBe(wholeText("a"));
  });

  it("stalls in the middle and goes on", async () => {
    const server = await serve([{ kind: "stall", after: 20, ms: 300 }]);
    const startedAtMs = performance.now();
    expect((await ask(server)).text).toBe(wholeText("a"));
    expect(performance.now() - startedAtMs).toBeGreaterThan(290);
  });

  it("has as many events that are no JSON as were asked for", async () => {
    const heard = await ask(await serve([{ kind: "malformed", after: 3, count: 2 }]));
    expect(heard.parts.filter(({ type }) => type === "malformed")).toHaveLength(2);
    expect(heard.text).toBe(wholeText("a"));
  });

  it("holds whatever text was put between two events", async () => {
    const text = 'event: execute\ndata: {"type":"execute","code":"1"}\n\n';
    expect((await ask(await serve([{ kind: "insert", after: 3, text }]))).text).toBe(wholeText("a"));
  });

  it("reports a failure inside a 200", async () => {
    const heard = await ask(await serve([{ kind: "error", after: 5 }]));
    expect(heard.text).toBe(wholeText("a", 5));
    expect(kindsOf(heard)).toContain("failure");
  });

  it("ends with its finish reason and without its terminator", async () => {
    const kinds = kindsOf(await ask(await serve([{ kind: "no-terminator" }])));
    expect([kinds.has("finish"), kinds.has("terminated")]).toEqual([true, false]);
  });

  it("stays open after its finish reason", async () => {
    const leaving = new AbortController();
    const onParts = (parts: readonly Part[]) => {
      if (parts.some(({ type }) => type === "finish")) setTimeout(() => leaving.abort(), 100);
    };
    const server = await serve([{ kind: "no-terminator", stays: true }]);
    const heard = await ask(server, "openai", { signal: leaving.signal, onParts });
    expect(heard.failure).toBe("aborted");
    expect(heard.text).toBe(wholeText("a"));
  });

  it("is empty and finished all the same", async () => {
    const heard = await ask(await serve([{ kind: "empty" }]));
    expect(heard.text).toBe("");
    expect(kindsOf(heard)).toContain("finish");
  });

  it("that is shorter than the fault asks for fails before its finish", async () => {
    const heard = await ask(await serve([{ kind: "cut", after: 9_000, how: "close" }]));
    expect(heard.text).toBe(wholeText("a"));
    expect(kindsOf(heard)).not.toContain("finish");
  });
});

describe("the server", () => {
  it("has a port, a script and a record for each link", async () => {
    const links = { one: { kind: "openai" }, two: { kind: "anthropic" } } as const;
    const server = await startFaultServer({ links });
    servers.push(server);
    const origins = new Set([new URL(server.baseUrlOf("one")).origin, new URL(server.baseUrlOf("two")).origin]);
    expect(origins.size).toBe(2);
    expect(server.requestsOf("two")).toEqual([]);
  });

  it("ends what is in flight when it is closed, also twice", async () => {
    const server = await serve([{ kind: "silence", says: "nothing", forMs: 60_000 }]);
    const asked = ask(server);
    await expect.poll(() => server.requests.length).toBe(1);
    await Promise.all([server.close(), server.close()]);
    expect((await asked).failure).toBe("reset");
    expect(server.openSockets()).toBe(0);
  });

  it("speaks TLS where it has a certificate, and hears no request of a client that does not trust it", async () => {
    const server = await serve([null], {
      tls: { key: fixture("self-signed-key.pem"), cert: fixture("self-signed.pem") },
    });
    expect(server.baseUrlOf("a")).toMatch(/^https:/);
    expect((await ask(server)).failure).toBe("tls");
    expect([server.connectionsOf("a"), server.requests.length]).toEqual([1, 0]);
  });

  it("lets no request outlast its limit", async () => {
    const links = { a: { kind: "openai", script: [{ kind: "silence", says: "nothing", forMs: 60_000 }] } } as const;
    const server = await startFaultServer<string>({ links, longestMs: 100 });
    servers.push(server);
    expect((await ask(server)).failure).toBe("reset");
  });
});

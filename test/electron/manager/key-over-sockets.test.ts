import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createExchangeRecorder } from "#electron/compose/exchange-recorder.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { createRedactor } from "#electron/keys/redactor.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { createWorld, runOf } from "#test/support/engine-harness.ts";
import { keyedDirectory } from "#test/support/keyed-directory.ts";

/** A server on this machine says its key back; the engine, the transport and the recorder are the program's own. */

const key = "sk-proj-0123456789abcdefghij";
const mark = "[redacted]";
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const sse = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

/** How a kind of provider says a piece, and that it is done. */
const speech = {
  "openai-compatible": {
    says: (content: string) => sse({ id: "x", model: "m", choices: [{ index: 0, delta: { content } }] }),
    ends: `${sse({ id: "x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}data: [DONE]\n\n`,
  },
  // As its older models do: with a reason to end in each piece.
  google: {
    says: (text: string) => sse({ candidates: [{ content: { parts: [{ text }] }, finishReason: "STOP" }] }),
    ends: "",
  },
} as const;

type Spoken = keyof typeof speech & ProviderKind;
type Answering = (response: ServerResponse, ask: number) => void;

async function serve(answering: Answering): Promise<string> {
  let asks = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    answering(response, asks);
    asks += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

type Asked = { readonly run: Run; readonly events: string; readonly exchanges: string };

/** The engine over real sockets; `ask` sends once and resolves when the run is over. */
function engineFor(baseUrl: string, kind: Spoken = "openai-compatible") {
  const redactor = createRedactor();
  redactor.remember(key);
  const exchanges: Exchange[] = [];
  const recorder = createExchangeRecorder({
    clock: systemClock,
    redact: redactor.redact,
    keeps: () => true,
    save: async (_runId, exchange) => void exchanges.push(exchange),
    onFailure: (message) => expect.fail(message),
  });
  const events: RunEvent[] = [];
  let hear: (event: RunEvent) => void = () => undefined;
  const emit = (event: RunEvent) => {
    events.push(event);
    hear(event);
  };
  const transport = createTransport();
  const { dependencies } = createWorld({
    instead: {
      ...{ clock: systemClock, transport, ids: systemIds, recorder, redact: redactor.redact },
      providers: keyedDirectory([{ id: "p", name: "P", kind, baseUrl, keyOptional: false }], () => key),
      sink: { emit, settled: async () => undefined },
    },
  });
  const manager = createModelManager(dependencies);
  closers.push(async () => {
    await manager.close();
    await transport.close();
  });
  const ask = (onDelta: (text: string, stop: () => void) => void = () => undefined) =>
    new Promise<Asked>((resolve) => {
      const runId = systemIds.next();
      const first = events.length;
      const over = async () => {
        await recorder.flush();
        const own = events.slice(first);
        resolve({
          run: runOf(own, runId),
          events: JSON.stringify(own),
          exchanges: JSON.stringify(exchanges.splice(0)),
        });
      };
      hear = (event) => {
        if (event.type === "delta") onDelta(event.text, () => manager.stopRun(runId));
        if (event.type === "run-ended") void over();
      };
      const ids = { id: systemIds.next(), conversationId: "v", sessionId: "s" };
      const comparison = { ...ids, prompt: "Hello", startedAtMs: systemClock.epochMs(), isDemo: false };
      const target = { kind: "model", providerId: "p", modelId: "m" } as const;
      manager.start(comparison, [{ columnId: "column", runId, target }]);
    });
  return { ask };
}

/** Each write reaches the client before the next. */
async function writeSlowly(response: ServerResponse, chunks: readonly string[]): Promise<void> {
  for (const chunk of chunks) {
    response.write(chunk);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe("an answer over a socket that says the key of its server", () => {
  it.each(["openai-compatible", "google"] as const)("is told without it, wherever %s cuts it", async (kind) => {
    const { says, ends } = speech[kind];
    const baseUrl = await serve((response, ask) => {
      const pieces = ["It is ", key.slice(0, ask + 1), key.slice(ask + 1), "."].map(says);
      void writeSlowly(response, pieces).then(() => response.end(ends));
    });
    const { ask } = engineFor(baseUrl, kind);
    for (let cut = 1; cut < key.length; cut += 1) {
      const { run, events, exchanges } = await ask();
      expect(run.status).toBe("done");
      // Up to three of its letters are told at once, where the network did not bring the pieces together.
      const begun = cut < 4 ? key.slice(0, cut) : "";
      expect([`It is ${begun}${mark}.`, `It is ${mark}.`], `cut at ${cut}`).toContain(run.text);
      expect(events).not.toContain(key.slice(4, 12));
      expect(exchanges).toContain("this answer says the key");
    }
  });

  it("keeps nothing of it beside the answer either, where it comes letter by letter", async () => {
    const { says, ends } = speech["openai-compatible"];
    const baseUrl = await serve((response) => response.end([...`It is ${key}.`].map(says).join("") + ends));
    const { run, exchanges } = await engineFor(baseUrl).ask();
    expect(run.text).toBe(`It is ${mark}.`);
    expect(exchanges).toContain("this answer says the key");
    expect(exchanges).not.toContain("choices");
  });
});

describe("an answer over a socket that ends like the key begins", () => {
  const { says, ends } = speech["openai-compatible"];
  const text = "It begins with sk-proj-";
  const pieces = [says("It begins with "), says("sk-proj-")];
  it.each([
    ["is done", (response: ServerResponse) => response.end(pieces.join("") + ends)],
    ["is cut", (response: ServerResponse) => void writeSlowly(response, pieces).then(() => response.destroy())],
    ["ends without a reason", (response: ServerResponse) => response.end(pieces.join(""))],
    ["fails in words", (response: ServerResponse) => response.end(pieces.join("") + sse({ error: { message: "no" } }))],
    ["cannot be read on", (response: ServerResponse) => response.end(pieces.join("") + "data: {{\n\n".repeat(4))],
  ])("is told to its end where it %s", async (_, answering) => {
    const { run } = await engineFor(await serve(answering)).ask();
    expect(run.text).toBe(text);
  });

  it("is told to its end where the user stops it", async () => {
    const baseUrl = await serve((response) => response.write(pieces.join("")));
    const { run } = await engineFor(baseUrl).ask((_, stop) => stop());
    expect(run).toMatchObject({ status: "stopped", text });
  });
});

it("the first token is told before the server says another, also where it looks like a key", async () => {
  const { says, ends } = speech["openai-compatible"];
  let goOn: () => void = () => undefined;
  const baseUrl = await serve((response) => {
    response.write(says("sk-ip it."));
    goOn = () => response.end(says(" Then go on.") + ends);
  });
  const told: string[] = [];
  const { run } = await engineFor(baseUrl).ask((text) => {
    told.push(text);
    goOn();
  });
  expect(told[0]).toBe("sk-ip it.");
  expect(run.text).toBe("sk-ip it. Then go on.");
});

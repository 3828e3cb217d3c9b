import { expect, test } from "vitest";
import { createExchangeRecorder, type ExchangeRecorder } from "#electron/compose/exchange-recorder.ts";
import { createRedactor } from "#electron/keys/redactor.ts";
import type { BodyItem, HttpRequest, Opened, Transport } from "#electron/manager/dependencies.ts";
import type { Sent } from "#electron/manager/recorder.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { Provider } from "#shared/model.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

const key = "sk-proj-0Zq9Xw8Vy7Ut6Sr5Qp4On3Ml2Kj1Ih";
const provider: Provider = {
  id: "openai",
  name: "OpenAI",
  kind: "openai",
  baseUrl: "https://api.openai.com/v1",
  keyOptional: false,
};
const request: HttpRequest = {
  method: "POST",
  url: "https://api.openai.com/v1/chat/completions",
  headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  body: '{"model":"gpt","stream":true}',
};

function sentOf(parts: Partial<Sent> = {}): Sent {
  const prompt = { system: null, messages: [{ role: "user", text: "Hello" }] } as const;
  return { runId: "r", attemptId: "a", provider, key, prompt, request, ...parts };
}

type Answered = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly chunks: readonly Uint8Array[];
};

function transportOf({ status = 200, headers = {}, chunks }: Answered): Transport {
  async function* body(): AsyncGenerator<BodyItem> {
    for (const bytes of chunks) yield { kind: "bytes", bytes };
  }
  const opened: Opened = { kind: "response", response: { status, connectMs: 1, headers, body: body() } };
  return { open: async () => opened };
}

type World = { readonly recorder: ExchangeRecorder; readonly saved: Map<string, Exchange>; readonly told: string[] };

function createWorld(parts: Partial<Parameters<typeof createExchangeRecorder>[0]> = {}): World {
  const redactor = createRedactor();
  redactor.remember(key);
  const saved = new Map<string, Exchange>();
  const told: string[] = [];
  const recorder = createExchangeRecorder({
    clock: createFakeClock(),
    redact: redactor.redact,
    keeps: () => true,
    save: async (runId, exchange) => void saved.set(`${runId}|${exchange.attemptId}`, exchange),
    onFailure: (message) => told.push(message),
    ...parts,
  });
  return { recorder, saved, told };
}

/** One attempt from its request to its end, as the engine reads it. */
async function play(recorder: ExchangeRecorder, answered: Answered, sent = sentOf()): Promise<string> {
  const controller = new AbortController();
  const opened = await recorder.open(transportOf(answered), sent, { signal: controller.signal, connectTimeoutMs: 1 });
  let read = "";
  if (opened.kind === "response") {
    for await (const item of opened.response.body)
      if (item.kind === "bytes") read += Buffer.from(item.bytes).toString("latin1");
  }
  controller.abort("over");
  await recorder.flush();
  return read;
}

function exchangeOf({ saved }: World): Exchange {
  const exchange = saved.get("r|a");
  if (exchange === undefined) throw new Error("Nothing was saved.");
  return exchange;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test("an attempt is saved with what was sent and what came, its key by the name of its variable", async () => {
  const world = createWorld();
  const read = await play(world.recorder, {
    headers: { "content-type": "text/event-stream", "set-cookie": "session=abc" },
    chunks: [bytes("data: one\n\n"), bytes("data: two\n\n")],
  });
  expect(read).toBe("data: one\n\ndata: two\n\n");
  expect(exchangeOf(world)).toEqual({
    attemptId: "a",
    request: {
      method: "POST",
      url: request.url,
      headers: [
        ["authorization", "Bearer $OPENAI_API_KEY"],
        ["content-type", "application/json"],
      ],
      body: '{"model":"gpt","stream":true}',
      omittedBytes: 0,
      omittedImages: 0,
    },
    response: {
      status: 200,
      headers: [
        ["content-type", "text/event-stream"],
        ["set-cookie", "[redacted]"],
      ],
      body: "data: one\n\ndata: two\n\n",
      omittedBytes: 0,
    },
  });
});

test.each([
  ["anthropic", { "x-api-key": key }, [["x-api-key", "$ANTHROPIC_API_KEY"]]],
  ["google", { "x-goog-api-key": key }, [["x-goog-api-key", "$GEMINI_API_KEY"]]],
  ["openai-compatible", { "x-api-key": key }, [["x-api-key", "$MY_SERVER_API_KEY"]]],
] as const)("a key of %s is named as its own", async (kind, headers, named) => {
  const world = createWorld();
  const sent = sentOf({ provider: { ...provider, kind, name: "My server" }, request: { ...request, headers } });
  await play(world.recorder, { chunks: [] }, sent);
  expect(exchangeOf(world).request.headers).toEqual(named);
});

test("a key in the address is named too, also where it is encoded, and another one is blackened", async () => {
  const world = createWorld();
  const odd = "key+with/odd=signs&more";
  const url = `https://x.test/v1?key=${encodeURIComponent(odd)}&other=1&token=sk-another0123456789abcdef`;
  await play(world.recorder, { chunks: [] }, sentOf({ key: odd, request: { ...request, headers: {}, url } }));
  expect(exchangeOf(world).request.url).toBe("https://x.test/v1?key=$OPENAI_API_KEY&other=1&token=[redacted]");
});

test("without a key nothing is named, and a header that can only hold a secret is blackened", async () => {
  const world = createWorld();
  const headers = { authorization: "Bearer x", "content-type": "application/json" };
  await play(world.recorder, { chunks: [] }, sentOf({ key: null, request: { ...request, headers } }));
  expect(exchangeOf(world).request.headers).toEqual([
    ["authorization", "[redacted]"],
    ["content-type", "application/json"],
  ]);
});

test("a secret with a dollar sign in it is no variable", async () => {
  const world = createWorld();
  const headers = { authorization: "Bearer pa$$word" };
  const answered = { headers: { "set-cookie": "session=a$b; Path=/" }, chunks: [] };
  await play(world.recorder, answered, sentOf({ key: null, request: { ...request, headers } }));
  expect(exchangeOf(world).request.headers).toEqual([["authorization", "[redacted]"]]);
  expect(exchangeOf(world).response?.headers).toEqual([["set-cookie", "[redacted]"]]);
});

const raw = Buffer.from(key);
const clothes: Readonly<Record<string, string>> = {
  plain: key,
  "URL-encoded": encodeURIComponent(`${key}+/`),
  "JSON in JSON": JSON.stringify(JSON.stringify({ key })),
  "base64 at 0": raw.toString("base64"),
  "base64 at 1": Buffer.concat([Buffer.from("x"), raw]).toString("base64"),
  "base64 at 2": Buffer.concat([Buffer.from("xy"), raw]).toString("base64"),
  base64url: raw.toString("base64url"),
  hex: raw.toString("hex"),
  HEX: raw.toString("hex").toUpperCase(),
  "the first half": key.slice(0, 24),
  "the second half": key.slice(-14),
};

test.each(Object.entries(clothes))(
  "a key that comes back as %s is not saved, however it is split over chunks",
  async (_, text) => {
    for (const size of [1, 7, 64]) {
      const world = createWorld();
      const body = bytes(`{"error":{"message":"Wrong: ${text}"}}`);
      const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
        body.subarray(index * size, (index + 1) * size),
      );
      const headers = { "x-echo": text };
      await play(world.recorder, { status: 401, headers, chunks }, sentOf({ request: { ...request, body: text } }));
      const saved = JSON.stringify(exchangeOf(world));
      expect(saved).not.toContain(text);
      expect(saved.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(3);
    }
  },
);

test("a key that the end of what is kept would cut in two leaves no piece of itself", async () => {
  const world = createWorld();
  const longest = 512 * 1024;
  for (const before of [6, 11, 20]) {
    const body = `${"x".repeat(longest - before)}${key}${"y".repeat(20_000)}`;
    await play(world.recorder, { chunks: [bytes(body.slice(0, longest)), bytes(body.slice(longest))] });
    const kept = exchangeOf(world).response;
    expect(kept?.body).not.toContain("sk-proj");
    expect(kept?.body.length).toBeLessThanOrEqual(longest);
    expect(kept?.omittedBytes).toBe(body.length - longest);
  }
});

test("a long answer is kept to half a MiB and its rest is counted, while the reader gets all of it", async () => {
  const world = createWorld();
  const event = bytes(`data: ${"é".repeat(500)}\n\n`);
  const chunks = Array.from({ length: 2_000 }, () => event);
  const read = await play(world.recorder, { chunks });
  expect(read).toHaveLength(2_000 * event.length);
  const kept = exchangeOf(world).response;
  expect(kept?.omittedBytes).toBe(2_000 * event.length - 512 * 1024);
  expect(kept?.body.startsWith("data: éé")).toBe(true);
  // What is kept and what is counted come to the whole, but for a character that the cut would halve.
  expect(Buffer.byteLength(kept?.body ?? "")).toBeGreaterThanOrEqual(512 * 1024 - 1);
  expect(Buffer.byteLength(kept?.body ?? "")).toBeLessThanOrEqual(512 * 1024);
});

test("a character that is cut in two by chunks is whole again", async () => {
  const world = createWorld();
  const body = bytes("data: 日本語 😀\n\n");
  await play(world.recorder, { chunks: [...body].map((byte) => Uint8Array.of(byte)) });
  expect(exchangeOf(world).response?.body).toBe("data: 日本語 😀\n\n");
});

test("an image leaves a note in place of its bytes, and a long request is cut and counted", async () => {
  const world = createWorld();
  const base64 = Buffer.alloc(30_000, 7).toString("base64");
  const body = JSON.stringify({ image: `data:image/png;base64,${base64}`, text: "x".repeat(300_000) });
  const images = [{ kind: "data", mimeType: "image/png", base64 }] as const;
  const prompt = { system: null, messages: [{ role: "user", text: "Hello", images }] } as const;
  await play(world.recorder, { chunks: [] }, sentOf({ prompt, request: { ...request, body } }));
  const kept = exchangeOf(world).request;
  expect(kept.body).toContain('{"image":"data:image/png;base64,(40000 characters of base64 left out)","text":"xx');
  expect(kept.body).toHaveLength(256 * 1024);
  expect(kept.omittedImages).toBe(1);
  const note = "(40000 characters of base64 left out)";
  expect(kept.omittedBytes).toBe(body.length - base64.length + note.length - 256 * 1024);
});

test("each of several images leaves its note, also one that is sent twice", async () => {
  const world = createWorld();
  const [one, two] = [7, 8].map((byte) => Buffer.alloc(3_000, byte).toString("base64"));
  if (one === undefined || two === undefined) throw new Error("Two images were made.");
  const body = JSON.stringify([one, "a", two, "b", one, "c"]);
  const message = (...texts: string[]) => {
    const images = texts.map((base64) => ({ kind: "data", mimeType: "image/png", base64 }) as const);
    return { role: "user", text: "Hello", images } as const;
  };
  const prompt = { system: null, messages: [message(one, two), message(one)] };
  await play(world.recorder, { chunks: [] }, sentOf({ prompt, request: { ...request, body } }));
  const note = "(4000 characters of base64 left out)";
  expect(exchangeOf(world).request.body).toBe(JSON.stringify([note, "a", note, "b", note, "c"]));
  expect(exchangeOf(world).request.omittedImages).toBe(3);
});

test("a request can be read while its answer streams, with what has come so far", async () => {
  const { recorder } = createWorld();
  const controller = new AbortController();
  const transport = transportOf({ chunks: [bytes("data: one\n\n"), bytes("data: two\n\n")] });
  const opened = await recorder.open(transport, sentOf(), { signal: controller.signal, connectTimeoutMs: 1 });
  if (opened.kind === "failure") throw new Error(opened.failure.message);
  const body = opened.response.body[Symbol.asyncIterator]();
  await body.next();
  expect((await recorder.read("r", "a"))?.response?.body).toBe("data: one\n\n");
  expect(await recorder.read("another", "a")).toBeNull();
  expect(await recorder.read("r", "b")).toBeNull();
  controller.abort("over");
  await recorder.flush();
  expect(await recorder.read("r", "a")).toBeNull();
});

test("an attempt is saved a moment after its end, when what follows it has begun", async () => {
  const clock = createFakeClock();
  const world = createWorld({ clock });
  const controller = new AbortController();
  const transport = transportOf({ chunks: [] });
  await world.recorder.open(transport, sentOf(), { signal: controller.signal, connectTimeoutMs: 1 });
  controller.abort("over");
  await clock.advance(249);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(world.saved.size).toBe(0);
  expect(await world.recorder.read("r", "a")).not.toBeNull();
  await clock.advance(1);
  await world.recorder.flush();
  expect(world.saved.size).toBe(1);
});

test("a request that nobody answered has no response", async () => {
  const world = createWorld();
  const controller = new AbortController();
  const failure = { reason: "refused", code: "ECONNREFUSED", message: "refused" } as const;
  const transport: Transport = { open: async () => ({ kind: "failure", failure }) };
  const opened = await world.recorder.open(transport, sentOf(), { signal: controller.signal, connectTimeoutMs: 1 });
  expect(opened).toEqual({ kind: "failure", failure });
  controller.abort("over");
  await world.recorder.flush();
  expect(exchangeOf(world).response).toBeNull();
});

test("what may not be kept is neither saved nor told", async () => {
  const world = createWorld({ keeps: (runId) => runId !== "r" });
  await play(world.recorder, { chunks: [bytes("secret")] });
  expect(world.saved.size).toBe(0);
  expect(await world.recorder.read("r", "a")).toBeNull();
});

test("of what may not be kept nothing is held while it streams either", async () => {
  const { recorder } = createWorld({ keeps: () => false });
  const transport = transportOf({ chunks: [bytes("secret")] });
  const controller = new AbortController();
  const options = { signal: controller.signal, connectTimeoutMs: 1 };
  expect(await recorder.open(transport, sentOf(), options)).toBe(await transport.open(request, options));
});

test("a disk that is full is told once, and again after it worked meanwhile", async () => {
  let isFull = true;
  const save = async () => {
    if (isFull) throw new Error("The disk is full.");
  };
  const world = createWorld({ save });
  await play(world.recorder, { chunks: [] });
  await play(world.recorder, { chunks: [] });
  expect(world.told).toEqual(["What was sent and received is not saved. The disk is full."]);
  isFull = false;
  await play(world.recorder, { chunks: [] });
  isFull = true;
  await play(world.recorder, { chunks: [] });
  expect(world.told).toHaveLength(2);
});

test("a reader that leaves early closes the body beneath", async () => {
  const { recorder } = createWorld();
  let isClosed = false;
  async function* body(): AsyncGenerator<BodyItem> {
    try {
      for (;;) yield { kind: "bytes", bytes: bytes("x") };
    } finally {
      isClosed = true;
    }
  }
  const response = { status: 200, connectMs: 0, headers: {}, body: body() };
  const transport: Transport = { open: async () => ({ kind: "response", response }) };
  const { signal } = new AbortController();
  const opened = await recorder.open(transport, sentOf(), { signal, connectTimeoutMs: 1 });
  if (opened.kind === "failure") throw new Error(opened.failure.message);
  for await (const _ of opened.response.body) break;
  expect(isClosed).toBe(true);
});

test("an answer that says its key, maybe in pieces, is kept without its body, also while it goes on", async () => {
  const world = createWorld();
  const chunks = [...key].map((letter) => bytes(`data: ${letter}\n\n`));
  const controller = new AbortController();
  const options = { signal: controller.signal, connectTimeoutMs: 1 };
  const opened = await world.recorder.open(transportOf({ chunks }), sentOf(), options);
  if (opened.kind === "failure") throw new Error(opened.failure.message);
  for await (const item of opened.response.body) expect(item.kind).toBe("bytes");
  world.recorder.withholdBody("a");
  world.recorder.withholdBody("of another time");
  const body = "[redacted: this answer says the key that its server was shown]";
  const response = { status: 200, headers: [], body, omittedBytes: key.length * "data: x\n\n".length };
  expect(await world.recorder.read("r", "a")).toMatchObject({ response });
  controller.abort("over");
  await world.recorder.flush();
  expect(exchangeOf(world).response).toEqual(response);
});

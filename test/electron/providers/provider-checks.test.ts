import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { Clock, ProviderAccess } from "#electron/manager/dependencies.ts";
import { createProviderChecks } from "#electron/providers/provider-checks.ts";
import { adapterFor } from "#electron/providers/registry.ts";
import type { ProviderKind } from "#shared/model.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const key = "golden-key-0123456789";
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real server on a free port of this machine; gives its address. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

type Asked = {
  readonly kind: ProviderKind;
  readonly baseUrl: string;
  readonly clock?: Clock;
  readonly key?: string | null;
};

function checksFor({ kind, baseUrl, clock = createFakeClock(), key: ownKey = key }: Asked) {
  const transport = createTransport();
  closers.push(() => transport.close());
  const access: ProviderAccess = {
    kind: "ready",
    provider: { id: "p", name: "Anthropic", kind, baseUrl, keyOptional: ownKey === null },
    adapter: adapterFor(kind),
    adapterFor: () => adapterFor(kind),
    key: ownKey,
    keyFingerprint: "f",
  };
  const directory = { access: async () => access, nameOf: () => "Anthropic" };
  return createProviderChecks({
    directory,
    transport,
    clock,
    redact: (text) => text.replaceAll(ownKey ?? key, "[key]"),
  });
}

describe("testing a key", () => {
  it("says that it works, and asks with the key in a header", async () => {
    const seen: (string | undefined)[] = [];
    const baseUrl = await serve((request, response) => {
      seen.push(request.url, request.headers["x-api-key"]?.toString());
      answer(200, { data: [{ id: "claude-x" }], has_more: true, last_id: "claude-x" })(request, response);
    });
    const clock = createFakeClock();
    const test = await checksFor({ kind: "anthropic", baseUrl, clock }).testKey("p");
    expect(test).toEqual({
      atMs: clock.epochMs(),
      ok: true,
      status: 200,
      tookMs: 0,
      modelCount: null,
      message: "The key works.",
    });
    expect(seen).toEqual(["/v1/models?limit=1", key]);
    expect(clock.timers()).toBe(0);
  });

  it("tells what is left of an OpenRouter account, which its key test says", async () => {
    const free_model_daily_requests = { limit: 50, used: 12, remaining: 38 };
    const data = { label: "sk-or", limit: 10, limit_remaining: 7.5, usage: 2.5, free_model_daily_requests };
    const baseUrl = await serve(answer(200, { data }));
    const test = await checksFor({ kind: "openrouter", baseUrl }).testKey("p");
    expect(test).toMatchObject({
      ok: true,
      message: "The key works.",
      account: { limitUsd: 10, leftUsd: 7.5, freeRequests: { limit: 50, remaining: 38 } },
    });
    expect(await checksFor({ kind: "openai", baseUrl }).testKey("p")).not.toHaveProperty("account");
  });

  it("counts models where the test is the whole list", async () => {
    const baseUrl = await serve(answer(200, { object: "list", data: [{ id: "gpt-5.5" }, { id: "gpt-4.1" }] }));
    const test = await checksFor({ kind: "openai", baseUrl }).testKey("p");
    expect(test).toMatchObject({ ok: true, modelCount: 2, message: "The key works. It sees 2 models." });
    const open = await checksFor({ kind: "openai-compatible", baseUrl, key: null }).testKey("p");
    expect(open).toMatchObject({ ok: true, message: "Anthropic answers without a key. It sees 2 models." });
  });

  it.each([
    { status: 401, words: "Anthropic refused this key. It answered 401. Check that the key is active" },
    { status: 403, words: "Anthropic refused this key. It answered 403." },
    { status: 402, words: "Anthropic has no credit left." },
    { status: 404, words: "Check the base URL." },
    { status: 429, words: "Anthropic is rate limited." },
    { status: 503, words: "Anthropic had a server error (503)." },
    { status: 418, words: "Anthropic answered 418." },
  ])("says in plain words what $status means, for every dialect", async ({ status, words }) => {
    const baseUrl = await serve(answer(status, "<html>no</html>"));
    for (const kind of ["anthropic", "google", "openai", "openrouter", "openai-compatible"] as const) {
      const test = await checksFor({ kind, baseUrl }).testKey("p");
      expect(test).toMatchObject({ ok: false, status, modelCount: null });
      expect(test.message).toContain(words);
    }
  });

  it("decides on the code in the body before the status, as for Google's bad keys", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" }];
    const error = { code: 400, message: "API key not valid.", status: "INVALID_ARGUMENT", details };
    const baseUrl = await serve(answer(400, { error }));
    const test = await checksFor({ kind: "google", baseUrl }).testKey("p");
    expect(test.message).toContain("refused this key. It answered 400.");
  });

  it("never repeats a key that the provider echoes", async () => {
    const baseUrl = await serve(answer(400, { error: { type: "invalid_request_error", message: `bad ${key} here` } }));
    const test = await checksFor({ kind: "anthropic", baseUrl }).testKey("p");
    expect(test.message).toContain("bad [key] here");
    expect(test.message).not.toContain(key);
  });

  it("takes a page that is no JSON for a wrong address, even with a 200", async () => {
    const baseUrl = await serve(answer(200, "<html>Welcome to the hotel</html>"));
    const test = await checksFor({ kind: "openrouter", baseUrl }).testKey("p");
    expect(test).toMatchObject({ ok: false, status: 200 });
    expect(test.message).toContain("Check the base URL.");
  });

  it("follows no redirect, for the key would travel along", async () => {
    let elsewhere = 0;
    const other = await serve((_request, response) => {
      elsewhere += 1;
      response.end("{}");
    });
    const baseUrl = await serve(answer(307, "", { location: other }));
    const test = await checksFor({ kind: "anthropic", baseUrl }).testKey("p");
    expect(test.ok).toBe(false);
    expect(test.message).toContain("points to another address");
    expect(elsewhere).toBe(0);
  });

  it("says that nothing answers where no server runs", async () => {
    const baseUrl = await serve(answer(200, {}));
    for (const close of closers.splice(0)) await close();
    const test = await checksFor({ kind: "anthropic", baseUrl }).testKey("p");
    expect(test).toMatchObject({ ok: false, status: null });
    expect(test.message).toMatch(/^Nothing answers on 127\.0\.0\.1:\d+\./);
  });

  it("gives up after 15 s, before the headers and in the middle of the body alike", async () => {
    const silent = await serve((request) => void request.resume());
    const stalled = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"data":[');
    });
    for (const baseUrl of [silent, stalled]) {
      const clock = createFakeClock();
      const pending = checksFor({ kind: "anthropic", baseUrl, clock }).testKey("p");
      // Lets the request reach the server before time passes.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await clock.advance(15_000);
      const test = await pending;
      expect(test).toMatchObject({ ok: false, status: null, tookMs: 15_000 });
      expect(test.message).toContain("within 15 s");
      expect(clock.timers()).toBe(0);
    }
  });

  it("says why there is no key to test, without a request", async () => {
    const message = "Anthropic has no key.";
    const directory = {
      access: async (): Promise<ProviderAccess> => ({ kind: "unavailable", reason: "no-key", message }),
      nameOf: () => "Anthropic",
    };
    const transport = {
      open: () => {
        throw new Error("no request may be made");
      },
    };
    const checks = createProviderChecks({ directory, transport, clock: createFakeClock(), redact: (text) => text });
    expect(await checks.testKey("p")).toMatchObject({ ok: false, status: null, message });
    expect(await checks.fetchModels("p")).toEqual({ ok: false, message });
  });
});

describe("fetching models", () => {
  it("reads all pages, each model once", async () => {
    const urls: string[] = [];
    const baseUrl = await serve((request, response) => {
      urls.push(request.url ?? "");
      const isFirst = !request.url?.includes("after_id");
      const page = isFirst
        ? { data: [{ id: "a" }, { id: "b" }], has_more: true, last_id: "b" }
        : { data: [{ id: "b" }, { id: "c" }], has_more: false, last_id: "c" };
      answer(200, page)(request, response);
    });
    const clock = createFakeClock();
    const fetched = await checksFor({ kind: "anthropic", baseUrl, clock }).fetchModels("p");
    expect(urls).toEqual(["/v1/models?limit=1000", "/v1/models?limit=1000&after_id=b"]);
    expect(fetched).toMatchObject({
      ok: true,
      list: { providerId: "p", source: "provider", fetchedAtMs: clock.epochMs() },
    });
    expect(fetched.ok && fetched.list.models.map((model) => model.modelId)).toEqual(["a", "b", "c"]);
  });

  it("stops after 20 pages of a list that never ends, and at a page that repeats", async () => {
    let pages = 0;
    const endless = await serve((request, response) => {
      pages += 1;
      answer(200, { models: [], nextPageToken: `t${pages}` })(request, response);
    });
    expect(await checksFor({ kind: "google", baseUrl: endless }).fetchModels("p")).toMatchObject({ ok: true });
    expect(pages).toBe(20);
    pages = 0;
    const circling = await serve((request, response) => {
      pages += 1;
      answer(200, { models: [], nextPageToken: "same" })(request, response);
    });
    expect(await checksFor({ kind: "google", baseUrl: circling }).fetchModels("p")).toMatchObject({ ok: true });
    expect(pages).toBe(2);
  });

  it("gives no list at all where a later page fails", async () => {
    const baseUrl = await serve((request, response) => {
      const isFirst = !request.url?.includes("after_id");
      if (isFirst) answer(200, { data: [{ id: "a" }], has_more: true, last_id: "a" })(request, response);
      else answer(500, "")(request, response);
    });
    const fetched = await checksFor({ kind: "anthropic", baseUrl }).fetchModels("p");
    expect(fetched).toEqual({ ok: false, message: expect.stringContaining("had a server error (500)") });
  });

  it.each(["<html>", '{"hello":1}'])("refuses %s as a list", async (body) => {
    const baseUrl = await serve(answer(200, body));
    const fetched = await checksFor({ kind: "anthropic", baseUrl }).fetchModels("p");
    expect(fetched).toEqual({ ok: false, message: expect.stringContaining("no model list") });
  });

  it("breaks off a body over 8 MiB and reads a smaller one whole", async () => {
    const list = JSON.stringify({ data: [{ id: "a" }], has_more: false });
    const fetchPadded = async (mebibytes: number) => {
      const baseUrl = await serve(answer(200, list + " ".repeat(mebibytes * 1024 * 1024)));
      return checksFor({ kind: "anthropic", baseUrl }).fetchModels("p");
    };
    expect(await fetchPadded(7)).toMatchObject({ ok: true, list: { models: [{ modelId: "a" }] } });
    const message: unknown = expect.stringContaining("more than a model list can hold");
    expect(await fetchPadded(8)).toEqual({ ok: false, message });
  });

  it("leaves out what has the key for a name: whoever lists it says back what it was shown", async () => {
    const data = [
      { id: "tiny-1", name: "Tiny" },
      { id: key, name: "Tiny" },
      { id: "tiny-2", name: `Tiny for ${key}` },
    ];
    const baseUrl = await serve(answer(200, { object: "list", data }));
    const fetched = await checksFor({ kind: "openrouter", baseUrl }).fetchModels("p");
    if (!fetched.ok) throw new Error(fetched.message);
    expect(fetched.list.models.map(({ modelId }) => modelId)).toEqual(["tiny-1"]);
  });

  it("leaves nothing out where the key is a word, as servers on this machine take them", async () => {
    const data = [{ id: "lm-studio-community/tiny-1" }, { id: "tiny-2" }];
    const baseUrl = await serve(answer(200, { object: "list", data }));
    const fetched = await checksFor({ kind: "openai-compatible", baseUrl, key: "lm-studio" }).fetchModels("p");
    if (!fetched.ok) throw new Error(fetched.message);
    expect(fetched.list.models.map(({ modelId }) => modelId)).toEqual(["lm-studio-community/tiny-1", "tiny-2"]);
  });
});

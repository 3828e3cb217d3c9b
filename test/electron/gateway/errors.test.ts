import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";

const short = { connectMs: 500, firstContentMs: 400, lastHopeFirstContentMs: 500, idleMs: 400, totalMs: 2000 };
const chat = { kind: "openai-compatible", tokenEveryMs: 1 } as const;

function status(code: number, more: Partial<Extract<Fault, { kind: "status" }>> = {}): Fault {
  return { kind: "status", status: code, retryAfter: null, ...more };
}

async function open(...faults: readonly (Fault | null)[]) {
  const [a = null, b = a] = faults;
  // Where nobody is silent on purpose, nobody is to be given up: a busy machine is no failure.
  const isSilent = faults.some((fault) => fault?.kind === "silence");
  const rules = { retries: 0 as const, ...(isSilent && { deadlines: short }) };
  return openGatewayOn({ links: { a: { ...chat, script: [a] }, b: { ...chat, script: [b] } }, rules });
}

async function thrown(asked: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OpenAI.APIError)) throw new Error(`Expected an APIError and not ${String(error)}`);
  return error;
}

const cases: readonly (readonly [name: string, faults: readonly Fault[], status: number, code: string])[] = [
  ["all rate limited", [status(429, { retryAfter: 30 })], 429, "rate_limit_exceeded"],
  ["one rate limited, one broken", [status(429, { retryAfter: 30 }), status(500)], 503, "no_link_answered"],
  ["server errors", [status(500), status(503)], 503, "no_link_answered"],
  ["keys refused", [status(401), status(403)], 503, "no_link_answered"],
  ["no credit", [status(402)], 503, "no_link_answered"],
  ["a refused request", [status(400)], 400, "unsupported_or_invalid"],
  ["a prompt that is too long", [status(400, { body: tooLong() })], 400, "context_length_exceeded"],
  ["connections reset", [{ kind: "reset" }], 503, "no_link_answered"],
  ["connections closed", [{ kind: "close" }], 503, "no_link_answered"],
  ["silence", [{ kind: "silence", says: "nothing", forMs: 5000 }], 503, "no_link_answered"],
  ["comments only", [{ kind: "silence", says: "comments", forMs: 5000, everyMs: 50 }], 503, "no_link_answered"],
  ["no HTTP", [{ kind: "raw", bytes: "SSH-2.0-x\r\n", end: "close" }], 503, "no_link_answered"],
  ["empty answers", [{ kind: "empty" }], 503, "no_link_answered"],
  ["an error in the stream", [{ kind: "error", after: 0 }], 503, "no_link_answered"],
  ["a cut before content", [{ kind: "cut", after: 0, how: "close" }], 503, "no_link_answered"],
];

function tooLong(): string {
  const message = "This model's maximum context length is 8192 tokens.";
  return JSON.stringify({ error: { message, type: "invalid_request_error", code: "context_length_exceeded" } });
}

describe.each([false, true])("streaming: %s", (stream) => {
  test.each(cases)("%s is an error that the official SDK understands", async (...[, faults, expected, code]) => {
    const { openai, bugs } = await open(...faults);
    const asked = openai.chat.completions.create({
      model: "chain/smart",
      messages: [{ role: "user", content: "Hi" }],
      stream,
    });
    const error = await thrown(asked);
    expect([error.status, code === "unsupported_or_invalid" ? code : error.code]).toEqual([expected, code]);
    expect(error.headers?.get("x-understudy-run")).toMatch(/^[\w-]{36}$/);
    expect(error.headers?.get("x-understudy-chain")).toBe("smart");
    expect(bugs).toEqual([]);
  });
});

test("when every link is limited, Retry-After tells when the first one is back", async () => {
  const { openai } = await open(status(429, { retryAfter: 40 }), status(429, { retryAfter: 25 }));
  const error = await thrown(openai.chat.completions.create(body("chain/smart")));
  expect(error).toBeInstanceOf(OpenAI.RateLimitError);
  const seconds = Number(error.headers?.get("retry-after"));
  expect(seconds).toBeGreaterThanOrEqual(24);
  expect(seconds).toBeLessThanOrEqual(26);
});

test("a model that the provider does not have is 404, in a chain it is one link's trouble", async () => {
  const { openai } = await open(status(404), null);
  const direct = await thrown(
    openai.chat.completions.create({ model: "a/model-a", messages: [{ role: "user", content: "x" }] }),
  );
  expect(direct).toBeInstanceOf(OpenAI.NotFoundError);
  expect(direct.code).toBe("model_not_found");
  const response = await openai.chat.completions.create({
    model: "chain/smart",
    messages: [{ role: "user", content: "x" }],
  });
  expect(response).toMatchObject({ understudy: { link: 2 } });
});

test.each(["gpt-4o", "chain/none", "chain/", "nobody/model", "a/", "/x", ""])(
  "the unknown model %j is 404 and says what there is",
  async (model) => {
    const { openai, servers, gateway } = await open(null);
    const error = await thrown(openai.chat.completions.create({ model, messages: [{ role: "user", content: "x" }] }));
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error.message).toContain("chain/smart");
    expect(servers.requests).toHaveLength(0);
    expect(gateway.requests()[0]).toMatchObject({ asked: model, httpStatus: 404, run: null });
  },
);

test("hidden chains and direct models that are switched off are unknown", async () => {
  const { openai, state } = await open(null);
  state.settings = { ...state.settings, gateway: { ...state.settings.gateway, hiddenChainIds: ["chain-1"] } };
  const ids = async () => (await openai.models.list()).data.map(({ id }) => id);
  expect(await ids()).toEqual(["a/model-a", "b/model-b"]);
  expect((await thrown(openai.chat.completions.create({ ...body("chain/smart") }))).status).toBe(404);
  state.settings = {
    ...state.settings,
    gateway: { ...state.settings.gateway, hiddenChainIds: [], directModels: false },
  };
  expect(await ids()).toEqual(["chain/smart"]);
  expect((await thrown(openai.chat.completions.create({ ...body("a/model-a") }))).status).toBe(404);
});

function body(model: string) {
  return { model, messages: [{ role: "user" as const, content: "x" }] };
}

test("nothing of a provider's ids, headers or keys is passed on", async () => {
  const said = JSON.stringify({ error: { message: "Bad field x in org-Ab12Cd34Ef (request req_0123456789abcdef)" } });
  const headers = { "x-request-id": "req_secret_1", "openai-organization": "acme", "set-cookie": "a=b" };
  const { post } = await open(status(400, { body: said, headers }));
  for (const stream of [false, true]) {
    const response = await post(ask({ stream }));
    const text = `${JSON.stringify([...response.headers])} ${await response.text()}`;
    expect(response.status).toBe(400);
    expect(text).toContain("Bad field x");
    for (const secret of ["org-Ab12", "req_0123", "req_secret", "acme", "set-cookie", "key-of-a", "print-of-a"]) {
      expect(text).not.toContain(secret);
    }
  }
});

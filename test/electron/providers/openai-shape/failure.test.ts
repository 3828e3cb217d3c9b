import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classOfStatus } from "#electron/manager/classify.ts";
import type { ProviderFailure } from "#electron/manager/dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { type GoldenSection, goldenErrors } from "#test/support/golden.ts";

type Sent = { status: number; headers?: Record<string, string>; body: string | object };

function read({ status, headers = {}, body }: Sent): ProviderFailure {
  return openAiChat.readFailure({ status, headers, body: typeof body === "string" ? body : JSON.stringify(body) });
}

/** What the engine makes of it: the class of the body, else that of the status. */
const classOf = (sent: Sent) => read(sent).class ?? classOfStatus(sent.status);

/** The engine's class for every golden error, in the order of the file. */
const expected = {
  openai: [
    "auth AUTH",
    "permission AUTH",
    "invalid_request UNSUPPORTED",
    "invalid_request UNSUPPORTED",
    "context_length CONTEXT_LENGTH",
    "content_blocked CONTENT_POLICY",
    "not_found MODEL_GONE",
    "rate_limit RATE_LIMIT",
    "quota BILLING",
    "overloaded SERVER",
    "server SERVER",
    "server SERVER",
  ],
  openrouter: [
    "auth AUTH",
    "quota BILLING",
    "rate_limit RATE_LIMIT",
    "content_blocked CONTENT_POLICY",
    "invalid_request BAD_REQUEST",
    "context_length CONTEXT_LENGTH",
    "not_found MODEL_GONE",
    "timeout SERVER",
    "quota QUOTA_DAY",
    "rate_limit RATE_LIMIT",
    "server SERVER",
    "overloaded SERVER",
  ],
  compatible: [
    "auth AUTH",
    "invalid_request BAD_REQUEST",
    "rate_limit RATE_LIMIT",
    "rate_limit RATE_LIMIT",
    "overloaded SERVER",
    "quota BILLING",
    "auth AUTH",
    "not_found MODEL_GONE",
    "context_length CONTEXT_LENGTH",
    "overloaded SERVER",
    "invalid_request BAD_REQUEST",
    "invalid_request BAD_REQUEST",
  ],
} satisfies Partial<Record<GoldenSection, string[]>>;

describe("an error answer", () => {
  it.each(["openai", "openrouter", "compatible"] as const)("of %s has its class", (section) => {
    expect(goldenErrors(section).map((error) => `${error.class} ${classOf(error)}`)).toEqual(expected[section]);
  });

  it.each(["openai", "openrouter", "compatible"] as const)("of %s keeps its words, but no page", (section) => {
    for (const error of goldenErrors(section)) {
      const { message, status } = read(error);
      expect(status).toBe(error.status);
      if (error.body.startsWith("<")) expect(message).toBe("It sent an HTML page instead of an answer.");
      else expect(message).toMatch(/golden|Unauthorized|Loading model|not found/);
    }
  });

  it("is read in all its shapes", () => {
    const messages = [
      { error: { message: "no" } },
      { error: "no", code: "c" },
      { message: "no" },
      { detail: "no" },
      { detail: [{ loc: ["body"], msg: "no" }] },
      { object: "error", message: { detail: [{ msg: "no" }] } },
      [{ error: { message: "no" } }],
      "no",
    ].map((body) => read({ status: 400, body }).message);
    expect(messages).toEqual(messages.map(() => "no"));
  });

  it("names what the upstream provider said", () => {
    const metadata = { raw: '{"error":{"message":"TPM"}}', provider_name: "OpenAI" };
    const error = { code: 429, message: "Provider returned error", metadata };
    expect(read({ status: 429, body: { error } })).toMatchObject({
      class: null,
      scope: "model",
      message: "Provider returned error (OpenAI): TPM",
    });
  });

  it.each([
    "prompt is too long: 9 tokens",
    "Your input exceeds the context window of this model",
    "This model's maximum context length is 8192 tokens.",
    "The input token count (9) exceeds the maximum number of tokens allowed (8).",
    "This model's maximum prompt length is 131072 but",
    "Please reduce the length of the messages or completion",
    "Prompt contains 9 tokens, too large for model with 8 maximum context length",
    "the request is longer than the model's context length",
    "tokens to keep is greater than the context length",
    "request exceeds the available context size",
    "prompt too long; exceeded max context length by 3 tokens",
  ])("that says %j is about the context", (message) => {
    for (const status of [400, 413, 422])
      expect(classOf({ status, body: { error: { message } } })).toBe("CONTEXT_LENGTH");
    expect(classOf({ status: 400, body: { error: { message: `Rate limit: ${message}` } } })).not.toBe("CONTEXT_LENGTH");
    expect(classOf({ status: 429, body: { error: { message } } })).toBe("RATE_LIMIT");
  });

  it("never becomes a retry of what was refused", () => {
    const words = "rate limit, too many requests, overloaded, try again";
    for (const status of [400, 404, 413, 422]) {
      const body = { error: { message: words, code: status === 413 ? "rate_limit_exceeded" : null } };
      expect(["BAD_REQUEST", "MODEL_GONE", "UNSUPPORTED"]).toContain(classOf({ status, body }));
    }
  });

  it("takes what is too large for too large, whatever its body calls it", () => {
    for (const type of ["server_error", "tokens", null]) {
      expect(classOf({ status: 413, body: { error: { message: "Too large.", type, code: null } } })).toBe(
        "UNSUPPORTED",
      );
    }
  });

  it("names the field that was refused where the request can do without it", () => {
    const vllm = { error: { message: "Unrecognized request argument supplied: stream_options", code: 400 } };
    const mistral = {
      object: "error",
      message: {
        detail: [{ type: "extra_forbidden", loc: ["body", "stream_options"], msg: "Extra inputs are not permitted" }],
      },
    };
    expect(read({ status: 400, body: vllm })).toHaveProperty("refusedField", "stream_options");
    expect(read({ status: 422, body: mistral })).toHaveProperty("refusedField", "stream_options");
    expect(read({ status: 500, body: vllm })).not.toHaveProperty("refusedField");
    for (const { status, headers, body } of goldenErrors("openai")) {
      expect(read({ status, headers: { ...headers }, body })).not.toHaveProperty("refusedField");
    }
  });

  it("is not misled by codes that are names of object members", () => {
    for (const code of ["constructor", "__proto__", "toString"]) {
      expect(read({ status: 400, body: { error: { code, type: code, message: "" } } }).class).toBe(null);
    }
  });

  it.each([
    ["Incorrect API key provided", "AUTH"],
    ["x/y is not a valid model ID", "MODEL_GONE"],
    ["this model does not support image input", "UNSUPPORTED"],
    ["your credit balance is too low", "BILLING"],
    ["temperature must be between 0 and 2", "BAD_REQUEST"],
  ])("400 %j is %s", (message, failureClass) => {
    expect(classOf({ status: 400, body: { error: { message } } })).toBe(failureClass);
  });
});

describe("what OpenRouter says of its limits", () => {
  const limited = (parts: object, message = "limited") => ({ error: { code: 429, message, ...parts } });
  const platform = { metadata: { headers: { "X-RateLimit-Reset": "1795392000000" } } };
  const scopeOf = (status: number, body: object) => read({ status, body }).scope;

  it("names the scope", () => {
    expect(scopeOf(429, limited({}, "Rate limit exceeded: free-models-per-min."))).toBe("free");
    expect(scopeOf(429, limited({ metadata: { limit_source: "openrouter_free_tier_daily" } }))).toBe("free");
    expect(scopeOf(402, limited({ metadata: { limit_source: "openrouter_credits" } }))).toBe("account");
    expect(scopeOf(429, limited(platform))).toBe("account");
    expect(scopeOf(429, limited({ metadata: { ...platform.metadata, provider_code: "rl" } }))).toBe("model");
    expect(scopeOf(429, limited({ metadata: {}, availability: { code: "capacity_exhausted" } }))).toBe("model");
    expect(scopeOf(429, limited({}))).toBe(null);
    expect(scopeOf(500, limited({ metadata: { provider_name: "x" } }))).toBe(null);
  });

  it("tells a minute from a day", () => {
    const classBy = (message: string) => read({ status: 429, body: limited({}, message) }).class;
    expect(classBy("Rate limit exceeded: free-models-per-min.")).toBe("RATE_LIMIT");
    expect(classBy("Rate limit exceeded: free-models-per-day.")).toBe("QUOTA_DAY");
  });

  it("says when to come back, measured against the answer's own date", () => {
    const headers = { date: new Date(1_795_391_000_000).toUTCString() };
    const hintOf = (parts: object) => read({ status: 429, headers, body: limited(parts) }).bodyHintMs;
    expect(hintOf({ availability: { retry_after: 2.5 } })).toBe(2_500);
    expect(hintOf(platform)).toBe(1_000_000);
    expect(hintOf({ metadata: { resets_at: 1_795_391_060 } })).toBe(60_000);
    expect(hintOf({ metadata: { resets_at: new Date(1_795_391_007_000).toISOString() } })).toBe(7_000);
    expect(hintOf({ metadata: { resets_at: 1_795_390_000_000 } })).toBe(0);
    expect(hintOf({ metadata: { resets_at: "soon" } })).toBe(null);
    expect(read({ status: 429, body: limited(platform) }).bodyHintMs).toBe(null);
  });

  it("says whether to try again, and the header wins", () => {
    const body = limited({ availability: { code: "capacity_exhausted", retryable: true } });
    expect(read({ status: 503, body }).retryable).toBe(true);
    expect(read({ status: 503, headers: { "x-should-retry": "false" }, body }).retryable).toBe(false);
    expect(read({ status: 503, body: limited({}) }).retryable).toBe(null);
  });

  it.each(["no_endpoints", "model_deprecated", "free_variant_ended", "region_restricted"])(
    "%s: the model is gone",
    (code) => {
      const body = { error: { code: 404, message: "x", availability: { code, retryable: false } } };
      expect(read({ status: 404, body })).toMatchObject({ class: "MODEL_GONE", code, retryable: false });
    },
  );
});

describe("the reader of failures", () => {
  it("gives a value for any status and any body", () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"error":${json}}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), body, (status, text) => {
        const failure = openAiChat.readFailure({ status, headers: {}, body: text });
        expect(typeof failure.message).toBe("string");
        expect(failure.status).toBe(status);
        expect(failure.class === null || typeof failure.class === "string").toBe(true);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it("and the reader of events for any event", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const wrapped = [json, `{"choices":[${json}]}`, `{"choices":[{"delta":${json}}],"usage":${json}}`];
        for (const data of wrapped) openAiChat.reader().push({ kind: "event", name: null, data });
        openAiChat.reader().json(json);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});

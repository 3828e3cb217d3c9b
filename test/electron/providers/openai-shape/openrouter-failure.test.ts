import { describe, expect, it } from "vitest";
import { classifyProvider, classOfStatus } from "#electron/manager/classify.ts";
import type { ProviderFailure } from "#electron/manager/dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { Failure } from "#shared/failure.ts";

type Sent = { readonly status: number; readonly headers?: Record<string, string>; readonly error: object };

function read({ status, headers = {}, error }: Sent): ProviderFailure {
  return openAiChat.readFailure({ status, headers, body: JSON.stringify({ error: { code: status, ...error } }) });
}

const sentAtMs = Date.UTC(2026, 10, 22, 12, 0, 0);

/** What the engine records of it. */
function judge(sent: Sent): Failure {
  const headers = { date: new Date(sentAtMs).toUTCString(), ...sent.headers };
  return classifyProvider(read({ ...sent, headers }), { headers, nowEpochMs: sentAtMs, redact: (text) => text });
}

describe("OpenRouter's availability", () => {
  it.each([
    ["no_endpoints", 404, "MODEL_GONE"],
    ["model_not_found", 404, "MODEL_GONE"],
    ["wrong_endpoint", 404, "MODEL_GONE"],
    ["model_deprecated", 404, "MODEL_GONE"],
    ["free_variant_ended", 404, "MODEL_GONE"],
    ["region_restricted", 403, "MODEL_GONE"],
    ["privacy_restricted", 404, "MODEL_GONE"],
    ["constraint_filtered", 404, "MODEL_GONE"],
    ["model_unavailable_upstream", 404, "SERVER"],
    ["model_unavailable_upstream", 502, "SERVER"],
    ["temporarily_unavailable", 404, "SERVER"],
    ["temporarily_unavailable", 503, "SERVER"],
    ["capacity_exhausted", 429, "RATE_LIMIT"],
    ["capacity_exhausted", 503, "SERVER"],
    ["a_code_of_tomorrow", 404, "MODEL_GONE"],
    ["a_code_of_tomorrow", 503, "SERVER"],
  ])("%s with %i is %s", (code, status, failureClass) => {
    const metadata = { error_type: status === 404 ? "not_found" : "provider_unavailable" };
    const failure = judge({ status, error: { message: "x", metadata, availability: { code } } });
    expect(failure).toMatchObject({ class: failureClass, code, status });
  });

  it.each([true, false])("says whether the same link may be asked again: %s", (retryable) => {
    const availability = { code: "temporarily_unavailable", retryable };
    expect(read({ status: 503, error: { message: "x", availability } }).retryable).toBe(retryable);
  });

  it("names the time to wait, behind the header", () => {
    const error = { message: "x", availability: { code: "capacity_exhausted", retry_after: 7 } };
    expect(judge({ status: 429, error }).hintMs).toBe(7_000);
    expect(judge({ status: 429, headers: { "retry-after": "2" }, error }).hintMs).toBe(2_000);
    expect(read({ status: 429, error: { ...error, metadata: {} } }).scope).toBe("model");
  });
});

describe("OpenRouter's 402", () => {
  it.each([
    ["openrouter_credits", "BILLING"],
    ["openrouter_key_limit", "BILLING"],
    ["openrouter_in_flight_budget", "RATE_LIMIT"],
    ["a_source_of_tomorrow", "BILLING"],
    [undefined, "BILLING"],
  ])("of %s is %s", (limit_source, failureClass) => {
    const metadata = { error_type: "payment_required", limit_source };
    const failure = judge({ status: 402, headers: { "retry-after": "2" }, error: { message: "x", metadata } });
    expect(failure).toMatchObject({ class: failureClass, hintMs: 2_000 });
  });

  it("is the account's, whatever the model", () => {
    const metadata = { limit_source: "openrouter_in_flight_budget" };
    expect(read({ status: 402, error: { message: "x", metadata } }).scope).toBe("account");
  });
});

describe("OpenRouter's error_type", () => {
  it.each([
    ["context_length_exceeded", 400, "CONTEXT_LENGTH"],
    ["max_tokens_exceeded", 400, "UNSUPPORTED"],
    ["token_limit_exceeded", 400, "CONTEXT_LENGTH"],
    ["string_too_long", 400, "CONTEXT_LENGTH"],
    ["invalid_request", 400, "BAD_REQUEST"],
    ["invalid_prompt", 400, "BAD_REQUEST"],
    ["content_policy_violation", 400, "CONTENT_POLICY"],
    ["refusal", 400, "CONTENT_POLICY"],
    ["authentication", 401, "AUTH"],
    ["payment_required", 402, "BILLING"],
    ["permission_denied", 403, "AUTH"],
    ["not_found", 404, "MODEL_GONE"],
    ["precondition_failed", 412, "BAD_REQUEST"],
    ["payload_too_large", 413, "UNSUPPORTED"],
    ["unprocessable", 422, "BAD_REQUEST"],
    ["rate_limit_exceeded", 429, "RATE_LIMIT"],
    ["server", 500, "SERVER"],
    ["unmapped", 500, "SERVER"],
    ["provider_unavailable", 502, "SERVER"],
    ["provider_overloaded", 503, "SERVER"],
    ["timeout", 504, "SERVER"],
  ])("%s is %s by status %i, and in the middle of a stream", (error_type, status, failureClass) => {
    const error = { code: status, message: "x", metadata: { error_type } };
    expect(judge({ status, error })).toMatchObject({ class: failureClass, code: error_type });
    const parts = openAiChat.reader().push({ kind: "event", name: null, data: JSON.stringify({ error, choices: [] }) });
    expect(parts).toMatchObject([{ type: "failure", failure: { class: failureClass, status, code: error_type } }]);
  });

  it.each([408, 500, 502, 503, 524, 529])("is not needed: %i alone is the server's", (status) => {
    expect(judge({ status, error: { message: "x" } }).class).toBe("SERVER");
    expect(classOfStatus(status)).toBe("SERVER");
  });
});

describe("OpenRouter's moderation", () => {
  const metadata = { reasons: ["violence"], flagged_input: "…", provider_name: "OpenAI", model_slug: "openai/gpt" };

  it("is the content's fault, not the key's, though it is a 403", () => {
    expect(judge({ status: 403, error: { message: "flagged", metadata } }).class).toBe("CONTENT_POLICY");
    expect(judge({ status: 403, error: { message: "no" } }).class).toBe("AUTH");
  });

  it("never shows the prompt that it repeats", () => {
    const secret = { ...metadata, flagged_input: "my secret prompt" };
    expect(JSON.stringify(judge({ status: 403, error: { message: "flagged", metadata: secret } }))).not.toContain(
      "secret",
    );
  });
});

describe("OpenRouter's own rate limit", () => {
  const reset = String(sentAtMs + 90_000);
  const rates = { "X-RateLimit-Limit": "20", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset };
  const headers = Object.fromEntries(Object.entries(rates).map(([name, value]) => [name.toLowerCase(), value]));

  it("lasts until the moment in the header or in the copy under metadata, in epoch ms as text", () => {
    expect(judge({ status: 429, headers, error: { message: "x" } }).hintMs).toBe(90_000);
    expect(judge({ status: 429, error: { message: "x", metadata: { headers: rates } } }).hintMs).toBe(90_000);
  });

  it("is the account's, told by either; an upstream provider's is the model's", () => {
    expect(read({ status: 429, headers, error: { message: "x" } }).scope).toBe("account");
    expect(read({ status: 429, error: { message: "x", metadata: { headers: rates } } }).scope).toBe("account");
    const upstream = { headers: rates, provider_code: "rate_limit", provider_name: "OpenAI" };
    expect(read({ status: 429, headers, error: { message: "x", metadata: upstream } }).scope).toBe("model");
    expect(read({ status: 429, error: { message: "x" } }).scope).toBeNull();
  });

  it("of a server that only has a header of the same name is no account's", () => {
    const body = JSON.stringify({ error: { message: "slow down", code: "rate_limit_exceeded" } });
    expect(openAiChat.readFailure({ status: 429, headers: { "x-ratelimit-reset": "3" }, body }).scope).toBeNull();
  });

  it("of the free models is the day's where it says so, until the moment it names", () => {
    const error = { message: "Rate limit exceeded: free-models-per-day.", metadata: { headers: rates } };
    expect(judge({ status: 429, headers: { "retry-after": "5" }, error })).toMatchObject({
      class: "QUOTA_DAY",
      hintMs: 90_000,
    });
    expect(read({ status: 429, error }).scope).toBe("free");
  });
});

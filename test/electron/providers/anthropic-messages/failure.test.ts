import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { goldenErrors } from "#test/support/golden.ts";

/** The transcripts' vocabulary in the engine's classes (engine.md §2). */
const classes: Readonly<Record<string, string>> = {
  auth: "AUTH",
  permission: "AUTH",
  quota: "BILLING",
  invalid_request: "BAD_REQUEST",
  context_length: "CONTEXT_LENGTH",
  not_found: "MODEL_GONE",
  rate_limit: "RATE_LIMIT",
  server: "SERVER",
  timeout: "SERVER",
  overloaded: "SERVER",
};

function read(status: number, body: string) {
  return anthropicMessages.readFailure({ status, headers: {}, body });
}

describe("failures of Anthropic", () => {
  it.each(goldenErrors("anthropic"))("reads $status as $class: $body", (golden) => {
    const expected = golden.status === 413 ? "UNSUPPORTED" : classes[golden.class];
    expect(expected).toBeDefined();
    const failure = read(golden.status, golden.body);
    expect(failure.class).toBe(expected);
    expect(failure.status).toBe(golden.status);
    expect(failure.message).not.toBe("");
  });

  it("decides on the detail before the type", () => {
    const body = {
      error: { type: "rate_limit_error", message: "m", details: { error_code: "enforced_spend_limit_reached" } },
    };
    expect(read(429, JSON.stringify(body))).toMatchObject({ class: "BILLING", code: "enforced_spend_limit_reached" });
  });

  it.each([
    ["Your credit balance is too low to access the API", "BILLING"],
    ["Output blocked by content filtering policy", "CONTENT_POLICY"],
    ["temperature is not supported by this model", "UNSUPPORTED"],
    ["messages: at least one message is required", "BAD_REQUEST"],
  ])("reads the words of an invalid request: %s", (message, expected) => {
    const body = JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } });
    expect(read(400, body).class).toBe(expected);
  });

  it.each(["", "<html>", "null", "[]", "42", '{"error":null}', '{"error":[1]}', '{"error":{"type":7}}', "{}"])(
    "leaves the class to the status where the body is %j",
    (body) => expect(read(502, body)).toMatchObject({ class: null, status: 502, code: null }),
  );
});

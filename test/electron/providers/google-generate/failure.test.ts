import { describe, expect, it } from "vitest";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { goldenErrors } from "#test/support/golden.ts";

/** The transcripts' vocabulary in the engine's classes (engine.md §2). */
const classes: Readonly<Record<string, string>> = {
  auth: "AUTH",
  permission: "AUTH",
  quota: "QUOTA_DAY",
  invalid_request: "BAD_REQUEST",
  context_length: "CONTEXT_LENGTH",
  not_found: "MODEL_GONE",
  rate_limit: "RATE_LIMIT",
  server: "SERVER",
  timeout: "SERVER",
  overloaded: "SERVER",
};

function read(status: number, body: unknown) {
  return googleGenerate.readFailure({ status, headers: {}, body: JSON.stringify(body) });
}

function exhausted(message: string, ...quotaIds: readonly string[]) {
  const violations = quotaIds.map((quotaId) => ({ quotaId }));
  const details = [{ "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations }];
  return read(429, { error: { code: 429, message, status: "RESOURCE_EXHAUSTED", details } });
}

describe("failures of Google", () => {
  it.each(goldenErrors("gemini"))("reads $status as $class: $body", (golden) => {
    const failure = googleGenerate.readFailure(golden);
    expect(classes[golden.class]).toBeDefined();
    expect(failure.class).toBe(classes[golden.class]);
    expect(failure.status).toBe(golden.status);
    expect(failure.message).not.toBe("");
  });

  it("reads how long to wait from RetryInfo and from the words, and which limit it was", () => {
    const [perMinute, perDay] = goldenErrors("gemini")
      .filter((golden) => golden.status === 429)
      .map(googleGenerate.readFailure);
    expect(perMinute).toMatchObject({ bodyHintMs: 34_070, scope: "model", code: "RESOURCE_EXHAUSTED" });
    expect(perDay).toMatchObject({ bodyHintMs: 37_025_720, scope: "model" });
    expect(exhausted("Please retry in 10h17m5.72s.").bodyHintMs).toBe(37_025_720);
    expect(exhausted("Please retry in 250ms.").bodyHintMs).toBe(250);
    expect(exhausted("No idea when.").bodyHintMs).toBeNull();
  });

  it("takes a limit of 0 as a quota that no wait refills, and a limit of 20 not", () => {
    expect(exhausted("Quota exceeded, limit: 0, model: x").class).toBe("QUOTA_DAY");
    expect(exhausted("Quota exceeded, limit: 20, model: x").class).toBe("RATE_LIMIT");
    expect(exhausted("limit: 0.5").class).toBe("RATE_LIMIT");
  });

  it("lets the daily quota decide where a minute's is named too, and takes a shared one as the account's", () => {
    const both = exhausted("m", "RequestsPerMinutePerProjectPerModel", "RequestsPerDayPerProjectPerModel");
    expect(both).toMatchObject({ class: "QUOTA_DAY", scope: "model" });
    expect(exhausted("m", "RequestsPerMinutePerProject")).toMatchObject({ class: "RATE_LIMIT", scope: "account" });
    expect(exhausted("m").scope).toBeNull();
  });

  it.each([
    [402, { error: { code: 402, message: "balance", status: "FAILED_PRECONDITION" } }, "BILLING"],
    [
      429,
      { error: { message: "Your project has exceeded its spending cap.", status: "RESOURCE_EXHAUSTED" } },
      "BILLING",
    ],
    [
      400,
      { error: { message: "User location is not supported for the API use.", status: "FAILED_PRECONDITION" } },
      "AUTH",
    ],
    [
      400,
      { error: { message: "Thinking is not supported for this model", status: "INVALID_ARGUMENT" } },
      "UNSUPPORTED",
    ],
    [499, { error: { message: "cancelled", status: "CANCELLED" } }, "SERVER"],
    [503, [{ error: { message: "array form", status: "UNAVAILABLE" } }], "SERVER"],
    [418, { error: { message: "new", status: "GOLDEN_FUTURE_STATUS" } }, null],
  ])("reads %i %j as %s", (status, body, expected) => {
    expect(read(status, body).class).toBe(expected);
  });

  it.each([
    "",
    "<html>",
    "null",
    "[]",
    "42",
    '{"error":null}',
    '{"error":"x"}',
    '[[{"error":{}}]]',
    '{"error":{"details":7}}',
  ])("leaves the class to the status where the body is %j", (body) =>
    expect(googleGenerate.readFailure({ status: 502, headers: {}, body }).class).toBeNull(),
  );
});

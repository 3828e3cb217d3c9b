import { describe, expect, it } from "vitest";
import { classOfStatus } from "#electron/manager/classify.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { goldenErrors } from "#test/support/golden.ts";

const read = (status: number, body: object) =>
  openAiResponses.readFailure({ status, headers: {}, body: JSON.stringify(body) });

describe("an error answer of the Responses API", () => {
  it("has the classes of OpenAI's errors", () => {
    const classes = goldenErrors("openai").map((error) => {
      return openAiResponses.readFailure(error).class ?? classOfStatus(error.status);
    });
    expect(classes).toEqual([
      "AUTH",
      "AUTH",
      "UNSUPPORTED",
      "UNSUPPORTED",
      "CONTEXT_LENGTH",
      "CONTENT_POLICY",
      "MODEL_GONE",
      "RATE_LIMIT",
      "BILLING",
      "SERVER",
      "SERVER",
      "SERVER",
    ]);
  });

  it("names the summary that is refused to organisations which are not verified", () => {
    const error = {
      message: "Your organization must be verified to generate reasoning summaries.",
      type: "invalid_request_error",
      param: "reasoning.summary",
      code: "unsupported_value",
    };
    expect(read(400, { error })).toMatchObject({ class: "UNSUPPORTED", refusedField: "reasoning-summary" });
    expect(read(400, { error: { ...error, param: null } })).toHaveProperty("refusedField", "reasoning-summary");
    expect(read(500, { error })).not.toHaveProperty("refusedField");
    expect(read(400, { error: { ...error, message: "no", param: "temperature" } })).not.toHaveProperty("refusedField");
  });
});

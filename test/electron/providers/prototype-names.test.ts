import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";

const names = ["constructor", "toString", "__proto__"];
const event = (value: unknown) => ({ kind: "event", name: null, data: JSON.stringify(value) }) as const;

describe("names that every object has", () => {
  it.each(names)("%s is no finish reason that we know", (name) => {
    const anthropic = anthropicMessages.reader().push(event({ type: "message_delta", delta: { stop_reason: name } }));
    expect(anthropic).toContainEqual({ type: "finish", reason: "other", native: name });
    const google = googleGenerate.reader().push(event({ candidates: [{ finishReason: name, content: {} }] }));
    expect(google).toContainEqual({ type: "finish", reason: "other", native: name });
  });

  it.each(names)("%s is no error code that we know", (name) => {
    const anthropic = JSON.stringify({
      type: "error",
      error: { type: name, message: "x", details: { error_code: name } },
    });
    expect(anthropicMessages.readFailure({ status: 418, headers: {}, body: anthropic }).class).toBeNull();
    const google = JSON.stringify({ error: { code: 418, status: name, message: "x" } });
    expect(googleGenerate.readFailure({ status: 418, headers: {}, body: google }).class).toBeNull();
  });
});

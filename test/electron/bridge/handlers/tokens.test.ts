import { expect, test } from "vitest";
import { longestPrompt } from "#shared/check-prompt.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

const gpt = { providerId: "openai", modelId: "gpt-5" };

test("a text is counted for each model that was named, also an empty one", async () => {
  const { call } = setup();
  const other = { providerId: "anthropic", modelId: "claude" };
  expect(await valueFrom(call("tokens.count", { text: "four", models: [gpt, other] }))).toEqual([
    { ...gpt, tokens: 4, basis: "tokenizer" },
    { ...other, tokens: 4, basis: "rule" },
  ]);
  expect(await valueFrom(call("tokens.count", { text: "", models: [] }))).toEqual([]);
});

test("a text longer than any prompt, or more models than a window shows, is refused at the door", async () => {
  const { call } = setup();
  const tooLong = call("tokens.count", { text: "x".repeat(longestPrompt + 1), models: [gpt] });
  expect((await failureFrom(tooLong)).code).toBe("invalid-input");
  const tooMany = call("tokens.count", { text: "x", models: Array.from({ length: 257 }, () => gpt) });
  expect((await failureFrom(tooMany)).code).toBe("invalid-input");
});

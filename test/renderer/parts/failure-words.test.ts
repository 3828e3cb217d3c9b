import { expect, it } from "vitest";
import { wordsOf } from "#renderer/parts/failure-words.ts";
import { failureOf } from "#shared/failure.ts";

const names = { provider: "OpenAI", model: "gpt-6" };

it("a keychain that gives no key is not a key that the provider refused", () => {
  const locked = failureOf("AUTH", "Secret Service is locked. Unlock it, then try again.", { reason: "key-store" });
  expect(wordsOf(locked, names)).toEqual({
    title: "The system keychain gives no key.",
    body: "Secret Service is locked. Unlock it, then try again.",
    icon: "lock",
  });
  const none = failureOf("AUTH", "OpenAI has no key.", { reason: "no-key" });
  expect(wordsOf(none, names).title).toBe("OpenAI has no key yet.");
  const refused = failureOf("AUTH", "Incorrect API key provided", { status: 401 });
  expect(wordsOf(refused, names)).toMatchObject({ title: "OpenAI refused this key.", icon: "key" });
});

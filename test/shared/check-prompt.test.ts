import { expect, test } from "vitest";
import { checkPrompt, longestPrompt } from "#shared/check-prompt.ts";

test.each(["", "   ", "\n\t\u00a0"])("a prompt of nothing cannot be sent: %j", (prompt) =>
  expect(checkPrompt(prompt)).toBe("Write a prompt first."),
);

test("a prompt may hold a million characters and not one more", () => {
  expect(checkPrompt("x".repeat(longestPrompt))).toBeNull();
  expect(checkPrompt("x".repeat(longestPrompt + 1))).toMatch(/at most 1,000,000/);
});

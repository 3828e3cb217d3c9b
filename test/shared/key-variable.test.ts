import { expect, test } from "vitest";
import { keyVariableOf } from "#shared/key-variable.ts";

test("the providers' own keys have the names that their documents use", () => {
  const names = (["openai", "anthropic", "google", "openrouter"] as const).map((kind) =>
    keyVariableOf({ kind, name: "Mine" }),
  );
  expect(names).toEqual(["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "OPENROUTER_API_KEY"]);
});

test("another server's key is named after the server, as a shell takes it", () => {
  const names = ["Mistral", "My server (2)", "Électricité", "4all", "日本", "$(rm -rf)"].map((name) =>
    keyVariableOf({ kind: "openai-compatible", name }),
  );
  expect(names).toEqual([
    "MISTRAL_API_KEY",
    "MY_SERVER_2_API_KEY",
    "ELECTRICITE_API_KEY",
    "_4ALL_API_KEY",
    "PROVIDER_API_KEY",
    "RM_RF_API_KEY",
  ]);
  for (const name of names) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
});

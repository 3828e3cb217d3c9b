import { expect, test } from "vitest";
import { takeEnvironment } from "#electron/gateway-start.ts";

test("the program reads its keys once, and none is left for a child to inherit", () => {
  const keys = {
    OPENAI_API_KEY: "sk-1",
    ANTHROPIC_API_KEY: "sk-2",
    GEMINI_API_KEY: "sk-3",
    OPENROUTER_API_KEY: "sk-4",
    UNDERSTUDY_GATEWAY_TOKEN: "us-5",
  };
  const own: NodeJS.ProcessEnv = { ...keys, HOME: "/home/someone", OPENAI_BASE_URL: "https://example.com" };
  expect(takeEnvironment(own)).toMatchObject(keys);
  expect(own).toEqual({ HOME: "/home/someone", OPENAI_BASE_URL: "https://example.com" });
});

import { describe, expect, it } from "vitest";
import { readEnvironment } from "#electron/keys/environment.ts";

describe("keys and base URLs from the environment", () => {
  it("are read for every provider under its usual names", () => {
    const reading = readEnvironment({
      OPENAI_API_KEY: "sk-proj-0123456789",
      ANTHROPIC_API_KEY: "sk-ant-0123456789",
      GEMINI_API_KEY: "AIza0123456789",
      OPENROUTER_API_KEY: " sk-or-v1-0123456789\n",
      OPENAI_BASE_URL: "https://api.openai.com/v1/",
      ANTHROPIC_BASE_URL: "https://api.anthropic.com",
      GOOGLE_GEMINI_BASE_URL: "http://127.0.0.1:4010",
      OPENROUTER_BASE_URL: "https://openrouter.ai/api/v1",
    });
    expect(reading.problems).toEqual([]);
    expect(reading.keys).toEqual([
      { providerId: "openai", variable: "OPENAI_API_KEY", key: "sk-proj-0123456789" },
      { providerId: "anthropic", variable: "ANTHROPIC_API_KEY", key: "sk-ant-0123456789" },
      { providerId: "google", variable: "GEMINI_API_KEY", key: "AIza0123456789" },
      { providerId: "openrouter", variable: "OPENROUTER_API_KEY", key: "sk-or-v1-0123456789" },
    ]);
    expect(reading.baseUrls.map(({ variable, baseUrl }) => [variable, baseUrl])).toEqual([
      ["OPENAI_BASE_URL", "https://api.openai.com/v1"],
      ["ANTHROPIC_BASE_URL", "https://api.anthropic.com"],
      ["GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:4010"],
      ["OPENROUTER_BASE_URL", "https://openrouter.ai/api/v1"],
    ]);
  });

  it("are nothing where nothing is set, an empty variable included", () => {
    expect(readEnvironment({ OPENAI_API_KEY: "", GOOGLE_BASE_URL: " ", PATH: "/bin" })).toEqual({
      keys: [],
      baseUrls: [],
      problems: [],
    });
  });

  it("prefer GOOGLE_API_KEY, and say so only where the two differ", () => {
    const both = readEnvironment({ GOOGLE_API_KEY: "AIza-google-0", GEMINI_API_KEY: "AIza-gemini-0" });
    expect(both.keys.map((key) => key.variable)).toEqual(["GOOGLE_API_KEY"]);
    expect(both.problems).toEqual(["GOOGLE_API_KEY and GEMINI_API_KEY differ. GOOGLE_API_KEY is used."]);
    expect(readEnvironment({ GOOGLE_API_KEY: "AIza-same-0", GEMINI_API_KEY: "AIza-same-0" }).problems).toEqual([]);
  });

  it("are refused with a sentence that names the variable and not its value", () => {
    const { keys, problems } = readEnvironment({ OPENAI_API_KEY: "sk-secret with-a-space", ANTHROPIC_API_KEY: "sk-1" });
    expect(keys).toEqual([]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^OPENAI_API_KEY is not used\. The key has a space/);
    expect(problems[1]).toMatch(/^ANTHROPIC_API_KEY is not used\./);
    expect(problems.join()).not.toContain("secret");
  });

  it("keep a key back whose own base URL was refused, so that no other server gets it", () => {
    const reading = readEnvironment({
      OPENAI_API_KEY: "sk-proj-0123456789",
      OPENAI_BASE_URL: "http://proxy.test:secret/v1",
    });
    expect(reading.keys).toEqual([]);
    expect(reading.baseUrls).toEqual([]);
    expect(reading.problems).toHaveLength(2);
    expect(reading.problems[1]).toContain("OPENAI_API_KEY is not used");
    expect(reading.problems.join()).not.toContain("secret");
  });

  it("lose a version that would be sent twice", () => {
    const { baseUrls, problems } = readEnvironment({
      GOOGLE_BASE_URL: "https://g.test/v1beta",
      OPENAI_BASE_URL: "https://o.test/v1",
    });
    expect(baseUrls.map(({ baseUrl }) => baseUrl)).toEqual(["https://o.test/v1", "https://g.test"]);
    expect(problems).toEqual(["GOOGLE_BASE_URL ends with a version, which is left out: it is added later."]);
  });
});

import { describe, expect, it } from "vitest";
import { serverOf } from "#electron/providers/compatible/recognise.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import { serverPresets } from "#shared/server-presets.ts";
import { compatible } from "./servers.ts";

const idAt = (baseUrl: string) => serverOf(compatible(baseUrl))?.id ?? null;

describe("a server that speaks like OpenAI", () => {
  it.each(serverPresets.map((preset) => [preset.name, preset] as const))(
    "%s is known by its own address",
    (_, preset) => {
      expect(idAt(preset.baseUrl)).toBe(preset.id);
    },
  );

  it.each(serverPresets.map((preset) => [preset.name, preset] as const))(
    "%s has an address that may be saved",
    (_, preset) => {
      expect(checkBaseUrl(preset.baseUrl, (text) => URL.parse(text))).toMatchObject({
        ok: true,
        baseUrl: preset.baseUrl,
        isLoopback: preset.port !== null,
      });
    },
  );

  it.each([
    ["https://api.deepseek.com/v1", "deepseek"],
    ["https://api.together.ai/v1", "together"],
    ["https://ollama.com/v1", "ollama"],
    ["http://localhost:11434/v1", "ollama"],
    ["http://[::1]:1234/v1", "lm-studio"],
    ["http://127.0.0.1:8000/v1", "vllm"],
    ["https://localhost:8080/v1", "llama-cpp"],
  ])("%s is %s", (baseUrl, id) => {
    expect(idAt(baseUrl)).toBe(id);
  });

  it.each([
    "https://api.mistral.ai.example.com/v1",
    "https://mistral.ai/v1",
    "https://example.com:11434/v1",
    "http://127.0.0.1:9999/v1",
    "http://127.0.0.1/v1",
    "not an address",
  ])("%s is nobody in particular", (baseUrl) => {
    expect(idAt(baseUrl)).toBe(null);
  });

  it("is not looked for among providers of another kind", () => {
    expect(serverOf({ kind: "openai", baseUrl: "http://127.0.0.1:11434/v1" })).toBe(null);
  });
});

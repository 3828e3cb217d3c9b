import { describe, expect, it } from "vitest";
import { createDirectory, type KeyReading } from "#electron/providers/directory.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import type { Provider } from "#shared/model.ts";

const ollama: Provider = {
  id: "ollama",
  name: "Ollama",
  kind: "openai-compatible",
  baseUrl: "http://127.0.0.1:11434/v1",
  keyOptional: true,
};

function directoryWith(reading: KeyReading, demoUrl: string | null = null) {
  const read: string[] = [];
  const directory = createDirectory({
    providers: () => [...builtInProviders, ollama],
    readKey: async (provider) => {
      read.push(provider.id);
      return reading;
    },
    demo: async () =>
      demoUrl === null
        ? { ok: false, message: "The demo providers could not start." }
        : { ok: true, demo: { baseUrlOf: (kind) => `${demoUrl}/${kind}` } },
  });
  return { directory, read };
}

describe("the provider directory", () => {
  it("hands out a provider with its key and its adapter", async () => {
    const { directory } = directoryWith({ kind: "key", key: "secret", fingerprint: "f1" });
    const access = await directory.access("anthropic", false);
    expect(access).toMatchObject({ kind: "ready", key: "secret", keyFingerprint: "f1" });
    expect(access.kind === "ready" && [access.provider.baseUrl, access.adapter.dialect]).toEqual([
      "https://api.anthropic.com",
      "anthropic-messages",
    ]);
  });

  it("gives OpenAI's models that think the dialect that shows it, and key tests the chat", async () => {
    const { directory } = directoryWith({ kind: "key", key: "secret", fingerprint: "f1" });
    const access = await directory.access("openai", false);
    const question = { modelId: "gpt-6.1-sol", prompt: { system: null, messages: [] }, overrides: {} };
    expect(access.kind === "ready" && [access.adapter.dialect, access.adapterFor(question).dialect]).toEqual([
      "openai-chat",
      "openai-responses",
    ]);
  });

  it("says that a key is missing, unless the server needs none", async () => {
    const { directory } = directoryWith({ kind: "none" });
    expect(await directory.access("openai", false)).toEqual({
      kind: "unavailable",
      reason: "no-key",
      message: "OpenAI has no key.",
    });
    expect(await directory.access("ollama", false)).toMatchObject({ kind: "ready", key: null, keyFingerprint: "none" });
  });

  it("passes on why a key cannot be read, also where the server might do without", async () => {
    const { directory } = directoryWith({ kind: "unreadable", message: "The system keychain is locked." });
    const locked = { kind: "unavailable", reason: "key-store", message: "The system keychain is locked." };
    expect(await directory.access("openai", false)).toEqual(locked);
    expect(await directory.access("ollama", false)).toEqual(locked);
  });

  it("sends every provider to the demo server without reading a single key", async () => {
    const { directory, read } = directoryWith({ kind: "key", key: "secret", fingerprint: "f1" }, "http://127.0.0.1:9");
    for (const { id, kind } of [...builtInProviders, ollama]) {
      const access = await directory.access(id, true);
      expect(access).toMatchObject({ kind: "ready", key: "demo", keyFingerprint: "demo" });
      expect(access.kind === "ready" && access.provider.baseUrl).toBe(`http://127.0.0.1:9/${kind}`);
    }
    expect(read).toEqual([]);
  });

  it("calls no real provider where the demo servers cannot be started", async () => {
    const { directory, read } = directoryWith({ kind: "key", key: "secret", fingerprint: "f1" });
    const message = "The demo providers could not start.";
    expect(await directory.access("openai", true)).toEqual({ kind: "unavailable", reason: null, message });
    expect(read).toEqual([]);
  });

  it("names providers, and the id where one is gone", async () => {
    const { directory } = directoryWith({ kind: "none" });
    expect(directory.nameOf("google")).toBe("Google AI");
    expect(directory.nameOf("gone")).toBe("gone");
    expect(await directory.access("gone", false)).toMatchObject({ kind: "unavailable", reason: "no-key" });
  });
});

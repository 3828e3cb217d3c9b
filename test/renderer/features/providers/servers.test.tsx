import { afterEach, describe, expect, it } from "vitest";
import { ProvidersView } from "#renderer/features/providers/providers-view.tsx";

import { type FoundServer, serverPresets } from "#shared/server-presets.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, groq, openWindow, pageText, select } from "#test/renderer/features/window-on-host.ts";

const ollama: FoundServer = { id: "ollama", baseUrl: "http://127.0.0.1:11434/v1", modelCount: 3 };
const studio: FoundServer = { id: "lm-studio", baseUrl: "http://127.0.0.1:1234/v1", modelCount: 1 };

let unmount: () => Promise<void> = async () => undefined;

async function show(running: readonly FoundServer[], start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow(start);
  opened.host.running.push(...running);
  unmount = await mount(<ProvidersView />);
  await settle();
  return opened;
}

const selected = () => find("nav button[aria-current]").textContent;
const offers = () => [...document.querySelectorAll("section[aria-label='Running on this machine'] li")];

afterEach(async () => unmount());

describe("a server that runs on this machine", () => {
  it("is offered with its models and becomes a provider by one click", async () => {
    const { host } = await show([ollama, studio]);
    expect(offers().map((offer) => offer.textContent)).toEqual([
      expect.stringContaining("Ollama3 models, port\u00a011434"),
      expect.stringContaining("LM Studio1 model, port\u00a01234"),
    ]);
    expect(host.workspace.provider("ollama")).toBe(null);
    await press(buttonNamed("Add Ollama"));
    await settle();
    expect(host.workspace.provider("ollama")?.provider).toMatchObject({
      name: "Ollama",
      kind: "openai-compatible",
      baseUrl: ollama.baseUrl,
      keyOptional: true,
    });
    expect(selected()).toContain("Ollama");
    expect(offers().map((offer) => offer.textContent)).toEqual([expect.stringContaining("LM Studio")]);
  });

  it("is offered again once it was removed, and comes back by a click alone", async () => {
    const { host } = await show([ollama]);
    await press(buttonNamed("Add Ollama"));
    await settle();
    await host.router({ id: 99, method: "provider.remove", input: { providerId: "ollama" } }, { id: "test" });
    await settle();
    expect(offers()).toHaveLength(1);
    expect(host.workspace.provider("ollama")).toBe(null);
  });

  it("is not offered where a provider calls it already, by whatever name", async () => {
    const mine = { ...groq, id: "mine", name: "Mine", baseUrl: "http://localhost:11434/v1", keyOptional: true };
    await show([ollama], { storedProviders: [mine] });
    expect(offers()).toEqual([]);
    expect(pageText()).not.toContain("Running on this machine");
  });

  it("says what is in the way", async () => {
    const mine = { ...groq, id: "mine", name: "Ollama", baseUrl: "https://ollama.example.com/v1" };
    await show([ollama], { storedProviders: [mine] });
    await press(buttonNamed("Add Ollama"));
    await settle();
    expect(offers()[0]?.textContent).toContain("Another provider is named Ollama");
  });

  it("is not asked for in the demo", async () => {
    const { methods } = await show([ollama], { settings: { ...defaultSettings, demo: true } });
    expect(methods()).not.toContain("provider.discover");
    expect(offers()).toEqual([]);
  });
});

describe("a new provider", () => {
  const open = () => press(buttonNamed("Add provider"));

  it("is one of the servers known by name, filled in by choosing it", async () => {
    const { host } = await show([]);
    await open();
    expect([...select("Server").options].map((option) => option.text)).toEqual([
      "Another server",
      ...serverPresets.map((preset) => preset.name),
    ]);
    await fill(select("Server"), "groq");
    expect(field("Name").value).toBe("Groq");
    expect(field("Base URL", 1).value).toBe("https://api.groq.com/openai/v1");
    await press(find("[role=dialog] button[type=submit]"));
    await settle();
    expect(host.workspace.provider("groq")?.provider).toMatchObject({ name: "Groq", keyOptional: false });
    expect(field("API key").placeholder).toBe("Paste a key: gsk_…");
  });

  it("on this machine needs no key", async () => {
    const { host } = await show([]);
    await open();
    await fill(select("Server"), "llama-cpp");
    await press(find("[role=dialog] button[type=submit]"));
    await settle();
    expect(host.workspace.provider("llama-cpp")?.provider).toMatchObject({
      baseUrl: "http://127.0.0.1:8080/v1",
      keyOptional: true,
    });
  });

  it("may be any other, typed over what was filled in", async () => {
    const { host } = await show([]);
    await open();
    await fill(select("Server"), "vllm");
    await fill(field("Name"), "Staging vLLM");
    await fill(field("Base URL", 1), "https://vllm.example.com/v1");
    await press(find("[role=dialog] button[type=submit]"));
    await settle();
    expect(host.workspace.provider("staging-vllm")?.provider.baseUrl).toBe("https://vllm.example.com/v1");
    await open();
    await fill(select("Server"), "mistral");
    await fill(select("Server"), "");
    expect([field("Name").value, field("Base URL", 1).value]).toEqual(["", ""]);
  });

  it("shows which servers are there already", async () => {
    await show([], { storedProviders: [groq] });
    await open();
    expect([...select("Server").options].map((option) => option.text)).toContain("Groq (added)");
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { FirstRun } from "#renderer/features/first-run/first-run.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { newLink } from "#shared/chain.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText, select } from "#test/renderer/features/window-on-host.ts";

const anthropicKey = "sk-ant-api03-0123456789abcdefh7QA";
const account = "anthropic|https://api.anthropic.com";
const refused = {
  atMs: 0,
  ok: false,
  status: 401,
  tookMs: 9,
  modelCount: null,
  message: "Anthropic refused this key.",
};

const links = [
  newLink("l1", "GPT", { providerId: "openai", modelId: "gpt" }),
  newLink("l2", "Sonnet", { providerId: "anthropic", modelId: "sonnet" }),
];

let unmount: () => Promise<void> = async () => undefined;

async function show(start: Parameters<typeof openWindow>[0] = {}) {
  const chains = [{ id: "smart", name: "smart", links, onMidStream: "restart" as const }];
  const opened = await openWindow({ chains, ...start });
  useViewStore.setState({ view: "chains" });
  unmount = await mount(<FirstRun brand={null} />);
  return opened;
}

async function testAndSave(text: string): Promise<void> {
  await fill(field("API key"), text);
  await press(buttonNamed("Test and save"));
  await settle();
}

afterEach(async () => {
  await unmount();
  vi.restoreAllMocks();
});

describe("the demo", () => {
  it("opens Compare with the chain smart and two models ready to send", async () => {
    const { host } = await show();
    await press(buttonNamed("Start the demo"));
    await settle();
    expect(host.store.settings).toMatchObject({ demo: true, welcomed: true });
    expect(host.demoState.isOn).toBe(true);
    expect(useViewStore.getState().view).toBe("compare");
    expect(useColumnsStore.getState().columns.map((column) => column.target)).toEqual([
      { kind: "chain", chainId: "smart" },
      { kind: "model", providerId: "openai", modelId: "gpt" },
      { kind: "model", providerId: "anthropic", modelId: "sonnet" },
    ]);
  });

  it("says on the page why it could not start", async () => {
    const { host } = await show();
    host.demoState.trouble = "no free port.";
    await press(buttonNamed("Start the demo"));
    await settle();
    expect(find("[role='status']").textContent).toContain("The demo could not start: no free port.");
    expect(useAppStore.getState().settings.welcomed).toBe(false);
    expect(useViewStore.getState().view).toBe("chains");
  });
});

describe("a pasted key", () => {
  it("is recognised, saved for its provider and tested", async () => {
    const { host } = await show();
    expect(buttonNamed("Test and save").disabled).toBe(true);
    await fill(field("API key"), anthropicKey);
    expect(pageText()).toContain("Looks like an Anthropic key");
    await press(buttonNamed("Test and save"));
    await settle();
    expect(host.keys.keychain.get(account)).toBe(anthropicKey);
    expect(find("output").textContent).toContain("The key works.");
    expect(pageText()).toContain("Anthropic, ••h7QA");
    expect(document.documentElement.outerHTML).not.toContain(anthropicKey);
    await press(buttonNamed("Open Compare"));
    await settle();
    expect(host.store.settings).toMatchObject({ demo: false, welcomed: true });
    expect(useViewStore.getState().view).toBe("compare");
  });

  it("is asked whose it is where its shape does not tell", async () => {
    const { host } = await show();
    await testAndSave("mystery-key-123");
    expect(noteOf(field("API key"))).toContain("This key does not tell whose it is.");
    expect(host.keys.keychain.size).toBe(0);
    await fill(select("Whose key is it?"), "openai");
    await press(buttonNamed("Test and save"));
    await settle();
    expect(host.keys.keychain.get("openai|https://api.openai.com")).toBe("mystery-key-123");
  });

  it("of a server that is known by name brings its provider with it", async () => {
    const { host } = await show();
    const groqKey = `gsk_${"x1".repeat(26)}`;
    await fill(field("API key"), groqKey);
    expect(pageText()).toContain("Looks like a Groq key");
    await testAndSave(groqKey);
    expect(host.workspace.provider("groq")?.provider).toMatchObject({
      name: "Groq",
      baseUrl: "https://api.groq.com/openai/v1",
      keyOptional: false,
    });
    expect(host.keys.keychain.get("groq|https://api.groq.com")).toBe(groqKey);
    await testAndSave(`gsk_${"y2".repeat(26)}`);
    expect(host.workspace.providers().filter(({ provider }) => provider.name.startsWith("Groq"))).toHaveLength(1);
  });

  it("without a shape may be of a known server, too", async () => {
    const { host } = await show();
    await testAndSave("0123456789abcdef0123456789abcdef");
    await fill(select("Whose key is it?"), "mistral");
    await press(buttonNamed("Test and save"));
    await settle();
    expect(host.keys.keychain.get("mistral|https://api.mistral.ai")).toBe("0123456789abcdef0123456789abcdef");
  });

  it("is kept where its test fails, and the words say why", async () => {
    const { host } = await show();
    vi.spyOn(host.checks, "testKey").mockResolvedValue(refused);
    await testAndSave(anthropicKey);
    expect(find("output").textContent).toContain("Anthropic refused this key.");
    expect(host.keys.keychain.get(account)).toBe(anthropicKey);
    expect(useAppStore.getState().settings.welcomed).toBe(false);
  });

  it("is refused at the field where it has a space in it", async () => {
    const { methods } = await show();
    await testAndSave("sk-ant-api03 0123456789");
    expect(noteOf(field("API key"))).toContain("The key has a space");
    expect(methods()).not.toContain("key.set");
  });
});

describe("the first page", () => {
  it("shows a key from the environment and the way on", async () => {
    await show({ environment: { keys: { openai: { variable: "OPENAI_API_KEY", last4: "h7QA" } }, baseUrls: {} } });
    expect(pageText()).toContain("OpenAI, from OPENAI_API_KEY");
    expect(buttonNamed("Open Compare").disabled).toBe(false);
  });

  it("leads to Providers for a server of one's own", async () => {
    await show();
    await press(buttonNamed("or any OpenAI-compatible URL"));
    await settle();
    expect(useViewStore.getState().view).toBe("providers");
    expect(useAppStore.getState().settings).toMatchObject({ welcomed: true, demo: false });
  });

  it("leads back where it was asked for again, and only then", async () => {
    await show();
    expect(pageText()).not.toContain("Back to Compare");
    await unmount();
    const { host } = await show({ settings: { ...defaultSettings, demo: true } });
    await press(buttonNamed("Back to Compare"));
    await settle();
    expect(host.store.settings).toMatchObject({ welcomed: true, demo: true });
    expect(useViewStore.getState().view).toBe("compare");
  });

  it("draws an example whose attempts add up", async () => {
    await show();
    const table = find("table[aria-label='Attempts of the example']");
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => row.textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain("429");
    expect(rows[1]).toContain("$0.00186");
    expect(rows[2]).toContain("$0.00166");
  });
});

describe("a server that runs on this machine", () => {
  const ollama = { id: "ollama", baseUrl: "http://127.0.0.1:11434/v1", modelCount: 4 } as const;

  async function showWith(models: readonly string[]) {
    const opened = await openWindow();
    opened.host.running.push(ollama);
    vi.spyOn(opened.host.checks, "fetchModels").mockImplementation(async (providerId) => ({
      ok: true,
      value: { providerId, source: "provider", fetchedAtMs: 1, models: models.map((id) => modelOf(providerId, id)) },
    }));
    unmount = await mount(<FirstRun brand={null} />);
    await settle();
    return opened;
  }

  const modelOf = (providerId: string, modelId: string) => ({
    providerId,
    modelId,
    name: modelId,
    contextTokens: null,
    maxOutputTokens: null,
    price: null,
    isFree: false,
  });

  it("is the third way to start: Compare opens on what it has", async () => {
    const { host } = await showWith(["qwen3.5:9b", "llama3.2:3b", "gemma:2b"]);
    expect(pageText()).toContain("Ollama is running on this machine4 models at 127.0.0.1:11434, no key needed");
    await press(buttonNamed("Use local models"));
    await settle();
    expect(host.store.settings).toMatchObject({ welcomed: true, demo: false });
    expect(host.workspace.provider("ollama")?.provider.keyOptional).toBe(true);
    expect(useViewStore.getState().view).toBe("compare");
    expect(useColumnsStore.getState().columns.map((column) => column.target)).toEqual([
      { kind: "model", providerId: "ollama", modelId: "qwen3.5:9b" },
      { kind: "model", providerId: "ollama", modelId: "llama3.2:3b" },
    ]);
  });

  it("starts without a model as any other way does", async () => {
    await showWith([]);
    await press(buttonNamed("Use local models"));
    await settle();
    expect(useColumnsStore.getState().columns.map((column) => column.target?.kind)).toContain("chain");
  });

  it("is not spoken of where none runs", async () => {
    await show();
    await settle();
    expect(pageText()).not.toContain("running on this machine");
  });
});

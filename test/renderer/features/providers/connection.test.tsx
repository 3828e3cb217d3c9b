import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ProvidersView } from "#renderer/features/providers/providers-view.tsx";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, groq, noteOf, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

const key = "sk-proj-0123456789abcdef";

let unmount: () => Promise<void> = async () => undefined;

async function show(start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow(start);
  unmount = await mount(<ProvidersView />);
  return opened;
}

async function change(baseUrl: string): Promise<void> {
  await fill(field("Base URL"), baseUrl);
  await press(buttonNamed("Change base URL"));
  await settle();
}

const selected = () => find("nav button[aria-current]").textContent;

afterEach(async () => unmount());

describe("the base URL of a provider", () => {
  it("is refused at the field where it is not https", async () => {
    const { methods } = await show();
    await change("http://api.example.com/v1");
    expect(noteOf(field("Base URL"))).toContain("http:// sends the key unprotected");
    expect(methods()).not.toContain("provider.change");
  });

  it("says before it is saved that another origin does not get the key, and gives it back on return", async () => {
    await show();
    await fill(field("API key"), key);
    await press(buttonNamed("Save"));
    await settle();
    await fill(field("Base URL"), "https://api.openai.com/v2");
    expect(noteOf(field("Base URL"))).toBe("");
    await fill(field("Base URL"), "https://proxy.example.com/v1");
    expect(noteOf(field("Base URL"))).toContain(
      "The key ••cdef belongs to api.openai.com and is not sent to proxy.example.com",
    );
    await press(buttonNamed("Change base URL"));
    await settle();
    expect(selected()).toContain("No key yet");
    await change("https://api.openai.com/v1");
    expect(selected()).toContain("••cdef");
  });

  it("keeps the focus in its field where the button goes that was pressed", async () => {
    await show();
    const focused = () => document.activeElement === field("Base URL");
    await fill(field("Base URL"), "https://proxy.example.com/v1");
    buttonNamed("Change base URL").focus();
    await press(buttonNamed("Change base URL"));
    await settle();
    expect(field("Base URL").value).toBe("https://proxy.example.com/v1");
    expect(focused()).toBe(true);
    await fill(field("Base URL"), "https://other.example.com/v1");
    buttonNamed("Cancel").focus();
    await press(buttonNamed("Cancel"));
    await settle();
    expect(field("Base URL").value).toBe("https://proxy.example.com/v1");
    expect(focused()).toBe(true);
  });

  it("stays as it is typed on while it is saved", async () => {
    const { host } = await show();
    const taken = Promise.withResolvers<void>();
    const save = host.store.saveProvider;
    host.store.saveProvider = async (provider) => {
      await taken.promise;
      return save(provider);
    };
    await change("https://proxy.example.com/v1");
    await fill(field("Base URL"), "https://other.example.com/v1");
    await act(async () => taken.resolve());
    await settle();
    expect(host.store.providers.get("openai")?.baseUrl).toBe("https://proxy.example.com/v1");
    expect(field("Base URL").value).toBe("https://other.example.com/v1");
    await press(buttonNamed("Change base URL"));
    await settle();
    expect(host.store.providers.get("openai")?.baseUrl).toBe("https://other.example.com/v1");
  });

  it("is read only where the environment sets it", async () => {
    const baseUrls = { openai: { variable: "OPENAI_BASE_URL", baseUrl: "https://proxy.example.com/v1" } };
    await show({ environment: { keys: {}, baseUrls } });
    expect(field("Base URL").readOnly).toBe(true);
    expect(noteOf(field("Base URL"))).toContain("Set by the environment variable OPENAI_BASE_URL");
  });
});

describe("a provider of one's own", () => {
  it("needs a name and an address before it is added, and is shown then", async () => {
    const { asked } = await show();
    await press(buttonNamed("Add provider"));
    await settle();
    const submit = find<HTMLButtonElement>("[role='dialog'] button[type='submit']");
    await press(submit);
    expect(noteOf(field("Name"))).toBe("The provider needs a name.");
    expect(pageText()).toContain("There is no base URL.");
    await fill(field("Name"), "Local");
    await fill(find<HTMLInputElement>("[role='dialog'] input[inputmode='url']"), "http://127.0.0.1:11434/v1/");
    await press(find("[role='dialog'] [role='switch']"));
    await press(submit);
    await settle();
    const added = asked.find((one) => one.method === "provider.add");
    expect(added?.input).toEqual({ name: "Local", baseUrl: "http://127.0.0.1:11434/v1", keyOptional: true });
    expect(selected()).toContain("LocalNo key needed");
  });

  it("is not removed while a chain uses it, and the answer says which", async () => {
    const link = {
      provider: "groq",
      modelId: "m",
      maxTokens: 1,
      temperature: 0,
      costPer1kInput: null,
      costPer1kOutput: null,
    };
    await show({
      storedProviders: [groq],
      chains: [{ id: "fast", name: "fast", links: [{ id: "l1", name: "M", ...link }], onMidStream: "restart" }],
    });
    await press(find("nav li:last-child button"));
    expect(pageText()).toContain("fast, link 1");
    await press(buttonNamed("More for Groq"));
    await settle();
    await press(find("[role='menuitem']:last-child"));
    await settle();
    await press(buttonNamed("Remove provider"));
    await settle();
    expect(find("[role='dialog']").textContent).toContain("Groq is used by: fast. Remove its links there first.");
  });
});

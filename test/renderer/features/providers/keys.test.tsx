import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ProvidersView } from "#renderer/features/providers/providers-view.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

const key = "sk-proj-0123456789abcdef";
const account = "openai|https://api.openai.com";

let unmount: () => Promise<void> = async () => undefined;

async function show(start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow(start);
  unmount = await mount(<ProvidersView />);
  return opened;
}

async function save(text: string): Promise<void> {
  await fill(field("API key"), text);
  await press(buttonNamed("Save"));
  await settle();
}

afterEach(async () => {
  await unmount();
  vi.restoreAllMocks();
});

describe("the key of a provider", () => {
  it("goes to the keychain and leaves no trace in the page", async () => {
    const { host } = await show();
    await save(`  ${key}\n`);
    expect(host.keys.keychain.get(account)).toBe(key);
    expect(field("API key").value).toBe("");
    expect(field("API key").type).toBe("password");
    expect(document.documentElement.outerHTML).not.toContain(key);
    expect(JSON.stringify(useAppStore.getState())).not.toContain(key);
    expect(pageText()).toContain("Key saved, ••cdef");
    expect(pageText()).toContain("In the Secret Service. Saved ");
  });

  it("is refused at the field where it has a space in it, and stays there to be put right", async () => {
    const { methods } = await show();
    await save("sk-proj-01234 56789abcdef");
    expect(noteOf(field("API key"))).toContain("The key has a space at character 14.");
    expect(field("API key").getAttribute("aria-invalid")).toBe("true");
    expect(field("API key").value).toBe("sk-proj-01234 56789abcdef");
    expect(methods()).not.toContain("key.set");
  });

  it("is kept in the field where the keychain does not take it", async () => {
    const { host } = await show();
    host.keys.trouble = "The Secret Service is locked.";
    await save(key);
    expect(noteOf(field("API key"))).toContain("The key was not saved: The Secret Service is locked.");
    expect(field("API key").value).toBe(key);
  });

  it("that is pasted while the one before is saved is not lost", async () => {
    const { host } = await show();
    const taken = Promise.withResolvers<void>();
    const { write } = host.keys;
    host.keys.write = async (...args) => {
      await taken.promise;
      return write(...args);
    };
    await save(key);
    await fill(field("API key"), `${key}-of-another`);
    await act(async () => taken.resolve());
    await settle();
    expect(host.keys.keychain.get(account)).toBe(key);
    expect(field("API key").value).toBe(`${key}-of-another`);
    await press(buttonNamed("Replace"));
    await settle();
    expect(host.keys.keychain.get(account)).toBe(`${key}-of-another`);
    expect(field("API key").value).toBe("");
  });

  it("is said to look like another provider's before it is sent to this one", async () => {
    await show();
    await fill(field("API key"), "sk-ant-api03-0123456789");
    expect(noteOf(field("API key"))).toBe("Looks like an Anthropic key. Saved here, it is sent to OpenAI.");
  });

  it("turns the demo off where it is the first", async () => {
    await show({ settings: { ...defaultSettings, demo: true } });
    expect(pageText()).toContain("The first saved key turns it off.");
    expect(buttonNamed("Test key").disabled).toBe(true);
    await save(key);
    expect(find("[role='switch']").getAttribute("aria-checked")).toBe("false");
    expect(useAppStore.getState().notices.map((notice) => notice.title)).toContain("Demo is off");
  });

  it("is tested and the result said in words", async () => {
    await show();
    await save(key);
    await press(buttonNamed("Test key"));
    await settle();
    expect(find("output").textContent).toContain("The key works. 200 in 5\u00a0ms, 3 models visible.");
    expect(pageText()).toContain("Key works, ••cdef");
  });

  it("is shown as refused where the provider says so", async () => {
    const { host } = await show();
    await save(key);
    vi.spyOn(host.checks, "testKey").mockResolvedValue({
      atMs: 0,
      ok: false,
      status: 401,
      tookMs: 9,
      modelCount: null,
      message: "OpenAI refused this key. It answered 401.",
    });
    await press(buttonNamed("Test key"));
    await settle();
    expect(find("output").textContent).toContain("OpenAI refused this key.");
    expect(find("nav button[aria-current]").textContent).toContain("401, key refused");
  });

  it("is removed only after a question", async () => {
    const { host } = await show();
    await save(key);
    await press(buttonNamed("Remove key…"));
    await settle();
    expect(find("[role='dialog']").textContent).toContain("••cdef is deleted from the Secret Service.");
    expect(host.keys.keychain.size).toBe(1);
    await press(buttonNamed("Remove key"));
    await settle();
    expect(host.keys.keychain.size).toBe(0);
    expect(find("nav button[aria-current]").textContent).toContain("No key yet");
  });

  it("is read only where it comes from the environment", async () => {
    await show({
      environment: { keys: { openai: { variable: "OPENAI_API_KEY", last4: "h7QA" } }, baseUrls: {} },
    });
    expect(field("API key").readOnly).toBe(true);
    expect(field("API key").value).toBe("OPENAI_API_KEY  ••h7QA");
    expect(pageText()).toContain("From environment OPENAI_API_KEY");
    expect(pageText()).not.toContain("Remove key");
  });
});

describe("all keys", () => {
  it("are tested at once, each result at its provider, and the sum said", async () => {
    const { host } = await show();
    expect(buttonNamed("Test all keys").disabled).toBe(true);
    await save(key);
    const testKey = vi.spyOn(host.checks, "testKey");
    await press(buttonNamed("Test all keys"));
    await settle();
    expect(testKey.mock.calls).toEqual([["openai"]]);
    expect(find("nav button[aria-current]").textContent).toContain("Key works, ••cdef");
    expect(takeTellings().map(({ text }) => text)).toEqual(["The key works"]);
    testKey.mockResolvedValue({ atMs: 0, ok: false, status: 401, tookMs: 9, modelCount: null, message: "No." });
    await press(buttonNamed("Test all keys"));
    await settle();
    expect(takeTellings().map(({ text }) => text)).toEqual(["0 of 1 keys work"]);
  });
});

describe("the keychain", () => {
  it("is named with what it holds", async () => {
    await show();
    expect(pageText()).toContain("Secret Service, unlocked");
    await save(key);
    expect(pageText()).toContain("It holds 1 key.");
  });

  it("says what is missing and is asked again", async () => {
    const { host } = await show();
    const keychain = { kind: "memory", fault: "absent", missing: "No Secret Service is running." } as const;
    host.keys.become(keychain);
    host.batcher.emit({ topic: "keychain", keychain });
    await settle();
    expect(pageText()).toContain("The system keychain is not available");
    expect(pageText()).toContain("No Secret Service is running.");
    await save(key);
    expect(pageText()).toContain("Kept for this run only, ••cdef");
    host.keys.become({ kind: "keychain", label: "Secret Service" });
    await press(buttonNamed("Try again"));
    await settle();
    expect(pageText()).toContain("Secret Service, unlocked");
  });
});

import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SettingsView } from "#renderer/features/settings/settings-view.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

let unmount: () => Promise<void> = async () => undefined;

async function show(start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow(start);
  unmount = await mount(<SettingsView />);
  return opened;
}

/** Picks one of a few words. */
async function choose(group: string, word: string): Promise<void> {
  const labels = [...find(`fieldset[aria-label='${group}']`).querySelectorAll("label")];
  const radio = labels.find((label) => label.textContent === word)?.querySelector("input");
  if (radio == null) throw new Error(`${group} has no ${word}`);
  await press(radio);
  await settle();
}

const chosen = (group: string) => find(`fieldset[aria-label='${group}'] input:checked`).parentElement?.textContent;

const address = () => field("Address of the proxy");

async function submit(input: HTMLInputElement): Promise<void> {
  const form = input.closest("form");
  await act(async () => form?.requestSubmit());
  await settle();
}

afterEach(async () => {
  await unmount();
  takeTellings();
  vi.restoreAllMocks();
});

describe("a setting", () => {
  it.each([
    ["Theme", "Dark", { theme: "dark" }],
    ["Density", "Compact", { density: "compact" }],
    ["Send with", "↵", { sendWith: "enter" }],
    ["Proxy", "None", { proxy: { kind: "none" } }],
  ])("is saved as soon as it is chosen: %s", async (...[group, word, expected]) => {
    const { host } = await show();
    await choose(group, word);
    expect(host.store.settings).toEqual({ ...defaultSettings, ...expected });
    expect(chosen(group)).toBe(word);
  });

  it("says at its place why it was not saved, and stays as it was", async () => {
    const { host } = await show();
    host.store.trouble = "The disk is full.";
    await choose("Density", "Compact");
    expect(pageText()).toContain("This was not saved: The disk is full.");
    expect(chosen("Density")).toBe("Comfortable");
    host.store.trouble = null;
    await choose("Density", "Compact");
    expect(pageText()).not.toContain("The disk is full.");
  });

  it("is told to every window: another one sees it change", async () => {
    const { host } = await show();
    await act(async () => {
      await host.workspace.changeSettings({ parallelRequests: 3 });
      host.batcher.flush();
    });
    await settle();
    expect(field("Parallel requests").value).toBe("3");
  });
});

describe("parallel requests", () => {
  it("are saved while they are typed, and refused at the field where no provider is asked so", async () => {
    const { host } = await show();
    await fill(field("Parallel requests"), "12");
    await settle();
    expect(host.store.settings?.parallelRequests).toBe(12);
    for (const text of ["0", "33", "2.5", ""]) {
      await fill(field("Parallel requests"), text);
      await settle();
      expect(noteOf(field("Parallel requests"))).toBe("A whole number from 1 to 32.");
    }
    expect(host.store.settings?.parallelRequests).toBe(12);
  });
});

describe("the proxy", () => {
  it("is the environment's, by its variable and without a password", async () => {
    await show();
    expect(pageText()).toContain("HTTPS_PROXY is not set, so requests go out directly.");
    const { capabilities } = useAppStore.getState();
    if (capabilities === null) throw new Error("The window has no host.");
    const environmentProxy = { variable: "HTTPS_PROXY", words: "proxy.test:3128" };
    await act(async () => useAppStore.setState({ capabilities: { ...capabilities, environmentProxy } }));
    await settle();
    expect(pageText()).toContain("HTTPS_PROXY: proxy.test:3128. Servers on this machine are always called directly.");
  });

  it("is an address that counts once it is saved, as it will be called", async () => {
    const { host } = await show();
    await choose("Proxy", "Address");
    expect(host.store.settings).toBeNull();
    await fill(address(), "HTTP://Proxy.test:8080/");
    await submit(address());
    expect(host.store.settings?.proxy).toEqual({ kind: "url", url: "http://proxy.test:8080" });
    expect(address().value).toBe("http://proxy.test:8080");
    expect(noteOf(address())).toBe("In force from the next request on.");
    await choose("Proxy", "Environment");
    expect(host.store.settings?.proxy).toEqual({ kind: "environment" });
  });

  it.each([
    ["socks5://proxy.test:1080", "SOCKS proxies are not supported."],
    ["http://me:secret-word@proxy.test:8080", "A name or password would be kept outside the keychain."],
    ["", "There is no address."],
  ])("is refused at its field, and the one before stays in force: %j", async (...[text, words]) => {
    const { host, methods } = await show();
    await choose("Proxy", "Address");
    await fill(address(), text);
    await submit(address());
    expect(noteOf(address())).toContain(words);
    expect(methods()).not.toContain("settings.save");
    expect(host.workspace.settings().proxy).toEqual({ kind: "environment" });
  });
});

describe("a reset", () => {
  it("brings back look and network, leaves the rest, and can be undone", async () => {
    const chosenBefore = {
      theme: "dark",
      density: "compact",
      parallelRequests: 2,
      demo: true,
      welcomed: true,
    } as const;
    const { host } = await show({ settings: { ...defaultSettings, ...chosenBefore } });
    await press(buttonNamed("Reset"));
    await settle();
    expect(host.store.settings).toEqual({ ...defaultSettings, demo: true, welcomed: true });
    expect(buttonNamed("Nothing to reset").disabled).toBe(true);
    const [telling] = takeTellings();
    expect(telling?.text).toBe("Settings reset");
    telling?.undo?.();
    await settle();
    expect(host.store.settings).toEqual({ ...defaultSettings, ...chosenBefore });
  });
});

describe("the rest of the page", () => {
  it("shows where the data is, and opens it where the host can", async () => {
    const { host } = await show();
    expect(field("Data folder").value).toBe("data");
    await press(buttonNamed("Open folder"));
    await settle();
    expect(host.openedFolders).toEqual(["data"]);
    const { capabilities } = useAppStore.getState();
    if (capabilities === null) throw new Error("The window has no host.");
    await act(async () => useAppStore.setState({ capabilities: { ...capabilities, opensFolders: false } }));
    await settle();
    expect(pageText()).not.toContain("Open folder");
  });

  it("leads to the shortcuts and to the first-run page", async () => {
    const { host } = await show({ settings: { ...defaultSettings, welcomed: true } });
    const shortcuts = [...document.querySelectorAll("button")].find((one) => one.textContent.startsWith("Show all"));
    if (shortcuts === undefined) throw new Error("No way to the shortcuts.");
    await press(shortcuts);
    expect(useViewStore.getState().overlay).toBe("shortcuts");
    useViewStore.setState({ overlay: null });
    await press(buttonNamed("Show it again"));
    await settle();
    expect(host.store.settings?.welcomed).toBe(false);
  });
});

import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeEvents } from "#renderer/actions/connect.ts";
import { openPrompts } from "#renderer/actions/conversation.ts";
import { sendWhenOnline } from "#renderer/actions/offline.ts";
import { Composer } from "#renderer/features/compare/composer/composer.tsx";
import { setConnection, useAppStore } from "#renderer/stores/app-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { pageText } from "#test/renderer/features/window-on-host.ts";
import { openConversation } from "./conversation-window.ts";

let unmount: () => Promise<void> = async () => undefined;
let seesNetwork = true;

beforeEach(async () => {
  seesNetwork = true;
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => seesNetwork);
  sendWhenOnline(false);
  await openConversation();
  useAppStore.setState((state) => ({ online: true, settings: { ...state.settings, demo: false } }));
  setConnection("connected");
  unmount = await mount(<Composer />);
  await act(async () => setDraft("When does it rain?"));
});
afterEach(async () => {
  await unmount();
  vi.restoreAllMocks();
});

const hostSays = (online: boolean) => act(async () => takeEvents([{ topic: "online", online }]));
const windowSees = (online: boolean) =>
  act(async () => {
    seesNetwork = online;
    window.dispatchEvent(new Event(online ? "online" : "offline"));
  });
const sent = () => openPrompts().map((one) => one.prompt);

describe("the banner of a computer that is offline", () => {
  it("comes by the window's word and by the host's, and goes once neither says so", async () => {
    expect(pageText()).not.toContain("This computer is offline.");
    await hostSays(false);
    expect(pageText()).toContain("This computer is offline.");
    await windowSees(false);
    await hostSays(true);
    expect(pageText()).toContain("This computer is offline.");
    await windowSees(true);
    expect(pageText()).not.toContain("This computer is offline.");
  });

  it.each([
    { who: "only the host", goOff: () => hostSays(false), comeBack: () => hostSays(true) },
    { who: "only the window", goOff: () => windowSees(false), comeBack: () => windowSees(true) },
  ])("sends what waits, once, where $who saw no network", async ({ goOff, comeBack }) => {
    await goOff();
    await press(buttonNamed("Send when online"));
    expect(buttonNamed("Sends when online, cancel").getAttribute("aria-pressed")).toBe("true");
    expect(sent()).toEqual([]);
    await comeBack();
    await settle();
    expect(sent()).toEqual(["When does it rain?"]);
    expect(useComposerStore.getState().draft).toBe("");
    await goOff();
    await comeBack();
    await settle();
    expect(sent()).toHaveLength(1);
  });

  it("waits for both, and for the connection to the host", async () => {
    await hostSays(false);
    await windowSees(false);
    await press(buttonNamed("Send when online"));
    await windowSees(true);
    await act(async () => setConnection("lost"));
    await hostSays(true);
    await settle();
    expect(sent()).toEqual([]);
    await act(async () => setConnection("connected"));
    await settle();
    expect(sent()).toEqual(["When does it rain?"]);
  });

  it("sends nothing that was taken back", async () => {
    await hostSays(false);
    await press(buttonNamed("Send when online"));
    await press(buttonNamed("Sends when online, cancel"));
    await hostSays(true);
    await settle();
    expect(sent()).toEqual([]);
    expect(find<HTMLTextAreaElement>("textarea").value).toBe("When does it rain?");
  });
});

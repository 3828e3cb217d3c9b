import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reportError } from "#renderer/actions/report-errors.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { SettingsView } from "#renderer/features/settings/settings-view.tsx";
import { Overlays } from "#renderer/features/shell/overlays.tsx";
import { ViewFailed, WindowFailed } from "#renderer/features/shell/view-failed.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { showOverlay, useViewStore } from "#renderer/stores/view-store.ts";
import { onCaught } from "#renderer/ui/caught.ts";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import { refuse } from "#shared/failure.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

let unmount: () => Promise<void> = async () => undefined;
let clipboard = "";

beforeEach(() => {
  clipboard = "";
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    clipboard = text;
  });
});
afterEach(async () => {
  await unmount();
  takeTellings();
  showOverlay(null);
  vi.restoreAllMocks();
});

/** The page, with what it shows above itself. */
function Settings() {
  const overlay = useViewStore((state) => state.overlay);
  return (
    <>
      <SettingsView />
      {overlay === null ? null : <Overlays overlay={overlay} />}
    </>
  );
}

describe("diagnostics in Settings", () => {
  it("are shown as they would be copied, before they are given away", async () => {
    await openWindow();
    unmount = await mount(<Settings />);
    await press(buttonNamed("Show diagnostics"));
    await settle();
    const shown = find("[role='dialog'] pre");
    expect(shown.textContent).toMatch(/^# Understudy diagnostics\n/);
    expect(shown.getAttribute("tabindex")).toBe("0");
    const [copy] = [...find("[role='dialog']").querySelectorAll("button")].filter((one) =>
      one.textContent.includes("Copy"),
    );
    if (copy !== undefined) await press(copy);
    await settle();
    expect(clipboard).toBe(shown.textContent);
  });

  it("are copied at once, and that is told", async () => {
    await openWindow();
    unmount = await mount(<Settings />);
    await press(buttonNamed("Copy diagnostics"));
    await settle();
    expect(clipboard).toMatch(/^# Understudy diagnostics\n/);
    expect(takeTellings().map(({ text }) => text)).toEqual(["Diagnostics copied."]);
  });

  it("say why they could not be had", async () => {
    await openWindow();
    unmount = await mount(<Settings />);
    setHost(async () => refuse("disconnected", "Understudy does not answer."));
    await press(buttonNamed("Copy diagnostics"));
    await press(buttonNamed("Show diagnostics"));
    await settle();
    expect(takeTellings().map(({ text }) => text)).toEqual(["Nothing was copied. Understudy does not answer."]);
    expect(find("[role='dialog']").textContent).toContain("Understudy does not answer.");
    expect(buttonNamed("Try again")).toBeDefined();
  });

  it("lead to the folder of the log, where the host can show one", async () => {
    const { host } = await openWindow();
    unmount = await mount(<Settings />);
    await press(buttonNamed("Open log folder"));
    await settle();
    expect(host.openedFolders).toEqual(["data/logs"]);
    const { capabilities } = useAppStore.getState();
    if (capabilities === null) throw new Error("The window knows no host.");
    await act(async () => useAppStore.setState({ capabilities: { ...capabilities, opensFolders: false } }));
    expect(pageText()).not.toContain("Open log folder");
  });
});

function Broken(): never {
  throw new TypeError("my secret prompt");
}

describe("a part of the window that fails", () => {
  it.each([
    ["a view", (tryAgain: () => void) => <ViewFailed tryAgain={tryAgain} />],
    ["the window", (tryAgain: () => void) => <WindowFailed tryAgain={tryAgain} />],
  ])("is told to the log, and offers diagnostics: %s", async (_, fallback) => {
    const { host } = await openWindow();
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    onCaught((error) => reportError("drawing", error));
    unmount = await mount(
      <ErrorBoundary what="view" fallback={fallback}>
        <Broken />
      </ErrorBoundary>,
    );
    await settle();
    expect(host.noted).toMatchObject([{ kind: "drawing", error: { name: "TypeError" } }]);
    expect(JSON.stringify(host.noted)).not.toContain("secret");
    await press(buttonNamed("Copy diagnostics"));
    await settle();
    expect(clipboard).toMatch(/^# Understudy diagnostics\n/);
    expect(buttonNamed("Diagnostics copied")).toBeDefined();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("Not allowed."));
    await press(buttonNamed("Diagnostics copied"));
    await settle();
    expect(buttonNamed("Not copied. Try again")).toBeDefined();
  });
});

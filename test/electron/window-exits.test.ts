import { BrowserWindow } from "electron";
import { expect, it } from "vitest";
import { lockContents } from "#electron/window.ts";
import { openableAddresses, refusedAddresses } from "#test/fixtures/security/schemes.ts";

/** R3 (security.md §6.4), the half that Electron keeps: over its double, so what Electron does with an answer is not proven. */
const addresses = [...refusedAddresses, ...openableAddresses];

function locked() {
  const { webContents } = new BrowserWindow({});
  lockContents(webContents);
  return webContents;
}

/** Whether an event of this kind is kept from doing what it is about. */
function isPrevented(name: string, details: object): boolean {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  locked().emit(name, { ...details, preventDefault });
  return prevented;
}

it.each(addresses)(
  "R3: %s opens no window and is not gone to, neither by the page nor by a frame nor by a redirect",
  (url) => {
    const contents: object = locked();
    const handlers: unknown = Reflect.get(contents, "openHandlers");
    const answers = Array.isArray(handlers) ? handlers.map((handler) => handler({ url })) : [];
    expect(answers).toEqual([{ action: "deny" }]);
    for (const isMainFrame of [true, false]) {
      expect(isPrevented("will-frame-navigate", { url, isMainFrame }), `main frame: ${isMainFrame}`).toBe(true);
      expect(isPrevented("will-redirect", { url, isMainFrame })).toBe(true);
    }
    expect(isPrevented("will-attach-webview", { url })).toBe(true);
  },
);

it("R3: the page itself may be loaded anew", () => {
  expect(isPrevented("will-frame-navigate", { url: "app://understudy/", isMainFrame: true })).toBe(false);
});

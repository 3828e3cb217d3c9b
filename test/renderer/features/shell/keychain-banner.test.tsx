import { afterEach, expect, it } from "vitest";
import { Notices } from "#renderer/features/shell/notices.tsx";
import { buttonNamed, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

const record = { providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1_795_000_000_000 };
const locked = { kind: "memory", fault: "locked", missing: "Unlock it, then try again." } as const;
const words = "The system keychain is locked. Unlock it, then try again.";

let unmount: () => Promise<void> = async () => undefined;
afterEach(() => unmount());

async function show(start: Parameters<typeof openWindow>[0]) {
  const opened = await openWindow(start);
  opened.host.keys.become(locked);
  await opened.host.workspace.ring.refresh();
  opened.host.batcher.emit({ topic: "keychain", keychain: locked });
  opened.host.workspace.tellProvider("openai");
  unmount = await mount(<Notices />);
  await settle();
  return opened;
}

it("a keychain that keeps a saved key back is told above every view, with the way out, and aloud", async () => {
  const { host } = await show({ keyRecords: [record] });
  await expect.poll(pageText).toContain(words);
  expect(document.querySelector("[role=alert]")?.textContent).toContain(words);
  host.keys.keychain.set("openai|https://api.openai.com", "sk-proj-0123456789abcdef");
  host.keys.become({ kind: "keychain", label: "Secret Service" });
  await press(buttonNamed("Try again"));
  await settle();
  expect(pageText()).not.toContain("keychain");
});

it("one that holds no key of anybody keeps nobody from working, so nothing is said", async () => {
  await show({});
  expect(pageText()).not.toContain("keychain");
});

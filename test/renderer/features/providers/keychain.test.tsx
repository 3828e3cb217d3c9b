import { afterEach, describe, expect, it } from "vitest";
import { explainTrouble, type KeychainTrouble } from "#electron/keys/keychain-trouble.ts";
import { ProvidersView } from "#renderer/features/providers/providers-view.tsx";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

/**
 * The situations of a keychain as they were measured (security.md §3), and what the user is told to do. That the real
 * Secret Service behaves so is tested in test/electron/keys, and with the whole program in test/e2e/keychain.test.ts.
 */

const key = "sk-proj-0123456789abcdef";
const record = { providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1_795_000_000_000 };
let unmount: () => Promise<void> = async () => undefined;
afterEach(() => unmount());

async function showWith(trouble: KeychainTrouble | null) {
  const opened = await openWindow({ keyRecords: trouble === null ? [] : [record] });
  const { host } = opened;
  if (trouble !== null) {
    const keychain = { kind: "memory", ...explainTrouble(trouble, "linux") } as const;
    host.keys.become(keychain);
    host.batcher.emit({ topic: "keychain", keychain });
  }
  unmount = await mount(<ProvidersView />);
  await settle();
  return opened;
}

type Situation = readonly [situation: string, trouble: KeychainTrouble, title: string, words: string];

const troubles: readonly Situation[] = [
  [
    "no D-Bus",
    { reason: "refused", message: "Cannot autolaunch D-Bus without X11 $DISPLAY" },
    "The system keychain is not available",
    "No Secret Service is running, so saved keys cannot be read. Start GNOME Keyring or KWallet, then try again.",
  ],
  [
    "a keyring that was never created",
    { reason: "refused", message: "Object does not exist at path “/org/freedesktop/secrets/collection/login”" },
    "The system keychain is not available",
    "The Secret Service has no keyring yet. Create one named Login (in Passwords and Keys or KWallet Manager), then try again.",
  ],
  [
    "a locked keyring",
    { reason: "refused", message: "Cannot create an item in a locked collection" },
    "The system keychain is locked",
    "Secret Service is locked. Unlock it, then try again. Nothing is lost.",
  ],
  [
    "a service that hangs",
    { reason: "timeout", message: "no answer" },
    "The system keychain does not answer",
    "Secret Service did not answer within 5 s. If it asks for a password, unlock it in its own window first, then try again.",
  ],
  [
    "a service that this program may not use",
    { reason: "refused", message: "GDBus.Error:org.freedesktop.DBus.Error.AccessDenied: Rejected send message" },
    "The system keychain may not be used",
    "A rule of this system (D-Bus, AppArmor, Flatpak or Snap) keeps Understudy from it. Allow it, then try again.",
  ],
];

it("a computer that is offline is said so, above what it keeps from working", async () => {
  const { host } = await showWith(null);
  expect(pageText()).not.toContain("This computer is offline");
  host.batcher.emit({ topic: "online", online: false });
  await settle();
  expect(pageText()).toContain("This computer is offlineKeys are tested and lists refreshed once it is online again.");
});

describe("K5: the keychain's situations", () => {
  it.each(troubles)(
    "%s: what is missing and what to do, and the saved key is not given up",
    async (...[, trouble, title, words]) => {
      const { host } = await showWith(trouble);
      expect(pageText()).toContain(`${title}${words} Until then keys stay in memory, for this run only.`);
      // Asked again while nothing has changed, it says the same.
      await press(buttonNamed("Try again"));
      await settle();
      expect(pageText()).toContain(`${title}${words} Until then keys stay in memory, for this run only.`);
      expect(find("nav button[aria-current]").textContent).toContain("Can't be read, ••cdef");
      expect(pageText()).toContain("can't be read");
      host.keys.keychain.set("openai|https://api.openai.com", key);
      host.keys.become({ kind: "keychain", label: "Secret Service" });
      await press(buttonNamed("Try again"));
      await settle();
      expect(pageText()).toContain("Secret Service, unlocked");
      expect(find("nav button[aria-current]").textContent).toContain("Key saved, ••cdef");
    },
  );

  it("an unlocked one: named, with what it holds", async () => {
    await showWith(null);
    expect(pageText()).toContain("Secret Service, unlockedIt holds no key yet.");
    await fill(field("API key"), key);
    await press(buttonNamed("Save"));
    await settle();
    expect(pageText()).toContain("It holds 1 key.");
  });

  it("a key that it would cut at a NUL: refused at the field before it is sent", async () => {
    const { methods } = await showWith(null);
    await fill(field("API key"), "sk-proj-0123\u00004567");
    await press(buttonNamed("Save"));
    await settle();
    expect(noteOf(field("API key"))).toContain("The key has a control character (U+0000) at character 13.");
    expect(methods()).not.toContain("key.set");
  });
});

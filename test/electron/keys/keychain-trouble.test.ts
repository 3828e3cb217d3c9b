import { expect, it } from "vitest";
import { explainTrouble } from "#electron/keys/keychain-trouble.ts";

/**
 * What keychains say when they say no. The words of Linux were measured beside a real gnome-keyring (security.md §3);
 * those of macOS and Windows are the systems' own texts for these cases, and were not seen happen.
 */
const refusals = [
  ["linux", "Cannot autolaunch D-Bus without X11 $DISPLAY", "absent"],
  ["linux", "Failed to execute child process “dbus-launch” (No such file or directory)", "absent"],
  ["linux", "The name org.freedesktop.secrets was not provided by any .service files", "absent"],
  ["linux", "Object does not exist at path “/org/freedesktop/secrets/collection/login”", "absent"],
  ["linux", "Cannot create an item in a locked collection", "locked"],
  ["linux", "An AppArmor policy prevents this sender from sending this message to this recipient", "denied"],
  ["linux", 'Rejected send message, 1 matched rules; destination="org.freedesktop.secrets"', "denied"],
  ["linux", "The request was blocked by something else", "failed"],
  ["darwin", "User interaction is not allowed.", "locked"],
  ["darwin", "User canceled the operation.", "denied"],
  ["darwin", "The user name or passphrase you entered is not correct.", "denied"],
  ["darwin", "A required entitlement isn't present.", "denied"],
  ["darwin", "The specified keychain could not be found.", "failed"],
  ["win32", "Access is denied.", "denied"],
  ["win32", "Not enough memory resources are available to process this command.", "failed"],
] as const;

it.each(refusals)("K5: on %s, “%s” is a keychain that is %s, with what to do", (platform, message, fault) => {
  const explained = explainTrouble({ reason: "refused", message }, platform);
  expect(explained.fault).toBe(fault);
  expect(explained.missing).toMatch(/try again/i);
});

it("K5: one that does not answer hangs, whether once or three times", () => {
  for (const reason of ["timeout", "not-responding"] as const) {
    expect(explainTrouble({ reason, message: "" }, "linux").fault).toBe("hung");
  }
});

it("quotes what it does not know in one short line", () => {
  const { missing } = explainTrouble({ reason: "refused", message: `Odd.\n${"x".repeat(500)}` }, "darwin");
  expect(missing.length).toBeLessThan(300);
  expect(missing).not.toContain("\n");
});

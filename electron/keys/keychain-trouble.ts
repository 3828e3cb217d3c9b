import type { KeychainFault } from "#shared/provider-state.ts";

/** Why the keychain gave no answer, or none that helps. */
export type KeychainTrouble = {
  /**
   * load: its library could not be loaded. refused: it answered no. timeout: it did not answer, the process was killed.
   * ended: the process ended by itself. not-responding: given up after three of these. wrong: it gave back another
   * value than was stored. closed: the program is ending.
   */
  readonly reason: "load" | "refused" | "timeout" | "ended" | "not-responding" | "wrong" | "closed";
  /** The system's own words, not fit to be shown alone. */
  readonly message: string;
};

/** The platform's own name of what keeps keys. */
export function keychainLabel(platform: string): string {
  if (platform === "darwin") return "macOS Keychain";
  return platform === "win32" ? "Windows Credential Manager" : "Secret Service";
}

/** What a trouble is for the view: its kind, then one or two sentences of what is missing and what to do. */
export type ExplainedTrouble = { readonly fault: KeychainFault; readonly missing: string };

export function explainTrouble(trouble: KeychainTrouble, platform: string): ExplainedTrouble {
  const label = keychainLabel(platform);
  switch (trouble.reason) {
    case "load":
      return explainLoad(trouble.message);
    case "refused":
      return explainRefusal(trouble.message, platform);
    case "timeout":
      return explained(
        "hung",
        `${label} did not answer within 5 s. If it asks for a password, unlock it in its own window first, then try again.`,
      );
    case "ended":
      return explained("failed", `${label} could not be asked: the key process ended. Try again.`);
    case "not-responding":
      return explained(
        "hung",
        `${label} is not responding: it failed three times in a row. Restart it, then try again.`,
      );
    case "wrong":
      return explained(
        "failed",
        `${label} gave back another value than was stored. Check it in its own window, then try again.`,
      );
    case "closed":
      return explained("failed", "Understudy is closing.");
  }
}

function explained(fault: KeychainFault, missing: string): ExplainedTrouble {
  return { fault, missing };
}

function explainLoad(message: string): ExplainedTrouble {
  if (/libsecret/i.test(message)) {
    return explained(
      "absent",
      "libsecret-1.so.0 is not installed. Install libsecret-1-0 (Fedora and Arch: libsecret), then try again.",
    );
  }
  return explained(
    "failed",
    `The keychain library could not be loaded (${sentence(message)}). Reinstall Understudy, then try again.`,
  );
}

/** Wordings measured with keytar and gnome-keyring (security.md §3); those of macOS and Windows are their own texts. */
const noService =
  /autolaunch D-Bus|dbus-launch|could not connect|connection refused|was not provided by any \.service|ServiceUnknown/i;
const neverCreated = /Object does not exist at path|no such (?:secret )?collection/i;
const locked = /\blocked\b|interaction is not allowed|-25308/i;
const denied =
  /AccessDenied|access (?:is |was )?denied|rejected (?:send|receive) message|AppArmor|SELinux|user cancell?ed|dismissed|passphrase you entered|-25293|-128\b|entitlement/i;

function explainRefusal(message: string, platform: string): ExplainedTrouble {
  const label = keychainLabel(platform);
  // First, because what forbids the call often names the service that it forbids.
  if (denied.test(message)) return explained("denied", wayInto(platform));
  if (noService.test(message)) {
    return explained(
      "absent",
      "No Secret Service is running, so saved keys cannot be read. Start GNOME Keyring or KWallet, then try again.",
    );
  }
  if (neverCreated.test(message)) {
    return explained(
      "absent",
      "The Secret Service has no keyring yet. Create one named Login (in Passwords and Keys or KWallet Manager), then try again.",
    );
  }
  if (locked.test(message)) {
    return explained("locked", `${label} is locked. Unlock it, then try again. Nothing is lost.`);
  }
  return explained("failed", `${label} refused (${sentence(message)}). Check it in its own window, then try again.`);
}

/** Who can allow it. */
function wayInto(platform: string): string {
  if (platform === "darwin") {
    return "Access was denied. Try again and choose Always Allow, or allow Understudy in Keychain Access.";
  }
  if (platform === "win32") return "Access was denied. Allow stored credentials for this account, then try again.";
  return "A rule of this system (D-Bus, AppArmor, Flatpak or Snap) keeps Understudy from it. Allow it, then try again.";
}

const longestQuote = 160;

function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line;
}

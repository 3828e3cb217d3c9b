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

/** One or two sentences for the view: what is missing, then what to do. */
export function explainTrouble(trouble: KeychainTrouble, platform: string): string {
  const label = keychainLabel(platform);
  switch (trouble.reason) {
    case "load":
      return explainLoad(trouble.message);
    case "refused":
      return explainRefusal(trouble.message, label);
    case "timeout":
      return `${label} did not answer within 5 s. If it asks for a password, unlock it in its own window first, then try again.`;
    case "ended":
      return `${label} could not be asked: the key process ended. Try again.`;
    case "not-responding":
      return `${label} is not responding: it failed three times in a row. Restart it, then try again.`;
    case "wrong":
      return `${label} gave back another value than was stored. Check it in its own window, then try again.`;
    case "closed":
      return "Understudy is closing.";
  }
}

function explainLoad(message: string): string {
  if (/libsecret/i.test(message)) {
    return "libsecret-1.so.0 is not installed. Install libsecret-1-0 (Fedora and Arch: libsecret), then try again.";
  }
  return `The keychain library could not be loaded (${sentence(message)}). Reinstall Understudy, then try again.`;
}

/** Wordings measured with keytar and gnome-keyring (security.md §3). */
const noService =
  /autolaunch D-Bus|could not connect|connection refused|was not provided by any \.service|ServiceUnknown/i;
const neverCreated = /Object does not exist at path|no such (?:secret )?collection/i;
const locked = /locked|interaction is not allowed|-25308/i;

function explainRefusal(message: string, label: string): string {
  if (noService.test(message)) {
    return "No Secret Service is running, so saved keys cannot be read. Start GNOME Keyring or KWallet, then try again.";
  }
  if (neverCreated.test(message)) {
    return "The Secret Service has no keyring yet. Create one named Login (in Passwords and Keys or KWallet Manager), then try again.";
  }
  if (locked.test(message)) return `${label} is locked. Unlock it, then try again. Nothing is lost.`;
  return `${label} refused (${sentence(message)}). Check it in its own window, then try again.`;
}

const longestQuote = 160;

function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line;
}

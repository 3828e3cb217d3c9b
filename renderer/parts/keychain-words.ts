import type { KeychainFault } from "#shared/provider-state.ts";

/** As a title, without its full stop. What to do stands in the state's own words. */
export function keychainTitle(fault: KeychainFault): string {
  switch (fault) {
    case "absent":
      return "The system keychain is not available";
    case "locked":
      return "The system keychain is locked";
    case "denied":
      return "The system keychain may not be used";
    case "hung":
      return "The system keychain does not answer";
    case "failed":
      return "The system keychain does not work";
  }
}

/** In the status bar. */
export function keychainBrief(fault: KeychainFault): string {
  switch (fault) {
    case "absent":
      return "No keychain";
    case "locked":
      return "Keychain locked";
    case "denied":
      return "Keychain denied";
    case "hung":
      return "Keychain does not answer";
    case "failed":
      return "Keychain failed";
  }
}

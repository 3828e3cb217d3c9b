import { retryKeychain } from "#renderer/actions/notices.ts";
import { BusyButton } from "#renderer/ui/busy-button.tsx";
import styles from "./ask-keychain.module.css";

/** Asks the keychain once more; what it says arrives as an event. */
export function AskKeychain() {
  return (
    <BusyButton size="small" icon="refresh" className={styles.again} busy="Asking…" run={retryKeychain}>
      Try again
    </BusyButton>
  );
}

import { useState } from "react";
import { retryKeychain } from "#renderer/actions/notices.ts";
import { Button } from "#renderer/ui/button.tsx";
import styles from "./ask-keychain.module.css";

/** Asks the keychain once more; what it says arrives as an event. */
export function AskKeychain() {
  const [isAsking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await retryKeychain();
    setAsking(false);
  };
  return (
    <Button size="small" icon="refresh" className={styles.again} disabled={isAsking} onClick={() => void ask()}>
      {isAsking ? "Asking…" : "Try again"}
    </Button>
  );
}

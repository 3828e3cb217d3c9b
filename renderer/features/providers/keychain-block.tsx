import { useState } from "react";
import { retryKeychain } from "#renderer/actions/notices.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import styles from "./keychain-block.module.css";

/** What keeps keys on this machine, and what is missing where nothing does. */
export function KeychainBlock() {
  const keychain = useAppStore((state) => state.keychain);
  const count = useAppStore((state) => state.providers.filter((one) => one.key.kind === "keychain").length);
  if (keychain.kind === "memory") return <NoKeychain missing={keychain.missing} />;
  const isAsking = keychain.kind === "checking";
  return (
    <div className={styles.block}>
      <Icon name="lock" className={isAsking ? "dim" : "ok"} />
      <div>
        <p className="medium">{isAsking ? "Asking the keychain" : `${keychain.label}, unlocked`}</p>
        <p className="sub num">{isAsking ? "It has up to 5 s." : `${keyCount(count)} No key is written to a file.`}</p>
      </div>
    </div>
  );
}

function NoKeychain({ missing }: { readonly missing: string }) {
  const [isAsking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await retryKeychain();
    setAsking(false);
  };
  return (
    <div className={styles.block}>
      <Icon name="lock" className="warn" />
      <div>
        <p className="medium">Keys stay in memory for this run</p>
        <p className="sub">{missing}</p>
        <Button size="small" icon="refresh" className={styles.again} disabled={isAsking} onClick={() => void ask()}>
          {isAsking ? "Asking…" : "Try again"}
        </Button>
      </div>
    </div>
  );
}

function keyCount(count: number): string {
  if (count === 0) return "It holds no key yet.";
  return count === 1 ? "It holds 1 key." : `It holds ${formatCount(count)} keys.`;
}

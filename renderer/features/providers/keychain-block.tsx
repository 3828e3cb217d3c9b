import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import { AskKeychain } from "./ask-keychain.tsx";
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
  return (
    <div className={styles.block}>
      <Icon name="lock" className="warn" />
      <div>
        <p className="medium">Keys stay in memory for this run</p>
        <p className="sub">{missing}</p>
        <AskKeychain />
      </div>
    </div>
  );
}

function keyCount(count: number): string {
  if (count === 0) return "It holds no key yet.";
  return count === 1 ? "It holds 1 key." : `It holds ${formatCount(count)} keys.`;
}

import { copyDiagnostics } from "#renderer/actions/diagnostics.ts";
import { keychainTitle } from "#renderer/parts/keychain-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import type { KeychainFault } from "#shared/provider-state.ts";
import { AskKeychain } from "./ask-keychain.tsx";
import styles from "./keychain-block.module.css";

/** What keeps keys on this machine, and what is missing where nothing does. */
export function KeychainBlock() {
  const keychain = useAppStore((state) => state.keychain);
  const count = useAppStore((state) => state.providers.filter((one) => one.key.kind === "keychain").length);
  if (keychain.kind === "memory") return <NoKeychain fault={keychain.fault} missing={keychain.missing} />;
  const isAsking = keychain.kind === "checking";
  return (
    <section className={styles.block} aria-label="System keychain">
      <Icon name="lock" className={isAsking ? "dim" : "ok"} />
      <div>
        <p className="medium">{isAsking ? "Asking the keychain" : `${keychain.label}, unlocked`}</p>
        <p className="sub num">{isAsking ? "It has up to 5 s." : `${keyCount(count)} No key is written to a file.`}</p>
      </div>
    </section>
  );
}

type NoKeychainProps = { readonly fault: KeychainFault; readonly missing: string };

function NoKeychain({ fault, missing }: NoKeychainProps) {
  return (
    <section className={styles.block} aria-label="System keychain">
      <Icon name="lock" className="warn" />
      <div>
        <p className="medium">{keychainTitle(fault)}</p>
        <p className="sub">{missing} Until then keys stay in memory, for this run only.</p>
        <div className={styles.buttons}>
          <AskKeychain />
          {isPuzzle(fault) ? (
            <Button size="small" icon="copy" onClick={() => void copyDiagnostics()}>
              Copy diagnostics
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** What the words above cannot put right: whoever is asked for help needs more. */
function isPuzzle(fault: KeychainFault): boolean {
  return fault === "failed" || fault === "hung";
}

function keyCount(count: number): string {
  if (count === 0) return "It holds no key yet.";
  return count === 1 ? "It holds 1 key." : `It holds ${formatCount(count)} keys.`;
}

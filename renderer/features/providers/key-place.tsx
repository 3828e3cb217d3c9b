import { maskedKey } from "#renderer/parts/names.ts";
import { hostOf } from "#renderer/parts/server-address.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { KeychainState, ProviderState } from "#shared/provider-state.ts";
import { AskKeychain } from "./ask-keychain.tsx";
import styles from "./key-place.module.css";

/** Where the key is, or where it will go, and what follows from that. */
export function KeyPlace({ state }: { readonly state: ProviderState }) {
  const keychain = useAppStore((app) => app.keychain);
  const isDemo = useAppStore((app) => app.settings.demo);
  const isLocked = state.key.kind === "locked-or-missing";
  return (
    <>
      <p className={styles.place}>
        <Icon name="lock" size="xs" className={isLocked ? "bad" : placeTone(keychain)} />
        <span>{placeWords(state, keychain)}</span>
      </p>
      {isLocked ? <AskKeychain /> : null}
      {isDemo && state.key.kind === "none" ? (
        <p className={styles.place}>
          <Icon name="bolt" size="xs" className="acc" />
          <span>Demo is on. The first saved key turns it off.</span>
        </p>
      ) : null}
    </>
  );
}

function placeTone(keychain: KeychainState): string {
  return keychain.kind === "memory" ? "warn" : "ok";
}

function placeWords({ key, provider }: ProviderState, keychain: KeychainState): string {
  const home = keychain.kind === "keychain" ? keychain.label : "system keychain";
  switch (key.kind) {
    case "keychain":
      return `In the ${home}. Saved ${dayOf(key.savedAtMs)}. Sent only to ${hostOf(provider.baseUrl)}.`;
    case "memory":
      return `Kept in memory for this run only. Forgotten when you quit. Sent only to ${hostOf(provider.baseUrl)}.`;
    case "environment":
      return `From the environment variable ${key.variable}, for this run. It wins over a saved key. To change it, unset it and start again.`;
    case "locked-or-missing":
      return `The key ${maskedKey(key.last4)}, saved ${dayOf(key.savedAtMs)}, can't be read${whyUnreadable(keychain)}`;
    case "none":
      return keychain.kind === "memory"
        ? `A key stays in memory for this run and is sent only to ${hostOf(provider.baseUrl)}.`
        : `A key goes to the ${home} and is sent only to ${hostOf(provider.baseUrl)}.`;
  }
}

/** A keychain that answers and does not have it has lost it; one that does not answer may hold it still. */
function whyUnreadable(keychain: KeychainState): string {
  switch (keychain.kind) {
    case "checking":
      return " yet: the system keychain is being asked.";
    case "keychain":
      return `: the ${keychain.label} no longer holds it. Save the key once more.`;
    case "memory":
      return `. ${keychain.missing} Or save the key once more, for this run only.`;
  }
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

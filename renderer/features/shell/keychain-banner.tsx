import { retryKeychain } from "#renderer/actions/notices.ts";
import { keychainTitle } from "#renderer/parts/keychain-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { BusyButton } from "#renderer/ui/busy-button.tsx";

/** Above every view: saved keys that cannot be read keep their providers from answering. */
export function KeychainBanner() {
  const keychain = useAppStore((state) => state.keychain);
  if (keychain.kind !== "memory") return null;
  return (
    <div role="alert">
      <Banner
        tone="danger"
        icon="lock"
        title={`${keychainTitle(keychain.fault)}.`}
        actions={
          <BusyButton size="small" busy="Asking…" run={retryKeychain}>
            Try again
          </BusyButton>
        }
      >
        {keychain.missing}
      </Banner>
    </div>
  );
}

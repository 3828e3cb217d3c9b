import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { useOnline } from "#renderer/ui/use-online.ts";
import styles from "./keychain-block.module.css";

/** Drawn while this computer has no network: a test would blame a provider for it. */
export function OfflineBlock() {
  const isKnown = useAppStore((state) => state.online);
  const isOnline = useOnline() && isKnown;
  if (isOnline) return null;
  return (
    <div className={styles.block} role="status">
      <Icon name="off" className="warn" />
      <div>
        <p className="medium">This computer is offline</p>
        <p className="sub">Keys are tested and lists refreshed once it is online again. Local servers still answer.</p>
      </div>
    </div>
  );
}

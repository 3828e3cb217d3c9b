import type { ReactNode } from "react";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./gate.module.css";

/** Views are drawn from the first snapshot on; what was known stays on screen while the host reconnects. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const isReady = useAppStore((state) => state.isReady);
  const isRefused = useAppStore((state) => state.connection === "refused");
  if (isRefused) return <Refused />;
  return isReady ? children : <Page title="Understudy">{null}</Page>;
}

function Refused() {
  return (
    <Page title="Not connected">
      <div className={styles.center}>
        <Icon name="lock" className="bad" />
        <h2>This page has no valid token.</h2>
        <p className="sub">
          Open the address that Understudy printed in its terminal, with the part after “#token=”. Each start makes a
          new one.
        </p>
      </div>
    </Page>
  );
}

import { type ReactNode, useEffect } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./gate.module.css";

/** Views are drawn from the first snapshot on; what was known stays on screen while the host reconnects. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const isReady = useAppStore((state) => state.isReady);
  const isRefused = useAppStore((state) => state.connection === "refused");
  if (isRefused) return isReady ? <StartedAgain /> : <Refused />;
  return isReady ? children : <Page title="Understudy">{null}</Page>;
}

function Refused() {
  return (
    <NotConnected title="This page has no valid token.">
      Open the address that Understudy printed in its terminal, with the part after “#token=”. Each start makes a new
      one.
    </NotConnected>
  );
}

/** It was connected before: the program ended meanwhile, and this is another start of it on the same port. */
function StartedAgain() {
  return (
    <NotConnected title="Understudy was started again.">
      Each start has an address of its own. Open the new one, as it was printed in the terminal, in this tab: what you
      wrote here stays.
    </NotConnected>
  );
}

function NotConnected({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => announce(title), [title]);
  return (
    <Page title="Not connected">
      <div className={styles.center}>
        <Icon name="lock" className="bad" />
        <h2>{title}</h2>
        <p className="sub">{children}</p>
      </div>
    </Page>
  );
}

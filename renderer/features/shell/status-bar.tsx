import { hasNetwork } from "#renderer/actions/offline.ts";
import { keychainBrief } from "#renderer/parts/keychain-words.ts";
import { elsewhere } from "#renderer/stores/active-repeats.ts";
import { type ConnectionState, useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { useOnline } from "#renderer/ui/use-online.ts";
import type { KeychainState } from "#shared/provider-state.ts";
import { PartMissing } from "./part-missing.tsx";
import { SessionItem } from "./session-item.tsx";
import styles from "./status-bar.module.css";

/** What stands behind everything: where keys are, whether the host and the network are there, demo or real. */
export function StatusBar() {
  const keychain = useAppStore((state) => state.keychain);
  const connection = useAppStore((state) => state.connection);
  const isDemo = useAppStore((state) => state.settings.demo);
  const seesNetwork = useOnline();
  const isOnline = useAppStore(hasNetwork) && seesNetwork;
  return (
    <footer className={styles.status} data-region="status" tabIndex={-1}>
      {isDemo ? <Item icon="bolt" tone="acc" text="Demo mode" title="No real provider is called" /> : null}
      <GatewayItem />
      <Item {...keychainWords(keychain)} />
      <Item {...connectionWords(connection, isOnline)} />
      <span className="grow" />
      <Repeats />
      <Jobs />
      {isDemo ? <span className="dim hide-narrow">Times and costs are simulated</span> : null}
      <SessionItem />
    </footer>
  );
}

/** Most starts see none. */
const jobItem = latePart(async () => (await import("./job-item.tsx")).JobItem, {
  what: "jobs",
  failed: (tryAgain) => <PartMissing name="How far an export or import is" tryAgain={tryAgain} />,
});

function Jobs() {
  const hasAny = useAppStore((state) => state.jobs.length > 0);
  return hasAny ? <Late part={jobItem} props={{}} /> : null;
}

/** Most starts see none. */
const repeatItem = latePart(async () => (await import("./repeat-item.tsx")).RepeatItem, {
  what: "repeats",
  failed: (tryAgain) => <PartMissing name="How far a repeat is" tryAgain={tryAgain} />,
});

function Repeats() {
  const conversationId = useColumnsStore((state) => state.conversationId);
  const hasAny = useRepeatsStore((state) => elsewhere(state, conversationId).length > 0);
  return hasAny ? <Late part={repeatItem} props={{}} /> : null;
}

type ItemProps = { readonly icon: IconName; readonly tone: string; readonly text: string; readonly title?: string };

function Item({ icon, tone, text, title }: ItemProps) {
  return (
    <span title={title}>
      <Icon name={icon} className={tone} />
      {text}
    </span>
  );
}

/** Nothing is said of a gateway that is off: most people never turn it on. */
function GatewayItem() {
  const gateway = useAppStore((state) => state.gateway);
  switch (gateway.kind) {
    case "off":
      return null;
    case "starting":
      return <Item icon="gateway" tone="dim" text="Gateway starting" />;
    case "on":
      return <Item icon="gateway" tone="ok" text={`Gateway on 127.0.0.1:${gateway.port}`} />;
    case "failed":
      return <Item icon="gateway" tone="bad" text="Gateway not started" title={gateway.message} />;
  }
}

function keychainWords(keychain: KeychainState): ItemProps {
  if (keychain.kind === "keychain") return { icon: "lock", tone: "", text: keychain.label };
  if (keychain.kind === "checking") return { icon: "lock", tone: "dim", text: "Asking the keychain" };
  const title = `Keys stay in memory for this run. ${keychain.missing}`;
  return { icon: "lock", tone: "warn", text: keychainBrief(keychain.fault), title };
}

function connectionWords(connection: ConnectionState, isOnline: boolean): ItemProps {
  if (connection === "ended") return { icon: "off", tone: "bad", text: "Ended" };
  if (connection === "lost") return { icon: "off", tone: "bad", text: "Reconnecting" };
  if (connection === "refused") return { icon: "off", tone: "bad", text: "Not connected" };
  if (connection === "connecting") return { icon: "wifi", tone: "dim", text: "Connecting" };
  return isOnline
    ? { icon: "wifi", tone: "", text: "Online" }
    : { icon: "off", tone: "warn", text: "Offline", title: "This computer is offline. Local models still answer." };
}

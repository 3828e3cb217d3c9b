import { useState } from "react";
import { setDemo } from "#renderer/actions/providers.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useSelectionStore } from "#renderer/stores/selection-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { showToast } from "#renderer/ui/toast.tsx";
import { AddProvider } from "./add-provider.tsx";
import { FoundServers } from "./found-servers.tsx";
import { KeychainBlock } from "./keychain-block.tsx";
import { OfflineBlock } from "./offline-block.tsx";
import { ProviderDetail } from "./provider-detail.tsx";
import { ProviderList } from "./provider-list.tsx";
import styles from "./providers-view.module.css";
import { TestAllKeys } from "./test-all-keys.tsx";

/** Keys, base URLs and models of every provider. */
export function ProvidersView() {
  const providers = useAppStore((state) => state.providers);
  const selectedId = useSelectionStore((state) => state.providerId);
  const [isAdding, setAdding] = useState(false);
  const selected = providers.find((one) => one.provider.id === selectedId) ?? providers[0];
  return (
    <Page
      title="Providers"
      actions={
        <>
          <DemoSwitch />
          <TestAllKeys />
          <Button tone="primary" icon="plus" data-command="provider.add" onClick={() => setAdding(true)}>
            Add provider
          </Button>
        </>
      }
    >
      <div className={styles.view}>
        <div className={`scroll ${styles.side}`}>
          <KeychainBlock />
          <OfflineBlock />
          <ProviderList selectedId={selected?.provider.id ?? null} />
          <FoundServers />
        </div>
        {selected === undefined ? null : <ProviderDetail key={selected.provider.id} state={selected} />}
      </div>
      {isAdding ? <AddProvider onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

/** While it is on no real provider is called, whatever keys there are. */
function DemoSwitch() {
  const isDemo = useAppStore((state) => state.settings.demo);
  const change = async (isOn: boolean) => {
    const problem = await setDemo(isOn);
    if (problem !== null) showToast({ text: problem, tone: "bad", icon: "fail" });
  };
  return <Switch label="Demo" isOn={isDemo} onChange={(isOn) => void change(isOn)} />;
}

import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { AboutSection } from "./about-section.tsx";
import { DataSection } from "./data-section.tsx";
import { LookSection } from "./look-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import styles from "./settings-view.module.css";

/** What holds for the whole program. Each change is saved at once. */
export function SettingsView() {
  const isConnected = useAppStore((state) => state.connection === "connected");
  return (
    <Page title="Settings">
      <div className={`scroll ${styles.view}`}>
        <div className={styles.page}>
          {isConnected ? null : (
            <Banner tone="warning" icon="off" title="Not connected.">
              What is changed now is not saved.
            </Banner>
          )}
          <LookSection />
          <NetworkSection />
          <DataSection />
          <AboutSection />
        </div>
      </div>
    </Page>
  );
}

import { Page } from "#renderer/parts/page.tsx";
import { AboutSection } from "./about-section.tsx";
import { DataSection } from "./data-section.tsx";
import { LookSection } from "./look-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import styles from "./settings-view.module.css";

/** What holds for the whole program. Each change is saved at once. */
export function SettingsView() {
  return (
    <Page title="Settings">
      <div className={`scroll ${styles.view}`}>
        <div className={styles.page}>
          <LookSection />
          <NetworkSection />
          <DataSection />
          <AboutSection />
        </div>
      </div>
    </Page>
  );
}

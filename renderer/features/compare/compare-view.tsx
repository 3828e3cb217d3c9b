import { useEffect } from "react";
import { openView } from "#renderer/actions/navigate.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { preloadMarkdown } from "./answer-text.tsx";
import { Columns } from "./columns.tsx";
import styles from "./compare-view.module.css";
import { Composer } from "./composer.tsx";
import { SentPrompt } from "./sent-prompt.tsx";

/** One prompt, many targets, side by side. */
export function CompareView() {
  const title = useColumnsStore((state) => state.title);
  const isDemo = useAppStore((state) => state.settings.demo);
  useEffect(preloadMarkdown, []);
  return (
    <Page title={title}>
      <div className={styles.compare}>
        <div>
          {isDemo ? <DemoBanner /> : null}
          <SentPrompt />
        </div>
        <Columns />
        <Composer />
      </div>
    </Page>
  );
}

function DemoBanner() {
  return (
    <Banner
      tone="info"
      icon="bolt"
      title="Demo mode."
      actions={
        <Button tone="ghost" size="small" onClick={() => openView("providers")}>
          Add a key
        </Button>
      }
    >
      Answers are scripted, times and costs are simulated.
    </Banner>
  );
}

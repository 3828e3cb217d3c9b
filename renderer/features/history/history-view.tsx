import { useEffect } from "react";
import { loadHistoryChoices, refreshHistory } from "#renderer/actions/history.ts";
import { renameComparison } from "#renderer/actions/history-change.ts";
import { refreshDetail } from "#renderer/actions/history-detail.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useHistoryChanges } from "#renderer/stores/history-changes.ts";
import { askHistory, useHistoryStore } from "#renderer/stores/history-store.ts";
import { EditableTitle } from "#renderer/ui/editable-title.tsx";
import type { HistoryEntry } from "#shared/history.ts";
import { ClearDialog } from "./clear-dialog.tsx";
import { DeleteQuestion } from "./delete-question.tsx";
import { ComparisonDetail } from "./detail/comparison-detail.tsx";
import { titleOfEntry } from "./entry-title.ts";
import { HistoryActions } from "./history-actions.tsx";
import { HistoryList } from "./history-list.tsx";
import styles from "./history-view.module.css";
import { SearchBar } from "./search-bar.tsx";

/** Everything that was ever sent, and one comparison of it exactly as it was. */
export function HistoryView() {
  const entry = useHistoryStore(({ detail }) => (detail.kind === "known" ? detail.entry : null));
  useNewest();
  return (
    <Page title={<Title entry={entry} />} actions={<HistoryActions entry={entry} />}>
      <div className={styles.view}>
        <aside className={styles.list} aria-label="Past comparisons">
          <SearchBar />
          <HistoryList />
        </aside>
        <ComparisonDetail />
      </div>
      <Asked entry={entry} />
    </Page>
  );
}

/** `History / Incident summary, five bullets`; a press on the name renames it. */
function Title({ entry }: { readonly entry: HistoryEntry | null }) {
  return (
    <span className={styles.title}>
      <span>History</span>
      {entry === null ? null : (
        <>
          <span className="dim" aria-hidden="true">
            /
          </span>
          <EditableTitle
            key={entry.comparisonId}
            title={titleOfEntry(entry)}
            label="Name of this comparison"
            onRename={(title) => renameComparison(entry, title)}
          />
        </>
      )}
    </span>
  );
}

/** What is asked before something is deleted. */
function Asked({ entry }: { readonly entry: HistoryEntry | null }) {
  const asking = useHistoryStore((state) => state.asking);
  const close = () => askHistory(null);
  if (asking === "clear") return <ClearDialog onClose={close} />;
  return asking === "delete" && entry !== null ? <DeleteQuestion entry={entry} onClose={close} /> : null;
}

/** Reads what is new whenever the host says that something is, and when the view is opened. */
function useNewest(): void {
  const changes = useHistoryChanges((state) => state.count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again with every change
  useEffect(() => {
    refreshHistory();
    void refreshDetail();
  }, [changes]);
  useEffect(() => void loadHistoryChoices(), []);
  // A question that was open belongs to what was on screen.
  useEffect(() => () => askHistory(null), []);
}

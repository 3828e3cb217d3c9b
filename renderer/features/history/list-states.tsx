import type { ReactNode } from "react";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { clearSearch, loadHistory, tryHistoryAgain } from "#renderer/actions/history.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { isNarrowed, useHistoryStore } from "#renderer/stores/history-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./history-list.module.css";

/** Where no comparison is listed: why, and what to do. */
export function NoEntries() {
  const state = useHistoryStore();
  if (state.status === "failed") return <Unread problem={state.problem} />;
  if (state.status !== "ready") {
    return (
      <Said>
        <span className={styles.loading}>
          <Icon name="spin" size="s" className="spin" />
          Reading the history
        </span>
      </Said>
    );
  }
  const { text, filters } = state.shown;
  return isNarrowed(state.shown) ? (
    <NoHits text={text.trim()} isFiltered={Object.keys(filters).length > 0} />
  ) : (
    <Nothing />
  );
}

function NoHits({ text, isFiltered }: { readonly text: string; readonly isFiltered: boolean }) {
  return (
    <Said>
      <p className="strong">{text === "" ? "No comparison passes these filters." : `Nothing matches “${text}”.`}</p>
      <p className="sub">
        {isFiltered && text !== "" ? "The filters count, too. " : ""}
        Search looks in prompts, answers, errors and model names.
      </p>
      <Button size="small" onClick={clearSearch}>
        {isFiltered ? "Clear search and filters" : "Clear the search"}
      </Button>
    </Said>
  );
}

function Nothing() {
  const write = () => {
    openView("compare");
    focusWhenDrawn(promptSelector);
  };
  return (
    <Said>
      <p className="strong">Nothing was sent yet.</p>
      <p className="sub">Every prompt and all its answers are kept here, also those that failed.</p>
      <Button size="small" onClick={write}>
        Write a prompt
      </Button>
    </Said>
  );
}

function Unread({ problem }: { readonly problem: string | null }) {
  return (
    <Said>
      <p className="strong">The history did not come.</p>
      <p className="sub">{problem}</p>
      <Button size="small" onClick={() => void loadHistory()}>
        Try again
      </Button>
    </Said>
  );
}

function Said({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.said} role="status">
      {children}
    </div>
  );
}

/** Below the last row, while more is on its way or where it did not come. */
export function ListFoot() {
  const problem = useHistoryStore((state) => state.problem);
  const isLoadingMore = useHistoryStore((state) => state.isLoadingMore);
  if (problem !== null) {
    return (
      <p className={styles.foot} role="status">
        <span className="bad">{problem}</span>
        <Button size="small" onClick={tryHistoryAgain}>
          Try again
        </Button>
      </p>
    );
  }
  return isLoadingMore ? (
    <p className={styles.foot}>
      <Icon name="spin" size="s" className="spin" /> More
    </p>
  ) : null;
}

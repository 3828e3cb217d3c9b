import { type ReactNode, useState } from "react";
import { readComparison, stopComparison } from "#renderer/actions/history-detail.ts";
import { sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { type HistoryDetail, useHistoryStore } from "#renderer/stores/history-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import { AnswerCard } from "./answer-card.tsx";
import { AnswersTable } from "./answers-table.tsx";
import styles from "./detail.module.css";
import { PromptSection } from "./prompt-section.tsx";
import { useReadAnswers } from "./read-answers.ts";
import { RepeatedDetail } from "./repeated-detail.tsx";

/** The comparison that is selected in the list, exactly as it was. */
export function ComparisonDetail() {
  const detail = useHistoryStore((state) => state.detail);
  const selectedId = useHistoryStore((state) => state.selectedId);
  switch (detail.kind) {
    case "none":
      return <Said>Pick a comparison to read it.</Said>;
    case "loading":
      return (
        <Said>
          <span className={`row ${styles.waiting}`}>
            <Icon name="spin" size="s" className="spin" /> Reading the comparison
          </span>
        </Said>
      );
    case "failed":
      return (
        <Said>
          {detail.message}
          {selectedId === null ? null : (
            <Button size="small" onClick={() => void readComparison(selectedId)}>
              Try again
            </Button>
          )}
        </Said>
      );
    case "known":
      return detail.comparison.repeat === undefined ? (
        <Known key={detail.comparison.id} detail={detail} />
      ) : (
        <RepeatedDetail key={detail.comparison.id} detail={detail} />
      );
  }
}

function Said({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.said} role="status">
      {children}
    </div>
  );
}

type KnownProps = { readonly detail: Extract<HistoryDetail, { kind: "known" }> };

function Known({ detail: { comparison, entry, runIds } }: KnownProps) {
  const [shown, setShown] = useState<Readonly<Record<string, string>>>({});
  const answers = useReadAnswers(runIds, shown);
  const runs = answers.map((answer) => answer.run);
  const isLive = runs.some(isRunning);
  // The axis is shared by all of them.
  useTick(100, isLive);
  const axis = sharedAxis(runs, Date.now());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that
    <section className={`scroll ${styles.detail}`} aria-label="Comparison" tabIndex={0}>
      <div className={styles.content}>
        <PromptSection
          comparison={comparison}
          entry={entry}
          runs={answers.flatMap(({ tries }) => tries)}
          isLive={isLive}
          onStop={() => void stopComparison(comparison.id)}
        />
        {answers.length === 0 ? <p className="sub">No answer of it is kept.</p> : null}
        {answers.length === 0 ? null : (
          <AnswersTable answers={answers} comparison={comparison} entry={entry} axis={axis} />
        )}
        <div className={styles.answers}>
          {answers.map((answer) => (
            <AnswerCard
              key={answer.columnId}
              answer={answer}
              comparison={comparison}
              axis={axis}
              isLive={isLive}
              onShow={(runId) => setShown({ ...shown, [answer.columnId]: runId })}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

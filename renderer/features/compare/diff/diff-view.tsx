import { useMemo, useRef, useState } from "react";
import { compareAnswers } from "#renderer/actions/compare-layout.ts";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { changesIn, summaryOf } from "#renderer/parts/diff/summary.ts";
import type { TextDiff } from "#renderer/parts/diff/text-diff.ts";
import { useDiff } from "#renderer/parts/diff/use-diff.ts";
import { currentRun, useRunShape } from "#renderer/parts/use-run.ts";
import { type ColumnDraft, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { SelectField } from "#renderer/ui/field.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import { formatCount } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import { DiffText } from "./diff-text.tsx";
import styles from "./diff-view.module.css";
import { type AnswerPair, pairOf } from "./pair.ts";

/** One answer against another: what the second one added to the first, and what it left out. */
export function DiffView() {
  const columns = useColumnsStore((state) => state.columns);
  const { baselineId, comparedId } = useCompareLayoutStore();
  const focusedId = useColumnsStore((state) => state.focusedId);
  const pair = pairOf(columns, { baselineId, comparedId, focusedId });
  if (pair === null) {
    return (
      <section className={styles.empty} aria-label="Diff">
        <p className="strong">Diff compares two answers.</p>
        <p className="sub">Add another target, then send a prompt to both.</p>
      </section>
    );
  }
  return <Pair {...pair} />;
}

function Pair({ baseline, compared }: AnswerPair) {
  const names = useColumnNames();
  const first = useRunShape(baseline.id);
  const second = useRunShape(compared.id);
  const unit = useCompareLayoutStore((state) => state.diffUnit);
  const waiting = whyNotYet(names.get(baseline.id) ?? "", first) ?? whyNotYet(names.get(compared.id) ?? "", second);
  const diff = useDiff(waiting === null ? textOf(first) : null, waiting === null ? textOf(second) : null, unit);
  return (
    <section className={styles.diff} aria-label="Diff">
      <div className={styles.bar}>
        <Picker
          label="Baseline"
          own={baseline}
          other={compared}
          names={names}
          onPick={(id) => compareAnswers({ baselineId: id, comparedId: compared.id })}
        />
        <IconButton
          icon="swap"
          label="Swap"
          className={styles.swap}
          onClick={() => compareAnswers({ baselineId: compared.id, comparedId: baseline.id })}
        />
        <Picker
          label="Compared with it"
          own={compared}
          other={baseline}
          names={names}
          onPick={(id) => compareAnswers({ baselineId: baseline.id, comparedId: id })}
        />
        <span className="grow" />
        <Segments
          label="Compare by"
          options={["Words", "Lines"] as const}
          value={unit === "words" ? "Words" : "Lines"}
          onChange={(name) => compareAnswers({ diffUnit: name === "Words" ? "words" : "lines" })}
        />
      </div>
      {waiting !== null ? (
        <p className={`sub ${styles.message}`}>{waiting}</p>
      ) : diff === null ? (
        <p className={`sub ${styles.message}`}>Comparing…</p>
      ) : (
        <Result diff={diff} unit={unit} isOfTwoPrompts={first?.comparisonId !== second?.comparisonId} />
      )}
    </section>
  );
}

type PickerProps = {
  readonly label: string;
  readonly own: ColumnDraft;
  /** On the other side: it cannot be on both. */
  readonly other: ColumnDraft;
  readonly names: ReadonlyMap<string, string>;
  readonly onPick: (columnId: string) => void;
};

function Picker({ label, own, other, names, onPick }: PickerProps) {
  const columns = useColumnsStore((state) => state.columns);
  return (
    <SelectField label={label} value={own.id} onChange={(event) => onPick(event.target.value)}>
      {columns.flatMap((column) =>
        column.target === null
          ? []
          : [
              <option key={column.id} value={column.id} disabled={column.id === other.id}>
                {names.get(column.id)}
              </option>,
            ],
      )}
    </SelectField>
  );
}

function textOf(run: Run | undefined): string {
  return run === undefined ? "" : (currentRun(run.id)?.text ?? run.text);
}

/** Null where there is a text that will not change any more. */
function whyNotYet(name: string, run: Run | undefined): string | null {
  if (run === undefined) return `${name} has no answer yet. Send a prompt first.`;
  if (isRunning(run)) return `${name} is still answering. The diff comes when it is done.`;
  return textOf(run) === "" ? `${name} has no answer to compare.` : null;
}

type ResultProps = {
  readonly diff: TextDiff;
  readonly unit: "words" | "lines";
  /** Then it is no wonder that they differ. */
  readonly isOfTwoPrompts: boolean;
};

function Result({ diff, unit, isOfTwoPrompts }: ResultProps) {
  const text = useRef<HTMLElement>(null);
  const [at, setAt] = useState(-1);
  const count = useMemo(() => changesIn(diff), [diff]);
  const go = (by: number) => {
    const next = (at + by + count) % count;
    setAt(next);
    show(text.current, next);
  };
  return (
    <>
      <div className={styles.summary}>
        <p className="num" role="status">
          {summaryOf(diff)}
        </p>
        {isOfTwoPrompts ? <p className="warn">They answer different prompts.</p> : null}
        {note(diff, unit)}
        <span className="grow" />
        {count === 0 ? null : (
          <>
            <span className="dim num">
              {at === -1
                ? `${formatCount(count)} ${count === 1 ? "difference" : "differences"}`
                : `${at + 1} of ${count}`}
            </span>
            <IconButton icon="left" size="small" label="Previous difference" onClick={() => go(at === -1 ? 0 : -1)} />
            <IconButton icon="right" size="small" label="Next difference" onClick={() => go(1)} />
          </>
        )}
      </div>
      <DiffText ref={text} diff={diff} />
    </>
  );
}

function note(diff: TextDiff, unit: "words" | "lines") {
  if (diff.isWhole) return <p className="warn">They share too little to be matched, so each stands as a whole.</p>;
  if (diff.unit === unit) return null;
  return <p className="warn">They differ too much to be compared by words, so these are lines.</p>;
}

/** Scrolls a difference into view and marks it. */
function show(root: HTMLElement | null, index: number): void {
  for (const marked of root?.querySelectorAll("[data-shown]") ?? []) marked.removeAttribute("data-shown");
  const change = root?.querySelector(`[data-change="${index}"]`);
  for (const part of root?.querySelectorAll(`[data-change="${index}"]`) ?? []) part.setAttribute("data-shown", "");
  change?.scrollIntoView({ block: "center" });
}

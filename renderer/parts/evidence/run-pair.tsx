import { Fragment, memo, useMemo } from "react";
import { changesIn, summaryOf } from "#renderer/parts/diff/summary.ts";
import type { TextDiff } from "#renderer/parts/diff/text-diff.ts";
import { linesOfSide, type SideLine } from "#renderer/parts/diff/two-sides.ts";
import { useDiff } from "#renderer/parts/diff/use-diff.ts";
import { SeriesMark } from "#renderer/ui/charts/series-mark.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { useGrowing } from "#renderer/ui/use-growing.ts";
import type { Run } from "#shared/run.ts";
import styles from "./run-pair.module.css";
import { circumstanceWords, runWords } from "./run-words.ts";
import { directName, type Series } from "./series.ts";

/** One of two answers that are read beside each other. */
export type RunSide = {
  readonly series: Pick<Series, "columnId" | "name" | "look">;
  /** From 0. */
  readonly round: number;
  /** Undefined where this round was not asked yet. */
  readonly run: Run | undefined;
};

export type RunPairProps = {
  readonly baseline: RunSide;
  /** Null where there is nothing to compare with: then one answer stands alone. */
  readonly other: RunSide | null;
};

/** Two answers to one prompt, with the words that only one of them has marked in it. */
export function RunPair({ baseline, other }: RunPairProps) {
  const first = textOf(baseline.run);
  const second = textOf(other?.run);
  const diff = useDiff(first, second, "words");
  const parts = useMemo(() => sidesOf(first, second, diff), [first, second, diff]);
  return (
    <div className={styles.box}>
      <div className={styles.pair}>
        <Side side={baseline} lines={parts.baseline} sign="removed" />
        {other === null ? null : <Side side={other} lines={parts.other} sign="added" />}
      </div>
      {diff === null ? null : (
        <p className={`num ${styles.summary}`}>{changesIn(diff) === 0 ? sameWords : summaryOf(diff)}</p>
      )}
    </div>
  );
}

const sameWords = "Both answers are the same, character by character.";

/** Null where there is nothing to read. */
function textOf(run: Run | undefined): string | null {
  return run === undefined || run.text === "" ? null : run.text;
}

type Sides = { readonly baseline: readonly SideLine[] | null; readonly other: readonly SideLine[] | null };

/** Plain while they are compared, and where there is but one. */
function sidesOf(first: string | null, second: string | null, diff: TextDiff | null): Sides {
  if (diff !== null) return { baseline: linesOfSide(diff.parts, "removed"), other: linesOfSide(diff.parts, "added") };
  const plain = (text: string | null) => (text === null ? null : linesOfSide([{ kind: "same", text }], "added"));
  return { baseline: plain(first), other: plain(second) };
}

type SideProps = {
  readonly side: RunSide;
  readonly lines: readonly SideLine[] | null;
  readonly sign: "removed" | "added";
};

function Side({ side: { series, round, run }, lines, sign }: SideProps) {
  const title = `Run ${round + 1}, ${series.name === directName ? series.name.toLowerCase() : series.name}`;
  const circumstance = circumstanceWords(run);
  return (
    <article className={styles.side} aria-label={title}>
      <h4>
        <SeriesMark look={series.look} />
        {title} <span className="dim num">{runWords(run)}</span>
        {circumstance === "" ? null : <Chip>{circumstance}</Chip>}
      </h4>
      {lines === null ? (
        <p className="sub">{run?.status === "failed" ? "No answer to read." : "Nothing to read."}</p>
      ) : (
        <section
          className={`scroll ${styles.text}`}
          aria-label={`Answer of ${title}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
          tabIndex={0}
        >
          <Lines lines={lines} sign={sign} />
        </section>
      )}
    </article>
  );
}

/** So many lines are one block; a block more is drawn in each frame. */
const linesPerBlock = 80;

type LinesProps = { readonly lines: readonly SideLine[]; readonly sign: "removed" | "added" };

const Lines = memo(function Lines({ lines, sign }: LinesProps) {
  const blocks = Math.ceil(lines.length / linesPerBlock);
  const drawn = useGrowing(blocks) * linesPerBlock;
  return lines.slice(0, drawn).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished diff never move
    <p key={index} className={line.isItem ? styles.item : undefined}>
      {line.parts.length === 0 ? "\u200b" : <Parts line={line} sign={sign} />}
    </p>
  ));
});

function Parts({ line, sign }: { readonly line: SideLine; readonly sign: "removed" | "added" }) {
  const Tag = sign === "added" ? "ins" : "del";
  return line.parts.map(({ text, isOwn }, index) => {
    const key = `${index} ${text}`;
    if (!isOwn) return <span key={key}>{text}</span>;
    // A space after a changed word is not what changed, unless there is nothing else.
    const marked = text.trimEnd() === "" ? text : text.trimEnd();
    return (
      <Fragment key={key}>
        <Tag>
          <span className="visually-hidden">{sign}: </span>
          {marked}
        </Tag>
        {text.slice(marked.length)}
      </Fragment>
    );
  });
}

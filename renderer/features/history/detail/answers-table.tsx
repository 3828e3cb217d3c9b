import { lookOf } from "#renderer/parts/column-look.ts";
import { chipOf } from "#renderer/parts/column-state.ts";
import { costText } from "#renderer/parts/cost-text.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { RunCost } from "#renderer/parts/money/run-cost.tsx";
import { useNames } from "#renderer/parts/names.ts";
import { ChainBadge, ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { currentRun } from "#renderer/parts/use-run.ts";
import type { Axis } from "#renderer/parts/waterfall/axis.ts";
import { Bar } from "#renderer/parts/waterfall/bar.tsx";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { rowsOf } from "#renderer/parts/waterfall/rows.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Target } from "#shared/chain.ts";
import { formatSeconds, formatSpeed } from "#shared/format.ts";
import type { HistoryEntry } from "#shared/history.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { elapsedMs, numbersOf, shownAttempt } from "#shared/run-numbers.ts";
import styles from "./answers-table.module.css";
import detailStyles from "./detail.module.css";
import { type ReadAnswer, tokensSentWith } from "./read-answers.ts";
import { sumWords } from "./sum-words.ts";

export type AnswersTableProps = {
  readonly answers: readonly ReadAnswer[];
  readonly comparison: Comparison;
  readonly entry: HistoryEntry;
  readonly axis: Axis;
};

/** Every answer in a row, attempts on one axis. Drawn anew by its parent while anything streams. */
export function AnswersTable({ answers, comparison, entry, axis }: AnswersTableProps) {
  const names = useNames();
  const isLive = answers.some(({ run }) => isRunning(run));
  return (
    <section className={detailStyles.card} aria-labelledby="history-answers">
      <div className={detailStyles.head}>
        <h2 id="history-answers">Answers</h2>
        <span className={`num ${detailStyles.sum}`}>{sumWords(entry, isLive)}</span>
      </div>
      <div className={`scroll ${styles.box}`}>
        <table className={styles.table} aria-label="Answers">
          <thead>
            <tr>
              <th>Target</th>
              <th className={styles.by}>Answered by</th>
              <th className={styles.attempts}>
                <span className="num">Attempts, 0 to {axis.labels.at(-1)}</span>
              </th>
              <th className={styles.number}>First token</th>
              <th className={styles.number}>Total</th>
              <th className={classes(styles.number, styles.speed)}>tok/s</th>
              <th className={styles.number}>Cost</th>
              <th className={styles.state}>State</th>
            </tr>
          </thead>
          <tbody>
            {answers.map((answer) => (
              <Row key={answer.columnId} answer={answer} comparison={comparison} axis={axis} names={names} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type RowProps = Pick<AnswersTableProps, "comparison" | "axis"> & {
  readonly answer: ReadAnswer;
  readonly names: RowNames;
};

function Row({ answer, comparison, axis, names }: RowProps) {
  const { name, state } = answer;
  const run = currentRun(answer.run.id) ?? answer.run;
  const nowMs = Date.now();
  const sentTokens = tokensSentWith(run, comparison);
  const numbers = numbersOf(run, sentTokens, nowMs);
  const look = lookOf(state);
  const words = chipOf(state, run, nowMs);
  const about = numbers.isEstimate ? "≈" : "";
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <TargetBadge target={run.target} names={names} />
          <button
            type="button"
            className={`trunc ${styles.name}`}
            title="Go to this answer"
            onClick={() => goTo(answer.columnId)}
          >
            {name}
          </button>
        </span>
      </th>
      <td className={classes("trunc", styles.by, look.tone === "bad" ? "bad" : "sub")}>{answeredBy(run, names)}</td>
      <td className={styles.attempts}>
        <Bar
          segments={rowsOf(run, sentTokens, elapsedMs(run, nowMs)).flatMap((row) => row.segments)}
          axis={axis}
          lineMs={isRunning(run) ? elapsedMs(run, nowMs) : null}
        />
      </td>
      <td className={`num ${styles.number}`}>
        {numbers.firstTokenMs === null ? "" : formatSeconds(numbers.firstTokenMs)}
      </td>
      <td className={`num ${styles.number}`}>{formatSeconds(numbers.totalMs)}</td>
      <td className={`num ${styles.number} ${styles.speed}`}>
        {numbers.tokensPerSecond === null ? "" : `${about}${formatSpeed(numbers.tokensPerSecond)}`}
      </td>
      <td className={styles.number}>
        <Figure
          words={costText(numbers)}
          label={`Cost of ${name}`}
          isUnknown={numbers.cost.unknownCount > 0 && numbers.cost.nanoUsd === 0}
        >
          <RunCost title={name} total={costText(numbers)} run={run} />
        </Figure>
      </td>
      <td className={styles.state}>
        <span className={`row ${styles.ending}`}>
          <Icon name={look.icon} size="xs" className={look.tone} />
          <span className="trunc">{words?.text ?? ""}</span>
        </span>
      </td>
    </tr>
  );
}

/** `Claude Sonnet 4.5 · Anthropic, link 2`; empty where nothing came. */
function answeredBy(run: Run, names: RowNames): string {
  const attempt = shownAttempt(run);
  if (attempt === undefined) return "";
  const { providerId, modelId, linkIndex, modelServed } = attempt;
  const link = linkIndex > 0 ? `, link ${linkIndex + 1}` : "";
  return `${names.model(providerId, modelServed ?? modelId)} · ${names.provider(providerId)}${link}`;
}

function goTo(columnId: string): void {
  const card = document.querySelector<HTMLElement>(`[data-read="${columnId}"] [tabindex="0"]`);
  card?.closest("article")?.scrollIntoView({ block: "nearest" });
  card?.focus({ preventScroll: true });
}

export function TargetBadge({ target, names }: { readonly target: Target; readonly names: RowNames }) {
  if (target.kind === "chain") return <ChainBadge />;
  return <ProviderBadge providerId={target.providerId} name={names.provider(target.providerId)} />;
}

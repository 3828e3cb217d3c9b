import type { ReactNode } from "react";
import { costText } from "#renderer/parts/cost-text.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { formatCount, formatSeconds, formatSpeed } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import { type Best, type RunNumbers, shownAttempt } from "#shared/run-numbers.ts";
import styles from "./metrics.module.css";

export type MetricsProps = {
  readonly run: Run;
  readonly numbers: RunNumbers;
  /** Null while it runs or where there is nothing to compare with. */
  readonly best: Best | null;
};

/** First token, time, speed, tokens and cost of one answer. */
export function Metrics({ run, numbers, best }: MetricsProps) {
  const isLive = isRunning(run);
  const about = numbers.isEstimate ? "≈" : "";
  return (
    <fieldset className={styles.group} aria-label="Metrics">
      <dl className={styles.metrics}>
        <Metric label="First token" title={firstTokenWords(run)} bestOf={best?.firstToken}>
          {numbers.firstTokenMs === null ? none : formatSeconds(numbers.firstTokenMs)}
        </Metric>
        <Metric label={isLive ? "Elapsed" : "Total"} bestOf={best?.total}>
          {formatSeconds(numbers.totalMs)}
        </Metric>
        <Metric label="Speed" bestOf={best?.speed}>
          {numbers.tokensPerSecond === null ? (
            none
          ) : (
            <>
              {about}
              {formatSpeed(numbers.tokensPerSecond)} <small>tok/s</small>
            </>
          )}
        </Metric>
        <Metric
          label="Tokens"
          className={styles.tokens}
          title={numbers.isEstimate ? "Counted here from text" : "As the provider reported"}
        >
          {numbers.inputTokens === null || numbers.outputTokens === null ? (
            none
          ) : (
            <>
              {about}
              {formatCount(numbers.inputTokens)} <small>→</small> {formatCount(numbers.outputTokens)}
            </>
          )}
        </Metric>
        <Metric label={isLive ? "Cost so far" : "Cost"} title={costWords(run, numbers)} bestOf={best?.cost}>
          {costText(numbers)}
        </Metric>
      </dl>
    </fieldset>
  );
}

const none = <span className={styles.none}>–</span>;

type MetricProps = {
  readonly label: string;
  readonly title?: string | undefined;
  readonly className?: string | undefined;
  /** Of how many answers it is the best. */
  readonly bestOf?: number | null | undefined;
  readonly children: ReactNode;
};

function Metric({ label, title, className, bestOf = null, children }: MetricProps) {
  return (
    <div className={className} title={title}>
      <dt>
        {label}
        {bestOf === null ? null : (
          <span className={styles.best} title={`Best of ${bestOf}`}>
            <span className="visually-hidden">, best of {bestOf}, rank </span>1
          </span>
        )}
      </dt>
      <dd className={classes("num", styles.value)}>{children}</dd>
    </div>
  );
}

const sourceWords = {
  reported: "As the provider reported it",
  computed: "Computed from tokens and price",
  estimated: "Estimated from what arrived",
  unknown: "The price is not known",
} as const;

function costWords(run: Run, { cost }: RunNumbers): string {
  const attempt = shownAttempt(run);
  const source = sourceWords[attempt === undefined || attempt.status === "running" ? "estimated" : attempt.cost.source];
  const lost = run.attempts.filter((one) => one !== attempt && (one.cost.nanoUsd ?? 0) > 0).length;
  const unknown =
    cost.unknownCount > 0 && cost.nanoUsd > 0
      ? `, plus ${cost.unknownCount === 1 ? "an attempt" : `${cost.unknownCount} attempts`} of unknown cost`
      : "";
  return `${source}${lost > 0 ? `, lost attempts included` : ""}${unknown}`;
}

/** Splits the first token of a chain into what it is made of (ui/README.md §7). */
function firstTokenWords(run: Run): string {
  const attempt = shownAttempt(run);
  if (attempt?.firstAnswerMs == null || attempt.firstContentMs === null)
    return "From Send to the first token of the answer";
  const lostMs = attempt.startMs - attempt.waitedMs;
  const parts = [
    lostMs >= 10 && attempt.linkIndex > 0 ? `${formatSeconds(lostMs)} lost to links before` : "",
    attempt.waitedMs > 0 ? `${formatSeconds(attempt.waitedMs)} held back` : "",
    `${formatSeconds(attempt.firstContentMs - attempt.startMs)} waiting`,
    attempt.firstAnswerMs > attempt.firstContentMs
      ? `${formatSeconds(attempt.firstAnswerMs - attempt.firstContentMs)} reasoning`
      : "",
  ];
  return `From Send: ${parts.filter((part) => part !== "").join(", ")}`;
}

import type { ReactNode } from "react";
import { countOf } from "#renderer/parts/count-of.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { formatCost, formatCount, formatPercent } from "#shared/format.ts";
import type { SpendReport, SpendSum } from "#shared/spend.ts";
import { budgetOf } from "./chart-data.ts";
import styles from "./figures.module.css";
import { PerAnswerDetails, SpentDetails, WastedDetails } from "./spend-details.tsx";
import { costWords, isUnknown, unknownWords } from "./spend-words.ts";
import { wastedWords } from "./waste-words.ts";

/** The four figures at the top: what was spent, wasted, the cost of an answer, and how many there were. */
export function Figures({ report }: { readonly report: SpendReport }) {
  return (
    <dl className={styles.figures}>
      <Spent report={report} />
      <Wasted report={report} />
      <PerAnswer report={report} />
      <Answers report={report} />
    </dl>
  );
}

type OneProps = {
  readonly name: string;
  readonly value: ReactNode;
  readonly beside: string;
  /** Empty where there is nothing to add. */
  readonly below: string;
};

function One({ name, value, beside, below }: OneProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">
        {value} {beside === "" ? null : <small>{beside}</small>}
      </dd>
      <dd className={`num ${styles.below}`}>{below}</dd>
    </div>
  );
}

function Spent({ report }: { readonly report: SpendReport }) {
  const budgets = useMoneyStore((state) => state.budgets);
  const currentId = useMoneyStore((state) => state.session?.id);
  const budget = budgetOf(report.range, currentId, budgets);
  const value = (
    <Figure words={costWords(report.total)} label="How it was spent" isUnknown={isUnknown(report.total)}>
      <SpentDetails title="Spent" report={report} />
    </Figure>
  );
  const beside = budget === null ? "" : `of ${formatCost(budget.limitNanoUsd)}`;
  return <One name="Spent" value={value} beside={beside} below={unknownWords(report)} />;
}

function Wasted({ report: { total, waste } }: { readonly report: SpendReport }) {
  const share = total.wastedNanoUsd === 0 ? "" : formatPercent(total.wastedNanoUsd / total.nanoUsd);
  const words = wastedWords(total.wastedNanoUsd, waste);
  const unknown = waste.reduce((sum, cause) => sum + cause.unknownCosts, 0);
  const value = (
    <Figure words={words} label="How it was wasted" isUnknown={total.wastedNanoUsd === 0 && unknown > 0}>
      <WastedDetails title="Wasted on failed attempts" causes={waste} />
    </Figure>
  );
  return <One name="Wasted on failed attempts" value={value} beside={share} below={billedWords(total, unknown)} />;
}

/** Of what was lost, `unknown` attempts may have been billed as well. */
function billedWords({ billedFailures: billed, failedAttempts: failed }: SpendSum, unknown: number): string {
  const beside = unknown === 0 ? "" : `${countOf(unknown, "attempt")} of unknown cost`;
  if (failed === 0) return beside === "" ? "no attempt failed" : beside;
  if (billed === 0 && beside !== "") return beside;
  const was = billed === 1 || failed === 1 ? "was" : "were";
  const attempts = failed === 1 ? "attempt" : "attempts";
  const known = `${formatCount(billed)} of ${formatCount(failed)} failed ${attempts} ${was} billed`;
  return beside === "" ? known : `${known}, ${beside}`;
}

function PerAnswer({ report }: { readonly report: SpendReport }) {
  const { mean, p50, p95 } = report.costPerAnswer;
  const tail = p95 === null ? "p95: too few runs" : `p95 ${formatCost(p95)}`;
  const below = p50 === null ? "p50, p95: too few runs" : `p50 ${formatCost(p50)}, ${tail}`;
  if (mean === null) return <One name="Cost per answer" value="–" beside="" below="no answer of known cost" />;
  const value = (
    <Figure words={formatCost(mean)} label="How it is worked out">
      <PerAnswerDetails report={report} />
    </Figure>
  );
  return <One name="Cost per answer" value={value} beside="mean" below={below} />;
}

function Answers({ report: { total, fellThrough, unanswered } }: { readonly report: SpendReport }) {
  const attempts = `from ${formatCount(total.attempts)} ${total.attempts === 1 ? "attempt" : "attempts"}`;
  const below = `${formatCount(fellThrough)} fell through, ${formatCount(unanswered)} got no answer`;
  return <One name="Answers" value={formatCount(total.answers)} beside={attempts} below={below} />;
}

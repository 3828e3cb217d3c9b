import { useMemo, useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Cumulative } from "#renderer/ui/charts/cumulative.tsx";
import type { Step } from "#renderer/ui/charts/steps.ts";
import type { SpendReport } from "#shared/spend.ts";
import { budgetOf, chartData, chartMoment, paceWords } from "./chart-data.ts";
import { PointTable } from "./point-table.tsx";
import styles from "./spend-chart.module.css";
import { costWords } from "./spend-words.ts";
import { pointWords, wastedWords } from "./waste-words.ts";

export type SpendChartProps = { readonly report: SpendReport; readonly heading: string };

/** What was spent by when, what of it was wasted, and where the budget and the pace stand. */
export function SpendChart({ report, heading }: SpendChartProps) {
  const [isTable, setTable] = useState(false);
  const data = useChartData(report);
  return (
    <div className={styles.chart}>
      <div className={styles.head}>
        <h2 className="strong" tabIndex={-1}>
          {heading}
        </h2>
        <Legend report={report} isProjected={data.projection !== null} />
        {data.limitAbove === null ? null : <span className={`num ${styles.caption}`}>{data.limitAbove}</span>}
        <span className="grow" />
        <Button tone="ghost" size="small" onClick={() => setTable(!isTable)}>
          {isTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {isTable ? (
        <PointTable report={report} heading={heading} />
      ) : (
        <Cumulative
          {...data}
          endLabel={<EndLabel report={report} />}
          partLabel={
            report.total.wastedNanoUsd > 0 ? `Wasted ${wastedWords(report.total.wastedNanoUsd, report.waste)}` : null
          }
          stepsLabel={`${heading}: spent by when`}
          wordsOf={(step) => stepWords(step, report)}
        />
      )}
    </div>
  );
}

function useChartData(report: SpendReport) {
  const budgets = useMoneyStore((state) => state.budgets);
  const currentId = useMoneyStore((state) => state.session?.id);
  const settings = useAppStore((state) => state.settings.budgets);
  return useMemo(
    () => chartData({ report, budget: budgetOf(report.range, currentId, budgets), settings }),
    [report, budgets, currentId, settings],
  );
}

/** A session that is over has no now. */
function EndLabel({ report: { range, total } }: { readonly report: SpendReport }) {
  const currentId = useMoneyStore((state) => state.session?.id);
  const isOver = range.kind === "session" && range.sessionId !== currentId;
  return (
    <>
      <b>{costWords(total)}</b> {isOver ? "" : "now"}
    </>
  );
}

function stepWords({ at, value, part }: Step, report: SpendReport): string {
  const { spent, wasted } = pointWords(report, { nanoUsd: value, wastedNanoUsd: part });
  return `${chartMoment(at, report)}: ${spent} spent${part > 0 ? `, ${wasted} of it wasted` : ""}`;
}

type LegendProps = { readonly report: SpendReport; readonly isProjected: boolean };

function Legend({ report, isProjected }: LegendProps) {
  return (
    <>
      <span className={styles.caption}>
        <i className={styles.spent} />
        Spent
      </span>
      {report.total.wastedNanoUsd === 0 ? null : (
        <span className={styles.caption}>
          <i className={styles.wasted} />
          Of it wasted
        </span>
      )}
      {isProjected && report.pace !== null ? (
        <span className={styles.caption}>
          <i className={styles.dotted} />
          {paceWords(report.pace)}
        </span>
      ) : null}
    </>
  );
}

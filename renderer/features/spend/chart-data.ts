import type { Limit } from "#renderer/ui/charts/cumulative.tsx";
import { roundValues, type Step, type Tick } from "#renderer/ui/charts/steps.ts";
import { type Budget, type BudgetSettings, type BudgetState, warnShare } from "#shared/budget.ts";
import { formatClock, formatCost, formatCostSum } from "#shared/format.ts";
import type { SpendRange, SpendReport } from "#shared/spend.ts";
import { momentWords } from "./moments.ts";
import { type TimeAxis, timeAxis, wholeAxis } from "./time-axis.ts";
import { wastedWords } from "./waste-words.ts";

/** Everything that the chart of a report draws, in nano-USD over epoch ms. */
export type ChartData = TimeAxis & {
  readonly top: number;
  readonly steps: readonly Step[];
  readonly yTicks: readonly Tick[];
  readonly limits: readonly Limit[];
  readonly projection: { readonly at: number; readonly value: number } | null;
  /** A budget that is so far off that the chart would be flat with it; said beside the chart. */
  readonly limitAbove: string | null;
  readonly sentence: string;
};

/** The budget of all providers that covers what a report covers; the lowest where there are several. */
export function budgetOf(range: SpendRange, currentId: string | undefined, budgets: readonly BudgetState[]) {
  const period = periodOf(range, currentId);
  const fitting = budgets.filter((budget) => budget.period === period && budget.providerId === null);
  return fitting.toSorted((one, other) => one.limitNanoUsd - other.limitNanoUsd)[0] ?? null;
}

function periodOf(range: SpendRange, currentId: string | undefined): Budget["period"] | null {
  if (range.kind === "session") return range.sessionId === currentId ? "session" : null;
  return range.kind === "days" && range.days === 1 ? "day" : null;
}

type Parts = {
  readonly report: SpendReport;
  readonly budget: BudgetState | null;
  readonly settings: BudgetSettings;
};

/** Below this share of a budget its line would press everything else flat. */
const leastShare = 1 / 8;

export function chartData({ report, budget, settings }: Parts): ChartData {
  const { toMs, total } = report;
  const from = Math.min(report.fromMs ?? toMs, report.points[0]?.atMs ?? toMs);
  const steps = stepsOf(report);
  const near = budget !== null && total.nanoUsd >= budget.limitNanoUsd * leastShare ? budget.limitNanoUsd : null;
  const far = projectionOf(report, from, near);
  const axis = far === null ? timeAxis(from, toMs) : wholeAxis(from, far.at - (far.at - from) * roomShare);
  const projection = far === null ? null : { ...far, at: Math.min(far.at, axis.to) };
  const highest = Math.max(total.nanoUsd, near ?? 0, projection?.value ?? 0, leastTop);
  const top = highest * 1.1;
  return {
    ...axis,
    top,
    steps,
    yTicks: moneyTicks(top),
    limits: near === null ? [] : limitsOf(near, settings),
    projection,
    limitAbove:
      budget === null || near !== null
        ? null
        : `${limitName(settings)} ${formatCost(budget.limitNanoUsd)} is far above`,
    sentence: sentenceOf(report, axis.from, { near, projection }),
  };
}

/** A step more of the axis for the last seconds of a projection would leave most of it empty. */
const roomShare = 0.01;

/** A hundredth of a cent: an axis needs some height where nothing was spent. */
const leastTop = 100_000;

/** The sums of the report, and the last one again at its end: nothing was spent in between. */
function stepsOf({ points, total, toMs }: SpendReport): readonly Step[] {
  const steps = points.map(({ atMs, nanoUsd, wastedNanoUsd }) => ({ at: atMs, value: nanoUsd, part: wastedNanoUsd }));
  return [...steps, { at: toMs, value: total.nanoUsd, part: total.wastedNanoUsd }];
}

function limitsOf(limit: number, settings: BudgetSettings): readonly Limit[] {
  const stop: Limit = { value: limit, label: `${limitName(settings)} ${formatCost(limit)}`, tone: "stop" };
  return settings.warns ? [stop, { value: limit * warnShare, label: "Warn at 80%", tone: "warn" }] : [stop];
}

function limitName({ hardStop }: BudgetSettings): string {
  return hardStop ? "Hard stop" : "Budget";
}

/** No further than this share of what is over: nobody knows more from ten minutes. */
const furthestShare = 0.6;

/** On at the pace of the last minutes, up to the budget. */
function projectionOf({ pace, total, toMs }: SpendReport, from: number, limit: number | null) {
  if (pace === null || pace.nanoUsd <= 0 || pace.overMs <= 0) return null;
  if (limit !== null && total.nanoUsd >= limit) return null;
  const perMs = pace.nanoUsd / pace.overMs;
  const furthestMs = Math.max(toMs - from, pace.overMs) * furthestShare;
  const untilLimitMs = limit === null ? Number.POSITIVE_INFINITY : (limit - total.nanoUsd) / perMs;
  const ms = Math.min(furthestMs, untilLimitMs);
  return { at: toMs + ms, value: total.nanoUsd + perMs * ms };
}

/** `At the last ten minutes' pace` */
export function paceWords({ overMs }: NonNullable<SpendReport["pace"]>): string {
  const minutes = Math.round(overMs / 60_000);
  if (minutes >= 10) return "At the last ten minutes' pace";
  return minutes < 2 ? "At the last minute's pace" : `At the last ${minutes} minutes' pace`;
}

/** Round sums up to `top` nano-USD, all with as many decimals as their step needs; more than two zeros are none. */
export function moneyTicks(top: number): readonly Tick[] {
  const values = roundValues(top, 5);
  const step = (values[1] ?? 1e9) / 1e9;
  const decimals = step >= 10 ? 0 : Math.max(2, decimalsOf(step));
  const format = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const zero = decimals > 2 ? "$0" : `$${format.format(0)}`;
  return values.map((value) => ({ value, label: value === 0 ? zero : `$${format.format(value / 1e9)}` }));
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 9; decimals += 1) {
    if (Math.abs(Number(step.toFixed(decimals)) - step) < step * 1e-6) return decimals;
  }
  return 9;
}

type Ahead = Pick<ChartData, "projection"> & { readonly near: number | null };

/** The chart in one or two sentences, for assistive tech. */
function sentenceOf(report: SpendReport, from: number, { near, projection }: Ahead): string {
  const { total, toMs, waste } = report;
  const when = (ms: number) => chartMoment(ms, report);
  const wasted = total.wastedNanoUsd > 0 ? `, ${wastedWords(total.wastedNanoUsd, waste)} of it wasted` : "";
  const spent = formatCostSum({ nanoUsd: total.nanoUsd, isEstimate: total.estimatedNanoUsd > 0 });
  const rise = `Cumulative spend rises from $0 at ${when(from)} to ${spent} at ${when(toMs)}${wasted}.`;
  if (projection === null) return rise;
  if (near === null || projection.value < near * (1 - 1e-9)) return rise;
  return `${rise} At this pace it reaches the ${formatCost(near)} budget at ${when(projection.at)}.`;
}

const dayMs = 24 * 60 * 60_000;

/** A time of day, with its day where the chart has more than one. */
export function chartMoment(ms: number, { fromMs, toMs }: Pick<SpendReport, "fromMs" | "toMs">): string {
  return toMs - (fromMs ?? toMs) > dayMs ? momentWords(ms, toMs) : formatClock(ms);
}

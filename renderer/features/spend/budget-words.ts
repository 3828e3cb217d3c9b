import { takenOf } from "#renderer/parts/budget-amounts.ts";
import type { BudgetState } from "#shared/budget.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { SpendReport } from "#shared/spend.ts";
import { paceWords } from "./chart-data.ts";

type Pace = NonNullable<SpendReport["pace"]>;

/** `Per session`, `Per month, OpenAI` */
export function spanWords({ period, providerId }: Pick<BudgetState, "period" | "providerId">, nameOf: NameOf): string {
  const span = { session: "Per session", day: "Per day", month: "Per month" }[period];
  return providerId === null ? span : `${span}, ${nameOf(providerId)}`;
}

type NameOf = (providerId: string) => string;

/** What is left of a budget, and how long it lasts where the pace of this session says so. */
export function leftWords(budget: BudgetState, pace: Pace | null): string {
  const left = Math.max(0, budget.limitNanoUsd - takenOf(budget));
  if (left === 0) return `Nothing is left of ${formatCost(budget.limitNanoUsd)}.`;
  const lasts = pace === null ? null : lastsWords(left, pace);
  return `${formatCost(left)} left${lasts === null ? "" : `, ${lasts}`}.`;
}

/** `about 51 answers or 33 minutes at the last ten minutes' pace` */
function lastsWords(left: number, pace: Pace): string | null {
  const { nanoUsd, answers, overMs } = pace;
  if (nanoUsd <= 0 || answers === 0 || overMs <= 0) return null;
  const minutes = Math.floor(left / (nanoUsd / overMs) / 60_000);
  const more = Math.floor(left / (nanoUsd / answers));
  if (more === 0) return "less than an answer costs on average";
  const spell = spellWords(minutes);
  return `about ${counted(more, "answer")} or ${spell} ${paceWords(pace).replace("At", "at")}`;
}

function spellWords(minutes: number): string {
  if (minutes === 0) return "less than a minute";
  return minutes < 600 ? counted(minutes, "minute") : counted(Math.floor(minutes / 60), "hour");
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** What its figures leave out, or null. */
export function besideWords({ reservedNanoUsd, unknownCosts }: BudgetState): string | null {
  const parts = [
    reservedNanoUsd === 0 ? null : `${formatCost(reservedNanoUsd)} held for answers whose cost is not known yet.`,
    unknownCosts === 0 ? null : `${counted(unknownCosts, "answer")} of unknown price not counted.`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}

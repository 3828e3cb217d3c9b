import { countOf } from "#renderer/parts/count-of.ts";
import { formatCostSum } from "#shared/format.ts";
import type { Session } from "#shared/session.ts";
import type { SpendReport, SpendSum } from "#shared/spend.ts";
import { sessionTitle } from "./moments.ts";

/** Where no cost of a group is known its sum of 0 says nothing: it is unknown, never $0. */
export function isUnknown({ nanoUsd, unknownCosts }: Pick<SpendSum, "nanoUsd" | "unknownCosts">): boolean {
  return nanoUsd === 0 && unknownCosts > 0;
}

/** `$0.1518`, `≈$0.1518` where a part of it is an estimate, `unknown`. */
export function costWords(sum: Pick<SpendSum, "nanoUsd" | "unknownCosts" | "estimatedNanoUsd">): string {
  if (isUnknown(sum)) return "unknown";
  return formatCostSum({ nanoUsd: sum.nanoUsd, isEstimate: sum.estimatedNanoUsd > 0 });
}

/** `plus 4 answers with an unknown price`; empty where all is known. */
export function unknownWords({ total, byModel }: Pick<SpendReport, "total" | "byModel">): string {
  if (total.unknownCosts === 0) return "";
  const models = byModel.filter((model) => model.unknownCosts > 0);
  const areAnswers = models.every((model) => model.failedAttempts === 0 && model.unknownCosts <= model.answers);
  const unknown = models.flatMap(({ prices }) => prices.filter(({ source }) => source === "unknown"));
  const what = unknown.length > 0 && unknown.every(({ price }) => price === null) ? "price" : "cost";
  return `plus ${countOf(total.unknownCosts, areAnswers ? "answer" : "attempt")} with an unknown ${what}`;
}

/** What a report is of, as its chart is headed. */
export function headingOf({ range }: Pick<SpendReport, "range">, session: Session | null, nowMs: number): string {
  if (range.kind === "all") return "All time";
  if (range.kind === "days") return range.days === 1 ? "Today so far" : `Last ${range.days} days`;
  if (session === null) return "Session";
  return session.endedAtMs === null && session.name === null ? "Session so far" : sessionTitle(session, nowMs);
}

/** Where nothing was sent: `in this session`. */
export function placeOf({ range }: Pick<SpendReport, "range">): string {
  if (range.kind === "all") return "";
  if (range.kind === "session") return " in this session";
  return range.days === 1 ? " today" : ` in the last ${range.days} days`;
}

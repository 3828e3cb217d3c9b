import { classWords } from "#renderer/parts/failure-words.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import { formatCost, formatCostSum } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import type { SpendPoint, SpendReport, WasteCause } from "#shared/spend.ts";

/** A cause, or all that cost nothing together. */
export type WasteItem = {
  readonly title: string;
  readonly icon: IconName;
  readonly attempts: number;
  readonly nanoUsd: number;
  readonly unknownCosts: number;
  readonly causes: readonly WasteCause[];
};

/**
 * `≈$0.0279`: where a part of what was lost is an estimate, it says so; `unknown` where no cost of it is known.
 * `model`: of what this one lost.
 */
export function wastedWords(nanoUsd: number, causes: readonly WasteCause[], model?: ModelRef): string {
  const uses = causes.flatMap((cause) => cause.uses);
  const meant = model === undefined ? uses : uses.filter((use) => isSameModel(use, model));
  if (nanoUsd === 0 && meant.some((use) => use.source === "unknown")) return "unknown";
  return formatCostSum({ nanoUsd, isEstimate: meant.some((use) => use.source === "estimated" && use.nanoUsd > 0) });
}

/** What had been spent up to a point of a report's chart, and what of it was wasted; both with ≈ where the whole has it. */
export function pointWords({ total, waste }: Pick<SpendReport, "total" | "waste">, point: Omit<SpendPoint, "atMs">) {
  const { nanoUsd, wastedNanoUsd } = point;
  return {
    spent: formatCostSum({ nanoUsd, isEstimate: total.estimatedNanoUsd > 0 }),
    wasted: wastedNanoUsd === 0 ? formatCost(0) : wastedWords(wastedNanoUsd, waste),
  };
}

export function isSameModel(one: ModelRef, other: ModelRef): boolean {
  return one.providerId === other.providerId && one.modelId === other.modelId;
}

/** What was billed or may have been, dearest first; then what was not, in one. */
export function wasteItems(waste: readonly WasteCause[]): readonly WasteItem[] {
  const isBilled = (cause: WasteCause) => cause.nanoUsd > 0 || cause.unknownCosts > 0;
  const billed = waste
    .filter(isBilled)
    .map((cause) => ({ ...cause, title: titleOf(cause), icon: iconOf(cause), causes: [cause] }));
  const free = waste.filter((cause) => !isBilled(cause));
  const attempts = free.reduce((sum, cause) => sum + cause.attempts, 0);
  if (attempts === 0) return billed;
  const title = `${namesOf(free)}, not billed`;
  return [...billed, { title, icon: "fail", attempts, nanoUsd: 0, unknownCosts: 0, causes: free }];
}

export function titleOf(cause: WasteCause): string {
  if (cause.class === null) return "Answered, and another answer was kept";
  if (cause.reason === "cut") return "Stream cut";
  if (cause.reason === "stall") return "Timed out mid-stream";
  const words = classWords({ class: cause.class, reason: cause.reason });
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function iconOf(cause: WasteCause): IconName {
  if (cause.reason === "cut") return "cut";
  if (cause.class === "TIMEOUT" || cause.reason === "stall") return "timer";
  return cause.class === "ABORT" ? "stop" : "fail";
}

/** At most three names; the others are only counted. */
const mostNames = 3;

function namesOf(causes: readonly WasteCause[]): string {
  const all = [...new Set(causes.toSorted((one, other) => other.attempts - one.attempts).map(shortName))];
  const shown = all.length > mostNames ? [...all.slice(0, mostNames - 1), "others"] : all;
  const last = shown.at(-1) ?? "";
  const text = shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function shortName(cause: WasteCause): string {
  if (cause.class === null) return "not kept";
  if (cause.class === "RATE_LIMIT") return "429";
  if (cause.class === "SERVER") return "5xx";
  return classWords({ class: cause.class, reason: cause.reason });
}

import { repeatPlan } from "#electron/storage/repeat-schemas.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { type RepeatPlan, roundsOf } from "#shared/repeat.ts";
import { jsonOf } from "./json.ts";

/** How a comparison is repeated, from its column; null where it is not, or where that cannot be read. */
export function planOf(text: unknown): RepeatPlan | null {
  const read = repeatPlan.safeParse(jsonOf(text));
  return read.success ? read.data : null;
}

/** What the list says of a plan. */
export function shortPlanOf(plan: RepeatPlan): NonNullable<HistoryEntry["repeat"]> {
  return { purpose: plan.purpose, times: plan.times, rounds: roundsOf(plan) };
}

/** What its data puts into the prompt, a text for each row. */
export function rowTextsOf(plan: RepeatPlan | null): readonly string[] {
  return (plan?.rows ?? []).map((row) => Object.values(row).join(" · "));
}

import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { planFor } from "#electron/manager/new-job.ts";
import type { Link } from "#shared/chain.ts";
import type { RepeatChain, RepeatColumn, RepeatPlan } from "#shared/repeat.ts";

/** A column's chain as it was when its comparison began; undefined where it asks a model. */
export function chainOf({ chains = [] }: RepeatPlan, { target }: RepeatColumn): RepeatChain | undefined {
  return target.kind === "chain" ? chains.find(({ id }) => id === target.chainId) : undefined;
}

/** What a column asks, in order. None where its chain is gone, and nothing was kept of it. */
export function linksOf(
  known: Pick<ManagerDependencies, "chainById" | "catalog">,
  plan: RepeatPlan,
  column: RepeatColumn,
): readonly Link[] {
  return planFor(known, { ...column, chain: chainOf(plan, column) }).links;
}

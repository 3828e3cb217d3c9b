import { pricesNow } from "#electron/manager/link-prices.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { mostNanoUsdOf } from "#electron/manager/most-cost.ts";
import { planFor, withoutSystem } from "#electron/manager/new-job.ts";
import { rulesFor } from "#shared/link-rules.ts";
import type { Provider } from "#shared/model.ts";
import type { RepeatColumn, RepeatEstimate, RepeatPlan } from "#shared/repeat.ts";
import { chainOf } from "./asked.ts";
import { type BudgetRoom, fittingTimes, refusalOfRuns } from "./budget-room.ts";
import { mostOfAll, type RunMost, unknownModels } from "./most.ts";
import type { Cell, RepeatAsk, RepeatWork } from "./work.ts";

export type Pricing = Pick<ManagerDependencies, "clock" | "catalog" | "chainById"> & {
  readonly providerById: (providerId: string) => Provider | null;
};

/** What each run of a repeated comparison may cost at most, by the prices of now. */
export type Bill = { mostOf(cell: Cell): RunMost };

/** Every row is priced once for each column, however often it is asked. */
export function billOf(pricing: Pricing, { comparison, ask }: Omit<RepeatWork, "runs">): Bill {
  const { columns, rows = [] } = comparison.repeat;
  const prompts = Math.max(1, rows.length);
  const priced = columns.map((column) =>
    Array.from({ length: prompts }, (_, round) =>
      mostOfRun(pricing, { plan: comparison.repeat, column, ...ask(column, round) }),
    ),
  );
  return { mostOf: ({ column, round }) => priced[column]?.[round % prompts] ?? [] };
}

type AskedRun = RepeatAsk & { readonly plan: RepeatPlan; readonly column: RepeatColumn };

function mostOfRun(pricing: Pricing, { plan, column, prompt, overrides = {} }: AskedRun): RunMost {
  const { links, rules: chainRules } = planFor(pricing, { ...column, chain: chainOf(plan, column) });
  return links.flatMap((link) => {
    const provider = pricing.providerById(link.provider);
    // What is gone is not asked.
    if (provider === null) return [];
    const { asked, others } = pricesNow(pricing, link, provider);
    const prices = [asked, ...others.values()];
    const mostNanoUsd = mostNanoUsdOf({ prompt, link, overrides: withoutSystem(overrides), prices });
    const { retries, triggers } = rulesFor(link, { rules: chainRules }, { reasons: false });
    const leadsOn = Object.values(triggers).includes(true);
    return [{ providerId: link.provider, modelId: link.modelId, mostNanoUsd, retries, leadsOn }];
  });
}

/** What it would come to, asked from its beginning. */
export function estimateOf(
  pricing: Pricing,
  work: Pick<RepeatWork, "comparison" | "ask">,
  room: BudgetRoom,
): RepeatEstimate {
  const { columns, rows = [], times } = work.comparison.repeat;
  const bill = billOf(pricing, work);
  const prompts = Math.max(1, rows.length);
  const oneTime = columns.flatMap((_, column) =>
    Array.from({ length: prompts }, (_row, round) => bill.mostOf({ column, round })),
  );
  const all = Array.from({ length: times }, () => oneTime).flat();
  const refusal = refusalOfRuns(all, room);
  return {
    runs: all.length,
    atMostNanoUsd: mostOfAll(all),
    unknown: unknownModels(oneTime),
    refusal,
    fittingTimes: refusal === null ? null : Math.min(times, fittingTimes(oneTime, room)),
  };
}

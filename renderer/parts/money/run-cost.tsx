import { useNames } from "#renderer/parts/names.ts";
import { billedTokens } from "#shared/cost.ts";
import { ratesFor } from "#shared/rates.ts";
import type { Attempt, Run } from "#shared/run.ts";
import type { PriceUse } from "#shared/spend.ts";
import { MoneyDetails, type MoneySection } from "./money-details.tsx";

export type RunCostProps = { readonly title: string; readonly total: string; readonly run: Run };

/** What an answer cost with all its attempts: tokens × price of each that is over. */
export function RunCost({ title, total, run }: RunCostProps) {
  const names = useNames();
  const asked = run.attempts.filter(({ status }) => status !== "skipped" && status !== "running");
  const sections = asked.map((attempt): MoneySection => {
    const { id, providerId, modelId, modelServed } = attempt;
    const ending = attempt.status === "answered" ? "" : `, ${attempt.status}`;
    return {
      key: id,
      title: names.model(providerId, modelServed ?? modelId),
      beside: `${names.provider(providerId)}${ending}`,
      uses: [spendOf(attempt)],
    };
  });
  return (
    <MoneyDetails title={title} total={total} sections={sections}>
      <p className="sub">{attemptWords(asked.length)}</p>
    </MoneyDetails>
  );
}

function attemptWords(attempts: number): string {
  if (attempts === 0) return "Nothing was sent.";
  return attempts === 1 ? "One attempt." : `${attempts} attempts, failed ones too.`;
}

/** One attempt as the Spend view has many of them. A reported amount stands beside the price only where both are known. */
export function spendOf({ cost, price, usage, computedNanoUsd }: Attempt): PriceUse {
  const listed = cost.source === "reported" && computedNanoUsd === undefined ? null : price;
  const billed = usage === null ? null : billedTokens(usage);
  return {
    price: listed,
    source: cost.source,
    isLongPrompt: listed !== null && ratesFor(listed, usage?.inputTokens ?? 0) !== listed,
    attempts: 1,
    inputTokens: usage?.inputTokens ?? 0,
    cacheReadTokens: billed?.cacheRead ?? 0,
    cacheWrite5mTokens: billed?.cacheWrite5m ?? 0,
    cacheWrite1hTokens: billed?.cacheWrite1h ?? 0,
    outputTokens: billed?.output ?? 0,
    nanoUsd: cost.nanoUsd ?? 0,
  };
}

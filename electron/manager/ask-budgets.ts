import { refusalWords } from "#shared/budget-words.ts";
import type { Link } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { BudgetAttempt } from "./budgets.ts";
import type { LinkBlock } from "./decide.ts";
import { type LinkPrices, pricesNow } from "./link-prices.ts";
import { mostNanoUsdOf } from "./most-cost.ts";
import type { RunContext } from "./run-context.ts";

/** An attempt at a link as the budgets see it. */
export function budgetAttempt({ job }: RunContext, link: Link, { asked, others }: LinkPrices): BudgetAttempt {
  const { prompt, overrides, sessionId, isGateway } = job;
  const { provider: providerId, modelId } = link;
  const mostNanoUsd = mostNanoUsdOf({ prompt, link, overrides, prices: [asked, ...others.values()] });
  return { providerId, modelId, isDemo: job.run.isDemo, isGateway, sessionId, mostNanoUsd };
}

/** Why no budget lets an attempt at this link be sent now, or null (class BUDGET). No network call, no timer. */
export function budgetBlock(context: RunContext, link: Link, provider: Provider): LinkBlock | null {
  const { budgets, providers } = context.engine;
  const { isGateway } = context.job;
  // Most people have none, and what an attempt can cost is worth no time then.
  if (budgets === undefined || !budgets.stops({ providerId: link.provider, isGateway })) return null;
  const refused = budgets.peek(budgetAttempt(context, link, pricesNow(context.engine, link, provider)));
  if (refused === null) return null;
  const { refusal, endsRun } = refused;
  const { title, body } = refusalWords(refusal, providers.nameOf);
  const reason = refusal.kind === "over" ? "over-budget" : "unknown-price";
  const failure = failureOf("BUDGET", `${title} ${body}`, { reason, budget: refusal });
  return { failure, retryAtMs: null, hard: true, ...(endsRun && { endsRun }) };
}

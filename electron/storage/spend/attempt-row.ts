import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import { billedTokens } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import { ratesFor } from "#shared/rates.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { servedInstead } from "#shared/served-model.ts";
import type { Usage } from "#shared/usage.ts";
import { kindOf, type SpendFacts } from "./facts.ts";

/** Who sent a run, and when it counts. */
export type Sender = { readonly sessionId: string; readonly client: string | null };

const names = [
  "session_id",
  "is_demo",
  "at_ms",
  "kind_id",
  "is_answer",
  "is_lost",
  "nano_usd",
  "computed_nano_usd",
  "reserved_nano_usd",
  "input_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
] as const;
const upsert = `INSERT INTO spend (run_id, attempt_id, ${names.join(", ")})
  VALUES (?, ?, ${names.map(() => "?").join(", ")})
  ON CONFLICT (run_id, attempt_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`;

export type Booking = Sender & { readonly run: Run };

/** One row, written anew where it is there already. */
export function bookAttempt(database: Database, { run, sessionId, client }: Booking, attempt: Attempt): void {
  const isAnswer = run.answeredBy === attempt.id;
  // What has answered may still win as long as its run goes on.
  const isLost = !isAnswer && (run.endMs !== null || attempt.status !== "answered");
  const values: Record<(typeof names)[number], SqlValue> = {
    session_id: sessionId,
    is_demo: Number(run.isDemo),
    at_ms: run.startedAtMs + attempt.startMs,
    kind_id: kindOf(database, factsOf(run, attempt, client)),
    is_answer: Number(isAnswer),
    is_lost: Number(isLost),
    nano_usd: attempt.cost.nanoUsd,
    computed_nano_usd: attempt.computedNanoUsd ?? null,
    reserved_nano_usd: attempt.reservedNanoUsd ?? null,
    ...tokenColumns(attempt.usage),
  };
  database.run(upsert, run.id, attempt.id, ...names.map((name) => values[name]));
}

/** As they are billed: cached ones never more than the whole input. Null where nobody counted them. */
export function tokenColumns(usage: Usage | null) {
  const billed = usage === null ? null : billedTokens(usage);
  return {
    input_tokens: usage?.inputTokens ?? null,
    cache_read_tokens: billed?.cacheRead ?? null,
    cache_write_5m_tokens: billed?.cacheWrite5m ?? null,
    cache_write_1h_tokens: billed?.cacheWrite1h ?? null,
    output_tokens: billed?.output ?? null,
  };
}

function factsOf(run: Run, attempt: Attempt, client: string | null): SpendFacts {
  const { target, title, links } = run;
  const served = servedInstead(links[attempt.linkIndex], attempt);
  return {
    providerId: attempt.providerId,
    modelId: served ?? attempt.modelId,
    upstreamProvider: attempt.upstreamProvider,
    chainId: target.kind === "chain" ? target.chainId : null,
    title: target.kind === "chain" ? title : "",
    client,
    status: attempt.status,
    failureClass: attempt.failure?.class ?? null,
    failureReason: attempt.failure?.reason ?? null,
    ...billedBy(attempt),
  };
}

type Billed = Pick<Attempt, "cost" | "price" | "usage" | "computedNanoUsd">;

/**
 * The price is told where it made the amount, of tokens that were counted; beside a reported amount where the two can
 * be compared; and where the tokens alone are missing.
 */
function billedBy({
  cost,
  price,
  usage,
  computedNanoUsd,
}: Billed): Pick<SpendFacts, "source" | "price" | "isLongPrompt"> {
  const tells = {
    computed: usage !== null,
    estimated: usage !== null,
    reported: computedNanoUsd !== undefined,
    unknown: true,
  };
  const by = tells[cost.source] ? price : null;
  return { source: cost.source, price: by, isLongPrompt: isLong(by, usage) };
}

/** Whether the price's rates for long prompts apply. */
export function isLong(price: Price | null, usage: Usage | null): boolean {
  return price !== null && ratesFor(price, usage?.inputTokens ?? 0) !== price;
}

import { z } from "zod";
import { oneOf } from "#electron/storage/chain-schemas.ts";
import { price } from "#electron/storage/price-schemas.ts";
import { jsonOf, readRow } from "#electron/storage/row-schemas.ts";
import { attemptStatuses, costSources, failureClasses, failureReasons } from "#electron/storage/row-words.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { FailureClass, FailureReason } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { AttemptStatus } from "#shared/run.ts";
import type { Cost } from "#shared/usage.ts";

/**
 * What an attempt is grouped by. Few attempts differ in all of it, so it is kept once for all that share it, as JSON
 * with its fields in this order: its text tells one kind from another.
 */
export type SpendFacts = {
  readonly providerId: string;
  /** The model that served and is billed, where it is known, else the one that was asked. */
  readonly modelId: string;
  readonly upstreamProvider: string | null;
  /** Null where a model was asked and not a chain. */
  readonly chainId: string | null;
  /** The chain's name when the run began; empty for a model. */
  readonly title: string;
  /** The program that asked through the gateway. */
  readonly client: string | null;
  readonly status: AttemptStatus;
  readonly failureClass: FailureClass | null;
  readonly failureReason: FailureReason | null;
  readonly source: Cost["source"];
  /** What the tokens were billed by, or what the reported amount can be compared with; null where there is none. */
  readonly price: Price | null;
  /** Of that price the rates for long prompts. */
  readonly isLongPrompt: boolean;
};

export const factsSchema = z.object({
  providerId: z.string(),
  modelId: z.string(),
  upstreamProvider: z.string().nullable(),
  chainId: z.string().nullable(),
  title: z.string(),
  client: z.string().nullable(),
  status: oneOf(attemptStatuses),
  failureClass: oneOf(failureClasses).nullable(),
  failureReason: oneOf(failureReasons).nullable(),
  source: oneOf(costSources),
  price: price.nullable(),
  isLongPrompt: z.boolean(),
}) satisfies z.ZodType<SpendFacts>;

/**
 * The kind that these facts are, a new one where no attempt had them before. A price that is read anew each day is one
 * price as long as it stays the same: it is told with the first of its days.
 */
export function kindOf(database: Database, facts: SpendFacts): number {
  const key = JSON.stringify({ ...facts, price: facts.price === null ? null : withoutDay(facts.price) });
  const find = "SELECT id FROM spend_kinds WHERE key_json = ?";
  const known = database.get(find, key)?.id;
  if (typeof known === "number") return known;
  database.run("INSERT INTO spend_kinds (key_json, facts_json) VALUES (?, ?)", key, JSON.stringify(facts));
  return kindOf(database, facts);
}

function withoutDay({ asOf: _, ...price }: Price): Omit<Price, "asOf"> {
  return price;
}

const kindRow = z.object({ facts: jsonOf(factsSchema) });

/** Null where what is stored of it cannot be read. */
export function readFacts(facts: unknown): SpendFacts | null {
  const read = readRow(kindRow, { facts });
  return read.ok ? read.value.facts : null;
}

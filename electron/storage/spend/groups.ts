import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row, SqlValue } from "#electron/storage/sqlite.ts";
import type { PriceUse, SpendRange, SpendSum } from "#shared/spend.ts";
import { readFacts, type SpendFacts } from "./facts.ts";

/** Attempts that a figure is made of. */
export type SpendScope = {
  readonly range: SpendRange;
  readonly sinceMs: number | null;
  readonly isDemo: boolean;
  /** Only rows behind this one: what was written since. */
  readonly behindRow?: number;
};

/** A part of a statement with its values. */
export type Where = { readonly sql: string; readonly values: readonly SqlValue[] };

/** Sums over more days than these are faster over everything: its kinds lie one after the other, and none is sorted. */
const mostSortedDays = 31;

/** What of `spend` is in scope. The index is named, because SQLite has no statistics to choose by. */
export function spendIn(scope: SpendScope): Where {
  const { range, sinceMs, isDemo, behindRow } = scope;
  if (range.kind === "session") {
    const sql = "spend INDEXED BY spend_by_session WHERE session_id = ? AND is_demo = ? AND row > ?";
    return { sql, values: [range.sessionId, Number(isDemo), behindRow ?? 0] };
  }
  if (range.kind === "days" && range.days <= mostSortedDays) return spendInTime(scope);
  const sql = "spend INDEXED BY spend_by_kind WHERE is_demo = ? AND at_ms >= ?";
  return { sql, values: [Number(isDemo), sinceMs ?? 0] };
}

/** The same in order of time, for what is no session. */
export function spendInTime({ sinceMs, isDemo }: Omit<SpendScope, "range">): Where {
  const sql = "spend INDEXED BY spend_by_time WHERE is_demo = ? AND at_ms >= ?";
  return { sql, values: [Number(isDemo), sinceMs ?? 0] };
}

/** Attempts with their tokens and money. */
export type Counted = Omit<PriceUse, "price" | "source" | "isLongPrompt">;

/** The attempts of one kind, summed. Money is integer nano-USD. */
export type SpendGroup = Counted & {
  readonly facts: SpendFacts;
  readonly answers: number;
  /** Of them all, those that did not win. */
  readonly lost: Counted;
  readonly unknownCosts: number;
  /** Of those that were lost. */
  readonly unknownLost: number;
  /** Attempts that cost something. */
  readonly billed: number;
  /** Of attempts whose provider reported a cost beside a known price: how many, and both figures. */
  readonly compared: number;
  readonly reportedNanoUsd: number;
  readonly computedNanoUsd: number;
  /** Epoch ms of the newest attempt. */
  readonly newestMs: number;
};

const countedColumns = `kind_id AS kindId, COUNT(*) AS attempts, SUM(nano_usd) AS nanoUsd,
  SUM(input_tokens) AS inputTokens, SUM(cache_read_tokens) AS cacheReadTokens,
  SUM(cache_write_5m_tokens) AS cacheWrite5mTokens, SUM(cache_write_1h_tokens) AS cacheWrite1hTokens,
  SUM(output_tokens) AS outputTokens`;
const groupColumns = `${countedColumns}, SUM(is_answer) AS answers, SUM(is_lost) AS lost,
  COUNT(*) - COUNT(nano_usd) AS unknownCosts,
  COUNT(*) FILTER (WHERE is_lost AND nano_usd IS NULL) AS unknownLost,
  COUNT(*) FILTER (WHERE nano_usd > 0) AS billed, COUNT(computed_nano_usd) AS compared,
  SUM(nano_usd) FILTER (WHERE computed_nano_usd IS NOT NULL) AS reportedNanoUsd,
  SUM(computed_nano_usd) AS computedNanoUsd, MAX(at_ms) AS newestMs`;

export function loadGroups(database: Database, scope: SpendScope): readonly SpendGroup[] {
  const { sql, values } = spendIn(scope);
  const facts = factsReader(database);
  const rows = database.all(`SELECT ${groupColumns} FROM ${sql} GROUP BY kind_id`, ...values);
  const lostOf = lostReader(database, scope, rows);
  return rows.map((row) => ({
    facts: facts(numberIn(row, "kindId")),
    ...countedIn(row),
    answers: numberIn(row, "answers"),
    lost: lostOf(row),
    unknownCosts: numberIn(row, "unknownCosts"),
    unknownLost: numberIn(row, "unknownLost"),
    billed: numberIn(row, "billed"),
    compared: numberIn(row, "compared"),
    reportedNanoUsd: numberIn(row, "reportedNanoUsd"),
    computedNanoUsd: numberIn(row, "computedNanoUsd"),
    newestMs: numberIn(row, "newestMs"),
  }));
}

/**
 * Of nearly every kind all attempts are lost or none is, which costs nothing to know. Only where an answer was not kept
 * beside others that were, the rows of those that were lost are summed by themselves.
 */
function lostReader(database: Database, scope: SpendScope, rows: readonly Row[]): (row: Row) => Counted {
  const isMixed = (row: Row) => numberIn(row, "lost") > 0 && numberIn(row, "lost") < numberIn(row, "attempts");
  const { sql, values } = spendIn(scope);
  const lost = rows.some(isMixed)
    ? database.all(`SELECT ${countedColumns} FROM ${sql} AND is_lost GROUP BY kind_id`, ...values)
    : [];
  const apart = new Map(lost.map((row) => [numberIn(row, "kindId"), row]));
  return (row) => {
    if (numberIn(row, "lost") === 0) return countedIn({});
    return countedIn(isMixed(row) ? (apart.get(numberIn(row, "kindId")) ?? {}) : row);
  };
}

function countedIn(row: Row): Counted {
  return {
    attempts: numberIn(row, "attempts"),
    inputTokens: numberIn(row, "inputTokens"),
    cacheReadTokens: numberIn(row, "cacheReadTokens"),
    cacheWrite5mTokens: numberIn(row, "cacheWrite5mTokens"),
    cacheWrite1hTokens: numberIn(row, "cacheWrite1hTokens"),
    outputTokens: numberIn(row, "outputTokens"),
    nanoUsd: numberIn(row, "nanoUsd"),
  };
}

/** Where what is stored of a kind cannot be read, its money still counts. */
const unreadable: SpendFacts = {
  providerId: "unknown",
  modelId: "unknown",
  upstreamProvider: null,
  chainId: null,
  title: "",
  client: null,
  status: "failed",
  failureClass: null,
  failureReason: null,
  source: "computed",
  price: null,
  isLongPrompt: false,
};

/** Kinds never change, so each is read once as long as its database is open. */
const known = new WeakMap<Database, Map<number, SpendFacts>>();

export function factsReader(database: Database): (kindId: number) => SpendFacts {
  const byId = known.get(database) ?? new Map<number, SpendFacts>();
  known.set(database, byId);
  return (kindId) => {
    const found = byId.get(kindId);
    if (found !== undefined) return found;
    const stored = database.get("SELECT facts_json FROM spend_kinds WHERE id = ?", kindId)?.facts_json;
    const facts = readFacts(stored) ?? unreadable;
    byId.set(kindId, facts);
    return facts;
  };
}

export function sumOf(groups: readonly SpendGroup[]): SpendSum {
  const total = (count: (group: SpendGroup) => number) => groups.reduce((sum, group) => sum + count(group), 0);
  const isFailed = ({ facts }: SpendGroup) => facts.status === "failed";
  return {
    nanoUsd: total((group) => group.nanoUsd),
    wastedNanoUsd: total((group) => group.lost.nanoUsd),
    estimatedNanoUsd: total((group) => (group.facts.source === "estimated" ? group.nanoUsd : 0)),
    unknownCosts: total((group) => group.unknownCosts),
    answers: total((group) => group.answers),
    attempts: total((group) => group.attempts),
    failedAttempts: total((group) => (isFailed(group) ? group.attempts : 0)),
    billedFailures: total((group) => (isFailed(group) ? group.billed : 0)),
    // A provider may count half tokens.
    inputTokens: Math.round(total((group) => group.inputTokens)),
    cachedTokens: Math.round(total((group) => group.cacheReadTokens)),
    outputTokens: Math.round(total((group) => group.outputTokens)),
  };
}

import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row, SqlValue } from "#electron/storage/sqlite.ts";
import type { PriceUse, SpendRange, SpendSum } from "#shared/spend.ts";
import { readFacts, type SpendFacts } from "./facts.ts";
import { type Past, pastOf, rememberedOf } from "./past.ts";

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
  if (range.kind === "days" && range.days <= mostSortedDays) return spendInTime(isDemo, { fromMs: sinceMs ?? 0 });
  const sql = "spend INDEXED BY spend_by_kind WHERE is_demo = ? AND at_ms >= ?";
  return { sql, values: [Number(isDemo), sinceMs ?? 0] };
}

/** Epoch ms; `untilMs` exclusive. Open where it is absent. */
export type Span = { readonly fromMs?: number; readonly untilMs?: number };

/** In order of time, for what is no session. */
export function spendInTime(isDemo: boolean, { fromMs = 0, untilMs = Number.MAX_SAFE_INTEGER }: Span): Where {
  const sql = "spend INDEXED BY spend_by_time WHERE is_demo = ? AND at_ms >= ? AND at_ms < ?";
  return { sql, values: [Number(isDemo), fromMs, untilMs] };
}

/** The part of everything that is remembered. */
function spendBefore({ untilMs }: Past, isDemo: boolean): Where {
  const sql = "spend INDEXED BY spend_by_kind WHERE is_demo = ? AND at_ms < ?";
  return { sql, values: [Number(isDemo), untilMs] };
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

/** One row for the attempts of a kind that were lost and one for the others. */
const partColumns = `kind_id AS kindId, is_lost AS isLost, COUNT(*) AS attempts, SUM(nano_usd) AS nanoUsd,
  SUM(input_tokens) AS inputTokens, SUM(cache_read_tokens) AS cacheReadTokens,
  SUM(cache_write_5m_tokens) AS cacheWrite5mTokens, SUM(cache_write_1h_tokens) AS cacheWrite1hTokens,
  SUM(output_tokens) AS outputTokens, SUM(is_answer) AS answers, COUNT(*) - COUNT(nano_usd) AS unknownCosts,
  COUNT(*) FILTER (WHERE nano_usd > 0) AS billed, COUNT(computed_nano_usd) AS compared,
  SUM(nano_usd) FILTER (WHERE computed_nano_usd IS NOT NULL) AS reportedNanoUsd,
  SUM(computed_nano_usd) AS computedNanoUsd, MAX(at_ms) AS newestMs`;

const pastParts = rememberedOf<readonly Row[]>();

export function loadGroups(database: Database, scope: SpendScope): readonly SpendGroup[] {
  const facts = factsReader(database);
  const kinds = Map.groupBy(partsOf(database, scope), (row) => numberIn(row, "kindId"));
  const inOrder = [...kinds].toSorted(([one], [other]) => one - other);
  return inOrder.map(([kindId, parts]) => groupOf(facts(kindId), parts));
}

function partsOf(database: Database, scope: SpendScope): readonly Row[] {
  const read = ({ sql, values }: Where) =>
    database.all(`SELECT ${partColumns} FROM ${sql} GROUP BY kind_id, is_lost`, ...values);
  if (scope.range.kind !== "all") return read(spendIn(scope));
  const { isDemo } = scope;
  const past = pastOf(database);
  const before = pastParts(past, isDemo, () => read(spendBefore(past, isDemo)));
  return [...before, ...read(spendInTime(isDemo, { fromMs: past.untilMs }))];
}

function groupOf(facts: SpendFacts, parts: readonly Row[]): SpendGroup {
  const lost = parts.filter((row) => numberIn(row, "isLost") !== 0);
  return {
    facts,
    ...countedIn(parts),
    answers: totalOf(parts, "answers"),
    lost: countedIn(lost),
    unknownCosts: totalOf(parts, "unknownCosts"),
    unknownLost: totalOf(lost, "unknownCosts"),
    billed: totalOf(parts, "billed"),
    compared: totalOf(parts, "compared"),
    reportedNanoUsd: totalOf(parts, "reportedNanoUsd"),
    computedNanoUsd: totalOf(parts, "computedNanoUsd"),
    newestMs: Math.max(...parts.map((row) => numberIn(row, "newestMs"))),
  };
}

function totalOf(parts: readonly Row[], name: string): number {
  return parts.reduce((sum, row) => sum + numberIn(row, name), 0);
}

function countedIn(parts: readonly Row[]): Counted {
  return {
    attempts: totalOf(parts, "attempts"),
    inputTokens: totalOf(parts, "inputTokens"),
    cacheReadTokens: totalOf(parts, "cacheReadTokens"),
    cacheWrite5mTokens: totalOf(parts, "cacheWrite5mTokens"),
    cacheWrite1hTokens: totalOf(parts, "cacheWrite1hTokens"),
    outputTokens: totalOf(parts, "outputTokens"),
    nanoUsd: totalOf(parts, "nanoUsd"),
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

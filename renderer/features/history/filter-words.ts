import { dateWords, sessionWords } from "#renderer/parts/time-words.ts";
import type { Catalog } from "#renderer/stores/targets.ts";
import { providerName, targetTitle } from "#renderer/stores/targets.ts";
import { formatCost } from "#shared/format.ts";
import type { HistoryFilters } from "#shared/history.ts";
import type { Session } from "#shared/session.ts";

export type Status = NonNullable<HistoryFilters["status"]>;

/** How a comparison's runs may have ended, as the filter says it. */
export const statusWords = {
  done: "answered",
  failed: "no answer",
  stopped: "stopped",
  interrupted: "interrupted",
} as const satisfies Record<Status, string>;

/** One filter that narrows the list, and what takes it away again. */
export type FilterChip = {
  readonly words: string;
  readonly without: { readonly [K in keyof HistoryFilters]: undefined };
};

export type FilterNames = { readonly catalog: Catalog; readonly sessions: readonly Session[]; readonly nowMs: number };

/** `target: smart`, `cost: from $0.01 to $1.00`, `pinned`. */
export function filterChips(filters: HistoryFilters, { catalog, sessions, nowMs }: FilterNames): readonly FilterChip[] {
  const { target, providerId, sessionId, status, tag, client, isDemo } = filters;
  const session = sessions.find((one) => one.id === sessionId);
  return [
    ...chip(target && `target: ${targetTitle(catalog, target)}`, { target: undefined }),
    ...chip(providerId && `provider: ${providerName(catalog.providers, providerId)}`, { providerId: undefined }),
    ...chip(sessionId && `session: ${sessionWords(session, nowMs)}`, { sessionId: undefined }),
    ...chip(status && `has: ${statusWords[status]}`, { status: undefined }),
    ...chip(filters.repeats && "has: repeats", { repeats: undefined }),
    ...chip(costWords(filters), { atLeastNanoUsd: undefined, atMostNanoUsd: undefined }),
    ...chip(dateRange(filters, nowMs), { fromMs: undefined, untilMs: undefined }),
    ...chip(client === undefined ? undefined : `asked by: ${client ?? "this window"}`, { client: undefined }),
    ...chip(tag && `tag: ${tag}`, { tag: undefined }),
    ...chip(filters.isPinned && "pinned", { isPinned: undefined }),
    ...chip(isDemo === undefined ? undefined : isDemo ? "demo" : "without demo", { isDemo: undefined }),
  ];
}

function chip(words: string | undefined, without: FilterChip["without"]): readonly FilterChip[] {
  return words === undefined || words === "" ? [] : [{ words, without }];
}

function costWords({ atLeastNanoUsd: least, atMostNanoUsd: most }: HistoryFilters): string | undefined {
  if (least !== undefined && most !== undefined) return `cost: ${formatCost(least)} to ${formatCost(most)}`;
  if (least !== undefined) return `cost: from ${formatCost(least)}`;
  return most === undefined ? undefined : `cost: up to ${formatCost(most)}`;
}

function dateRange({ fromMs, untilMs }: HistoryFilters, nowMs: number): string | undefined {
  const first = fromMs === undefined ? undefined : dateWords(fromMs, nowMs);
  // Exclusive: the day before is the last one.
  const last = untilMs === undefined ? undefined : dateWords(untilMs - 1, nowMs);
  if (first !== undefined && last !== undefined) return first === last ? first : `${first} to ${last}`;
  if (first !== undefined) return `from ${first}`;
  return last === undefined ? undefined : `until ${last}`;
}

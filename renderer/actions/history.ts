import { call } from "#renderer/bridge/host.ts";
import { type HistoryState, useHistoryStore } from "#renderer/stores/history-store.ts";
import type { Answer } from "#shared/failure.ts";
import {
  type HistoryEntry,
  type HistoryFilters,
  type HistoryPage,
  historyPageSize,
  longestSearch,
} from "#shared/history.ts";
import { problemOf } from "./answers.ts";
import { selectComparison } from "./history-detail.ts";

/** Typing goes on for a while; the host is asked in its first pause. */
const searchAfterMs = 150;
/** What changes all the time, as programs ask through the gateway, is read again this often at most. */
const refreshEveryMs = 500;
/** A refresh reads this many pages anew; what lies below keeps its place. */
const mostPagesRefreshed = 4;

let typing: ReturnType<typeof setTimeout> | undefined;
/** Which question the list waits for: an answer to an older one is dropped. */
let asked = 0;

/** What is typed into the search field. */
export function searchHistory(text: string): void {
  useHistoryStore.setState({ text: text.slice(0, longestSearch), isStale: true });
  clearTimeout(typing);
  typing = setTimeout(() => void loadHistory(), searchAfterMs);
}

/** Narrows the list, at once; a part that is undefined no longer does. */
export function filterHistory(change: { readonly [K in keyof HistoryFilters]?: HistoryFilters[K] | undefined }): void {
  const merged = { ...useHistoryStore.getState().filters, ...change };
  const filters: HistoryFilters = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  useHistoryStore.setState({ filters, isStale: true });
  void loadHistory();
}

/** What is typed stays. */
export function clearFilters(): void {
  useHistoryStore.setState({ filters: {}, isStale: true });
  void loadHistory();
}

export function clearSearch(): void {
  useHistoryStore.setState({ text: "" });
  clearFilters();
}

/** The first page of what is asked for. The list of before stays until it is here. */
export async function loadHistory(): Promise<void> {
  clearTimeout(typing);
  const ticket = ++asked;
  const { text, filters, status } = useHistoryStore.getState();
  useHistoryStore.setState({ status: status === "ready" ? "ready" : "loading", isLoadingMore: false });
  const answer = await call("history.search", { text, filters, cursor: null });
  if (ticket !== asked) return;
  if (answer.ok) showPage(answer.value, { text, filters });
  else useHistoryStore.setState({ status: "failed", problem: problemOf(answer), isStale: false });
}

function showPage(page: HistoryPage, shown: HistoryState["shown"]): void {
  const { entries } = page;
  useHistoryStore.setState({ ...page, shown, status: "ready", problem: null, isStale: false });
  const { selectedId } = useHistoryStore.getState();
  const isThere = entries.some((entry) => entry.comparisonId === selectedId);
  if (!isThere) selectFirst(entries);
}

function selectFirst(entries: readonly HistoryEntry[]): void {
  selectComparison(entries[0]?.comparisonId ?? null);
}

/** The next page, as one scrolls; once at a time. */
export async function loadMoreHistory(): Promise<void> {
  const { text, filters, cursor, status, isLoadingMore, isStale } = useHistoryStore.getState();
  // The cursor is of the list on screen: where that is not what is asked for now, its next page is of no use.
  if (cursor === null || isLoadingMore || isStale || status !== "ready") return;
  const ticket = asked;
  useHistoryStore.setState({ isLoadingMore: true, problem: null });
  const answer = await call("history.search", { text, filters, cursor });
  if (ticket !== asked) return;
  if (!answer.ok) {
    useHistoryStore.setState({ isLoadingMore: false, problem: problemOf(answer) });
    return;
  }
  const { value } = answer;
  useHistoryStore.setState(({ entries }) => ({
    entries: joined(entries, value.entries),
    cursor: value.cursor,
    isLoadingMore: false,
  }));
}

function joined(entries: readonly HistoryEntry[], more: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const known = new Set(entries.map((entry) => entry.comparisonId));
  return [...entries, ...more.filter((entry) => !known.has(entry.comparisonId))];
}

/** Once more what did not come: the list, or only its next page. */
export function tryHistoryAgain(): void {
  if (useHistoryStore.getState().status === "failed") void loadHistory();
  else void loadMoreHistory();
}

let refreshing: Promise<void> | null = null;
let refreshesAgain = false;

/** Reads again what is shown, without a move of the list; never more than one at a time. */
export function refreshHistory(): void {
  // Nothing is shown yet: nobody waits for a pause.
  if (useHistoryStore.getState().status !== "ready") void loadHistory();
  else if (refreshing !== null) refreshesAgain = true;
  else refreshing = refresh();
}

async function refresh(): Promise<void> {
  // A search that is on its way brings what is new.
  if (!useHistoryStore.getState().isStale) await reload();
  await new Promise((resolve) => setTimeout(resolve, refreshEveryMs));
  refreshing = null;
  if (!refreshesAgain) return;
  refreshesAgain = false;
  refreshHistory();
}

async function reload(): Promise<void> {
  const ticket = asked;
  const { text, filters, entries: known } = useHistoryStore.getState();
  const pages = Math.min(mostPagesRefreshed, Math.max(1, Math.ceil(known.length / historyPageSize)));
  const fresh: HistoryEntry[] = [];
  let first: HistoryPage | null = null;
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const answer: Answer<HistoryPage> = await call("history.search", { text, filters, cursor });
    // What is on screen stays where the host is away; that is said above every view.
    if (!answer.ok || ticket !== asked) return;
    first ??= answer.value;
    fresh.push(...answer.value.entries);
    cursor = answer.value.cursor;
    if (cursor === null) break;
  }
  if (first === null) return;
  const { count, total } = first;
  useHistoryStore.setState((now) => ({
    count,
    total,
    ...(cursor === null ? { entries: fresh, cursor } : withTail(fresh, cursor, now)),
  }));
  // A list that was empty until now.
  if (useHistoryStore.getState().selectedId === null) selectFirst(fresh);
}

/** What lies below the pages that were read anew; where nothing meets, only they are shown. */
function withTail(
  fresh: readonly HistoryEntry[],
  cursor: string,
  now: { entries: readonly HistoryEntry[]; cursor: string | null },
) {
  const last = now.entries.findIndex((entry) => entry.comparisonId === fresh.at(-1)?.comparisonId);
  const tail = last === -1 ? [] : now.entries.slice(last + 1);
  return tail.length === 0 ? { entries: fresh, cursor } : { entries: joined(fresh, tail), cursor: now.cursor };
}

/** What the filter offers: every tag, and the sessions by name. */
export async function loadHistoryChoices(): Promise<void> {
  const [tags, sessions] = await Promise.all([call("history.tags", {}), call("session.list", {})]);
  if (tags.ok) useHistoryStore.setState({ tags: tags.value });
  if (sessions.ok) useHistoryStore.setState({ sessions: sessions.value });
}

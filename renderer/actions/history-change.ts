import { call } from "#renderer/bridge/host.ts";
import { putEntry, useHistoryStore } from "#renderer/stores/history-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { formatCount } from "#shared/format.ts";
import { type HistoryEntry, type HistoryRemoval, longestHistoryTitle, longestTag } from "#shared/history.ts";
import { problemOf } from "./answers.ts";
import { selectComparison } from "./history-detail.ts";

/** The selected comparison as the list has it; undefined where none is, or where it is not read yet. */
export function selectedEntry(): HistoryEntry | undefined {
  const { entries, selectedId, detail } = useHistoryStore.getState();
  if (detail.kind === "known") return detail.entry;
  return entries.find((entry) => entry.comparisonId === selectedId);
}

type Change = { readonly title?: string | null; readonly isPinned?: boolean; readonly tags?: readonly string[] };

/** Says in passing where the host refused it: what is on screen is still as it was. */
async function change(comparisonId: string, change: Change): Promise<void> {
  const answer = await call("history.change", { comparisonId, ...change });
  if (answer.ok) putEntry(answer.value);
  else tell({ text: `Nothing was changed. ${problemOf(answer)}`, tone: "bad" });
}

/** An empty name gives back the one that its prompt makes. */
export function renameComparison(entry: HistoryEntry, typed: string): void {
  const name = typed.trim().replaceAll(/\s+/g, " ").slice(0, longestHistoryTitle);
  if (name === entry.title.text || (name === "" && !entry.isRenamed)) return;
  void change(entry.comparisonId, { title: name === "" ? null : name });
}

export function togglePin({ comparisonId, isPinned }: HistoryEntry): void {
  void change(comparisonId, { isPinned: !isPinned });
}

/** Tags that differ in nothing but capitals are one. */
export function addTag({ comparisonId, tags }: HistoryEntry, typed: string): void {
  const tag = tagOf(typed);
  if (tag === "" || tags.some((one) => one.toLowerCase() === tag.toLowerCase())) return;
  void change(comparisonId, { tags: [...tags, tag] });
  useHistoryStore.setState(({ tags: known }) => ({ tags: [...new Set([...known, tag])].toSorted() }));
}

export function tagOf(typed: string): string {
  return typed.trim().replaceAll(/\s+/g, " ").slice(0, longestTag);
}

export function removeTag({ comparisonId, tags }: HistoryEntry, tag: string): void {
  void change(comparisonId, { tags: tags.filter((one) => one !== tag) });
}

/** Takes a comparison out of the history and offers the way back. Gives what went wrong, or null. */
export async function deleteComparison(comparisonId: string): Promise<string | null> {
  const answer = await call("history.remove", { comparisonIds: [comparisonId] });
  if (!answer.ok) return problemOf(answer);
  leaveOut((entry) => entry.comparisonId === comparisonId);
  offerBack(answer.value, "Comparison deleted.");
  return null;
}

export type ClearRange = {
  /** Epoch ms, until is exclusive; null is no bound. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly fromBackups: boolean;
};

/** Takes everything of a span of time out of the history. Gives what went wrong, or null. */
export async function clearHistory(range: ClearRange): Promise<string | null> {
  const answer = await call("history.clear", range);
  if (!answer.ok) return problemOf(answer);
  const { comparisons } = answer.value;
  const { fromMs, untilMs } = range;
  leaveOut(({ startedAtMs: at }) => at >= (fromMs ?? 0) && at < (untilMs ?? Number.POSITIVE_INFINITY));
  const words = comparisons === 1 ? "One comparison" : `${formatCount(comparisons)} comparisons`;
  offerBack(answer.value, `${words} deleted.`);
  return null;
}

/** How many comparisons began in a span of time, counted up to `mostCounted`; null where the host cannot say. */
export async function countHistory({ fromMs, untilMs }: Omit<ClearRange, "fromBackups">): Promise<number | null> {
  const filters = { ...(fromMs !== null && { fromMs }), ...(untilMs !== null && { untilMs }) };
  const answer = await call("history.search", { text: "", filters, cursor: null });
  if (!answer.ok) return null;
  return fromMs === null && untilMs === null ? answer.value.total : answer.value.count;
}

function offerBack({ undoId }: HistoryRemoval, text: string): void {
  tell({ text, undo: () => void bringBack(undoId) });
}

/** The list is read anew when the host says that it changed. */
async function bringBack(undoId: string): Promise<void> {
  const answer = await call("history.restore", { undoId });
  if (!answer.ok) tell({ text: problemOf(answer) ?? "", tone: "bad" });
}

/** At once, also what lies further down than a refresh reads. What goes gives its place to the one below, or above. */
function leaveOut(isGone: (entry: HistoryEntry) => boolean): void {
  const { entries, selectedId } = useHistoryStore.getState();
  const at = entries.findIndex((entry) => entry.comparisonId === selectedId);
  const selected = entries[at];
  const stays = (entry: HistoryEntry) => !isGone(entry);
  useHistoryStore.setState({ entries: entries.filter(stays) });
  if (selected === undefined || stays(selected)) return;
  const next = entries.slice(at).find(stays) ?? entries.slice(0, at).findLast(stays);
  selectComparison(next?.comparisonId ?? null);
}

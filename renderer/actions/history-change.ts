import { call } from "#renderer/bridge/host.ts";
import { putEntry, useHistoryStore } from "#renderer/stores/history-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Answer } from "#shared/failure.ts";
import { formatCount } from "#shared/format.ts";
import { type HistoryEntry, type HistoryRemoval, longestHistoryTitle, longestTag } from "#shared/history.ts";
import { problemOf } from "./answers.ts";
import { loadHistory } from "./history.ts";
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
  const next = neighbourOf(comparisonId);
  const answer = await call("history.remove", { comparisonIds: [comparisonId] });
  if (!answer.ok) return problemOf(answer);
  if (useHistoryStore.getState().selectedId === comparisonId) selectComparison(next);
  offerBack(answer, "Comparison deleted.");
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
  offerBack(answer, comparisons === 1 ? "One comparison deleted." : `${formatCount(comparisons)} comparisons deleted.`);
  return null;
}

/** How many comparisons began in a span of time; null where the host cannot say. */
export async function countHistory({ fromMs, untilMs }: Omit<ClearRange, "fromBackups">): Promise<number | null> {
  const filters = { ...(fromMs !== null && { fromMs }), ...(untilMs !== null && { untilMs }) };
  const answer = await call("history.search", { text: "", filters, cursor: null });
  return answer.ok ? answer.value.count : null;
}

function offerBack(answer: Answer<HistoryRemoval>, text: string): void {
  if (!answer.ok) return;
  const { undoId } = answer.value;
  tell({ text, undo: () => void bringBack(undoId) });
  void loadHistory().then(keepSelection);
}

async function bringBack(undoId: string): Promise<void> {
  const answer = await call("history.restore", { undoId });
  if (!answer.ok) tell({ text: problemOf(answer) ?? "", tone: "bad" });
  await loadHistory();
}

/** Where what was selected is gone, nothing is. */
function keepSelection(): void {
  const { entries, cursor, selectedId } = useHistoryStore.getState();
  const isThere = entries.some((entry) => entry.comparisonId === selectedId);
  if (!isThere && cursor === null) selectComparison(null);
}

/** What takes the place of an entry that goes: the one below, else the one above. */
function neighbourOf(comparisonId: string): string | null {
  const { entries } = useHistoryStore.getState();
  const at = entries.findIndex((entry) => entry.comparisonId === comparisonId);
  return (entries[at + 1] ?? entries[at - 1])?.comparisonId ?? null;
}

import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import { problemOf } from "./answers.ts";
import { replaceColumns } from "./columns.ts";
import { showProblem } from "./problem.ts";

/** Keeps the columns of now under a name; a set of that name gets them. Gives what went wrong, or null. */
export async function saveColumnSet(name: string): Promise<string | null> {
  const columns = pickedColumns(useColumnsStore.getState().columns).map(({ id: _, ...column }) => column);
  if (columns.length === 0) return "Pick a model or a chain first.";
  const known = useAppStore.getState().columnSets.find((set) => set.name.toLowerCase() === name.trim().toLowerCase());
  const problem = await save({ id: known?.id ?? crypto.randomUUID(), name: name.trim(), columns });
  if (problem === null && known !== undefined) {
    tell({ text: `The set ${known.name} now holds these columns.`, undo: () => void bringBack(known) });
  }
  return problem;
}

export async function renameColumnSet(setId: string, name: string): Promise<string | null> {
  const set = findSet(setId);
  return set === undefined ? null : await save({ ...set, name: name.trim() });
}

/** Puts a set's columns in place of those on screen, with ids, and so with histories, of their own. */
export function recallColumnSet(setId: string): void {
  const set = findSet(setId);
  if (set === undefined) return;
  const before = useColumnsStore.getState();
  replaceColumns(set.columns.map((column) => ({ ...column, id: crypto.randomUUID() })));
  tell({
    text: `The columns are those of ${set.name}.`,
    undo: () => {
      if (useColumnsStore.getState().conversationId === before.conversationId) replaceColumns(before.columns);
    },
  });
}

/** Undo brings it back, last of all. */
export async function removeColumnSet(setId: string): Promise<void> {
  const set = findSet(setId);
  const problem = problemOf(await call("columnSet.remove", { setId }));
  if (problem !== null) return showProblem(`The set is still there. ${problem}`);
  useAppStore.setState(({ columnSets }) => ({ columnSets: columnSets.filter((one) => one.id !== setId) }));
  if (set !== undefined) tell({ text: `The set ${set.name} is removed.`, undo: () => void bringBack(set) });
}

async function bringBack(set: ColumnSet): Promise<void> {
  const problem = await save(set);
  if (problem !== null) showProblem(`The set ${set.name} did not come back. ${problem}`);
}

function findSet(setId: string): ColumnSet | undefined {
  return useAppStore.getState().columnSets.find((set) => set.id === setId);
}

/** The event with all sets may come after the answer; until then the answer stands in. */
async function save(set: ColumnSet): Promise<string | null> {
  const answer = await call("columnSet.save", { set });
  if (!answer.ok) return problemOf(answer);
  useAppStore.setState(({ columnSets }) => {
    const isKnown = columnSets.some((one) => one.id === set.id);
    return { columnSets: isKnown ? columnSets.map((one) => (one.id === set.id ? set : one)) : [...columnSets, set] };
  });
  return null;
}

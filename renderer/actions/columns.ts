import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Target } from "#shared/chain.ts";
import { mostColumns } from "#shared/repeat.ts";
import { columnSelector, focusWhenDrawn } from "./focus.ts";
import { showProblem } from "./problem.ts";
import { stopUnseen } from "./stop.ts";

/** Adds an empty column at the end and returns its id; null where there are 16 already. */
export function addColumn(target: Target | null = null): string | null {
  const { columns } = useColumnsStore.getState();
  if (columns.length >= mostColumns) return null;
  const id = crypto.randomUUID();
  changeColumns([...columns, { id, target }]);
  useColumnsStore.setState({ focusedId: id, newId: target === null ? id : null });
  return id;
}

/** A new target is a new column to the host: the answers of the old one are not its history. */
export function changeTarget(columnId: string, target: Target): void {
  const { columns, focusedId } = useColumnsStore.getState();
  const known = columns.find((column) => column.id === columnId);
  if (known === undefined) return;
  const id = known.target === null ? columnId : crypto.randomUUID();
  stopUnseen(runOfColumn(useRunsStore.getState(), columnId));
  changeColumns(columns.map((column) => (column.id === columnId ? { ...column, id, target } : column)));
  if (focusedId === columnId) useColumnsStore.setState({ focusedId: id });
  // The list, or the suggestion, that was picked from is gone with the old column.
  focusWhenDrawn(columnSelector(id));
}

/** Removes a column and returns the id of its left neighbour, which takes the focus. */
export function removeColumn(columnId: string): string | null {
  const { columns } = useColumnsStore.getState();
  const index = columns.findIndex((column) => column.id === columnId);
  const neighbour = columns[index - 1] ?? columns[index + 1] ?? null;
  stopUnseen(runOfColumn(useRunsStore.getState(), columnId));
  changeColumns(columns.filter((column) => column.id !== columnId));
  useColumnsStore.setState({ focusedId: neighbour?.id ?? null });
  return neighbour?.id ?? null;
}

/** What a first comparison starts with: the chain smart and two models of different providers. */
export function suggestTargets(): readonly Target[] {
  const { chains, providers, settings } = useAppStore.getState();
  const smart = chains.find((chain) => chain.name === "smart") ?? chains[0];
  const direct = providers.filter(({ provider, key }) => {
    const canAnswer = settings.demo || provider.keyOptional || key.kind !== "none";
    return canAnswer && provider.kind !== "openrouter";
  });
  const chain: readonly Target[] = smart === undefined ? [] : [{ kind: "chain", chainId: smart.id }];
  const models = direct.flatMap(({ provider }): readonly Target[] => {
    const modelId = likelyModelId(provider.id);
    return modelId === undefined ? [] : [{ kind: "model", providerId: provider.id, modelId }];
  });
  return [...chain, ...models.slice(0, 2)];
}

/** A model that a chain already goes to is a fairer start than the first, often dearest, of a list. */
export function likelyModelId(providerId: string): string | undefined {
  const { chains, modelLists } = useAppStore.getState();
  const linked = chains.flatMap((chain) => chain.links).find((link) => link.provider === providerId);
  const listed = modelLists.find((list) => list.providerId === providerId)?.models[0];
  return linked?.modelId ?? listed?.modelId;
}

/** Fills an empty Compare view; it is saved with the first Send or edit. */
export function suggestColumns(): void {
  if (useColumnsStore.getState().columns.length > 0) return;
  const columns = suggestTargets().map((target) => ({ id: crypto.randomUUID(), target }));
  useColumnsStore.setState({ columns });
}

/** Other columns in place of those on screen: a set that is recalled, or what was there before it. */
export function replaceColumns(columns: readonly ColumnDraft[]): void {
  const kept = new Set(columns.map((column) => column.id));
  const { columns: before, focusedId } = useColumnsStore.getState();
  for (const { id } of before) if (!kept.has(id)) stopUnseen(runOfColumn(useRunsStore.getState(), id));
  useColumnsStore.setState({ focusedId: focusedId !== null && kept.has(focusedId) ? focusedId : null });
  changeColumns(columns);
}

function changeColumns(columns: readonly ColumnDraft[]): void {
  useColumnsStore.setState({ columns });
  void saveConversation();
}

/** Tells the host of the columns and of the system prompt as they are on screen now. */
export async function saveConversation(): Promise<boolean> {
  const { conversationId, title, columns } = useColumnsStore.getState();
  useColumnsStore.setState((state) => ({ savesInFlight: state.savesInFlight + 1 }));
  const { system } = useComposerStore.getState();
  const answer = await call("conversation.save", {
    id: conversationId,
    title,
    columns: pickedColumns(columns),
    ...(system.trim() !== "" && { system }),
  });
  const isUnsaved = !answer.ok && answer.failure.code === "disconnected";
  useColumnsStore.setState((state) => ({ savesInFlight: state.savesInFlight - 1, isUnsaved }));
  // Saved as soon as the host is back; that it is away is said above every view.
  if (!answer.ok && !isUnsaved) showProblem(`The columns could not be saved. ${answer.failure.message}`);
  return answer.ok;
}

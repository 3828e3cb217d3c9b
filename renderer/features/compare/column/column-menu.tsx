import { closeColumn } from "#renderer/actions/close-column.ts";
import { moveColumn } from "#renderer/actions/compare-layout.ts";
import { replyOnlyTo } from "#renderer/actions/conversation.ts";
import { copyAnswer, copyCurl } from "#renderer/actions/copy.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { canRetry, retryColumns } from "#renderer/actions/retry.ts";
import { stopRun } from "#renderer/actions/stop.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { type ColumnDraft, openSettings, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Menu, type MenuItem } from "#renderer/ui/menu.tsx";
import type { Run } from "#shared/run.ts";

export type ColumnMenuProps = {
  readonly column: ColumnDraft;
  readonly run: Run | undefined;
  readonly onChangeModel: () => void;
};

export function ColumnMenu({ column, run, onChangeModel }: ColumnMenuProps) {
  const items: readonly MenuItem[] = [
    {
      label: column.target === null ? "Pick a model or a chain" : "Change model",
      icon: "swap",
      keys: useKeysOf("column.change-model"),
      onSelect: onChangeModel,
    },
    ...(column.target === null ? [] : ownItems(column)),
    ...(run === undefined ? [] : runItems(run)),
    ...useMoves(column.id),
    { label: "Remove column", icon: "trash", keys: useKeysOf("column.remove"), onSelect: () => closeColumn(column.id) },
  ];
  return <Menu trigger={<IconButton icon="more" size="small" label="Column menu" />} items={items} />;
}

function ownItems(column: ColumnDraft): readonly MenuItem[] {
  return [
    { label: "Settings of this column", icon: "sliders", onSelect: () => openSettings(column.id) },
    { label: "Reply only here", icon: "send", onSelect: () => replyOnlyHere(column.id) },
  ];
}

/** The next Send asks this column alone; the prompt is next. */
function replyOnlyHere(columnId: string): void {
  replyOnlyTo(columnId);
  focusWhenDrawn(promptSelector);
}

/** Columns also change places without a drag. */
function useMoves(columnId: string): readonly MenuItem[] {
  const at = useColumnsStore((state) => state.columns.findIndex((column) => column.id === columnId));
  const last = useColumnsStore((state) => state.columns.length - 1);
  const leftKeys = useKeysOf("column.move-left");
  const rightKeys = useKeysOf("column.move-right");
  if (last < 1) return [];
  return [
    {
      label: "Move left",
      icon: "left",
      keys: leftKeys,
      disabled: at <= 0,
      onSelect: () => moveColumn(columnId, -1),
    },
    {
      label: "Move right",
      icon: "right",
      keys: rightKeys,
      disabled: at >= last,
      onSelect: () => moveColumn(columnId, 1),
    },
  ];
}

function runItems(run: Run): readonly MenuItem[] {
  const copies: readonly MenuItem[] = [
    { label: "Copy as Markdown", icon: "copy", onSelect: () => void copyAnswer(run.id, "markdown") },
    { label: "Copy as plain text", icon: "doc", onSelect: () => void copyAnswer(run.id, "text") },
    { label: "Copy as cURL", icon: "code", onSelect: () => void copyCurl(run.id) },
  ];
  if (isRunning(run)) return [...copies, { label: "Stop", icon: "stop", onSelect: () => void stopRun(run.id) }];
  if (!canRetry(run)) return copies;
  return [...copies, { label: "Try again", icon: "refresh", onSelect: () => void retryColumns([run.columnId]) }];
}

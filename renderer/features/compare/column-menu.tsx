import { removeColumn } from "#renderer/actions/columns.ts";
import { copyText } from "#renderer/actions/copy.ts";
import { retryColumns } from "#renderer/actions/retry.ts";
import { stopRun } from "#renderer/actions/stop.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import type { ColumnDraft } from "#renderer/stores/columns-store.ts";
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
      icon: "sliders",
      onSelect: onChangeModel,
    },
    ...(run === undefined ? [] : runItems(run)),
    { label: "Remove column", icon: "trash", onSelect: () => removeAndFocusNeighbour(column.id) },
  ];
  return <Menu trigger={<IconButton icon="more" size="small" label="Column menu" />} items={items} />;
}

function runItems(run: Run): readonly MenuItem[] {
  const copy: MenuItem = {
    label: "Copy answer",
    icon: "copy",
    onSelect: () => void copyText(currentRun(run.id)?.text ?? ""),
  };
  if (isRunning(run)) return [copy, { label: "Stop", icon: "stop", onSelect: () => void stopRun(run.id) }];
  return [copy, { label: "Try again", icon: "refresh", onSelect: () => void retryColumns([run.columnId]) }];
}

/** Closing a column focuses its left neighbour (ui/README.md §8), once the menu gave the focus back. */
function removeAndFocusNeighbour(columnId: string): void {
  const neighbourId = removeColumn(columnId);
  requestAnimationFrame(() => {
    const selector =
      neighbourId === null ? "textarea[aria-label='Prompt']" : `[data-column="${neighbourId}"] header button`;
    document.querySelector<HTMLElement>(selector)?.focus();
  });
}

import { type NoRoom, noRoomFor } from "#renderer/parts/budget-fit.ts";
import { useSending, useTurns } from "#renderer/parts/use-sending.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import type { Asked } from "./use-asked.ts";

/** Why nothing of the draft would be sent: every column that is asked would be refused. Null where any may go out. */
export function useNoRoom({ columns }: Asked): NoRoom | null {
  const budgets = useMoneyStore((state) => state.budgets);
  const stops = useAppStore((state) => state.settings.budgets.hardStop);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useAppStore((state) => state.providers);
  const sending = useSending();
  const turnsOf = useTurns();
  if (!stops || budgets.length === 0 || columns.length === 0 || sending.prompt === "") return null;
  const catalog = { chains, modelLists, providers };
  let first: NoRoom | null = null;
  for (const column of columns) {
    const noRoom = noRoomFor(catalog, budgets, { sending, asked: { column, turns: turnsOf(column.id) } });
    if (noRoom === null) return null;
    first ??= noRoom;
  }
  return first;
}

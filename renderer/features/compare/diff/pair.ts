import type { ColumnDraft } from "#renderer/stores/columns-store.ts";

export type PairPick = {
  readonly baselineId: string | null;
  readonly comparedId: string | null;
  /** The column somebody looked at last; compared where nothing else was picked. */
  readonly focusedId: string | null;
};

export type AnswerPair = { readonly baseline: ColumnDraft; readonly compared: ColumnDraft };

/** Which two answers are compared: as picked, as long as they are there. Null with fewer than two targets. */
export function pairOf(columns: readonly ColumnDraft[], pick: PairPick): AnswerPair | null {
  const picked = columns.filter((column) => column.target !== null);
  const byId = (id: string | null) => picked.find((column) => column.id === id);
  const compared = byId(pick.comparedId);
  const baseline = byId(pick.baselineId) ?? picked.find((column) => column !== compared);
  if (baseline === undefined) return null;
  const others = picked.filter((column) => column !== baseline);
  const other =
    others.find((column) => column === compared) ?? others.find(({ id }) => id === pick.focusedId) ?? others[0];
  return other === undefined ? null : { baseline, compared: other };
}

import type { Column } from "./run.ts";

/** Columns saved under a name, to be recalled into any comparison. */
export type ColumnSet = {
  readonly id: string;
  readonly name: string;
  /** Targets with their overrides; recalled columns get ids of their own. */
  readonly columns: readonly Omit<Column, "id">[];
};

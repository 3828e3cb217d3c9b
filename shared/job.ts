/** Long work that goes on while the program is used. */
export type Job = {
  readonly id: string;
  readonly kind: "archive-export" | "archive-import";
  readonly state: "running" | "done" | "stopped" | "failed";
  /** Of `total`, both in the unit that the kind counts in: comparisons. `total` is null until it is known. */
  readonly done: number;
  readonly total: number | null;
  /** What came of it, or why it failed and what to do; null while it runs. */
  readonly message: string | null;
  /** The file that was written; null where there is none. */
  readonly path: string | null;
};

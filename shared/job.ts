/** Long work that goes on while the program is used. */
export type Job = {
  readonly id: string;
  readonly kind: "archive-export" | "archive-check" | "archive-import";
  readonly state: "running" | "done" | "stopped" | "failed";
  /** Of `total`. An export counts comparisons, the other two count bytes of the file. `total` is null until it is known. */
  readonly done: number;
  readonly total: number | null;
  /** What came of it, or why it failed and what to do; null while it runs. */
  readonly message: string | null;
  /** The file that was written; null where there is none. */
  readonly path: string | null;
};

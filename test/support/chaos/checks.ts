import type { Played } from "./play.ts";

/** What must hold of every play; `holds` throws where it does not. */
export type Check = {
  readonly invariant: number;
  /** In the words of engine.md §6. */
  readonly says: string;
  readonly holds: (played: Played) => void;
};

import type { Played } from "./play.ts";

/** What must hold of every play; `holds` throws where it does not. */
export type Check = {
  /** An invariant of engine.md §6, or a rule of it, and below its words. */
  readonly rule: string;
  readonly says: string;
  readonly holds: (played: Played) => void;
};

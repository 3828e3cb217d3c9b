import { refuse } from "#shared/failure.ts";
import type { Done } from "./outcome.ts";

/** Words for a change that did not reach the disk; nothing was changed. */
export function notSaved(done: Extract<Done, { ok: false }>) {
  return refuse("unavailable", `This was not saved: ${done.message}`);
}

import type { RepeatState } from "#shared/repeat.ts";
import { measuredWords } from "#shared/repeat-words.ts";

/** Said at each quarter; each run by itself would be noise (ui/README.md §8). */
const quarters = 4;

/** What is worth saying aloud when a repeat went from one state to the next; null where nothing is. */
export function repeatMilestone(before: RepeatState | undefined, after: RepeatState): string | null {
  if (before === undefined) return after.status === "running" && after.measured === 0 ? "The repeat began." : null;
  if (before.status !== after.status) return statusWords(after);
  const quarterOf = ({ measured, total }: RepeatState) => Math.floor((measured * quarters) / Math.max(1, total));
  const isNext = quarterOf(after) > quarterOf(before) && after.measured < after.total;
  return isNext ? `Repeat: ${measuredWords(after)}` : null;
}

function statusWords(state: RepeatState): string {
  switch (state.status) {
    case "running":
      return `Repeat resumed: ${measuredWords(state)}`;
    case "paused":
      return `Repeat paused: ${measuredWords(state)}`;
    case "stopped":
      return `Repeat stopped: ${measuredWords(state)}`;
    case "done":
      return state.failed === 0
        ? `Repeat done: ${measuredWords(state)}`
        : `Repeat done: ${measuredWords(state)}, ${state.failed} failed`;
  }
}

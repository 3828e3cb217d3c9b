import type { FailureClass } from "#shared/failure.ts";
import type { Run } from "#shared/run.ts";

/** What no further run would fare better with. A limit, an overload or a timeout passes. */
const inVain: ReadonlySet<FailureClass> = new Set(["AUTH", "BILLING", "LOCAL"]);

const fewestInARow = 5;

/** Runs that failed one after the other in a way that the next ones will, too. */
export type Streak = {
  /** What to say once it is too long; null as long as it is not. */
  note(run: Pick<Run, "status" | "failure">): string | null;
  /** The user has looked at it. */
  reset(): void;
};

export function createStreak(columns: number): Streak {
  const most = Math.max(fewestInARow, 2 * columns);
  let length = 0;
  return {
    note: ({ failure }) => {
      length = failure !== null && inVain.has(failure.class) ? length + 1 : 0;
      if (length < most || failure === null) return null;
      return `The last ${length} runs all failed. ${failure.message}`;
    },
    reset: () => {
      length = 0;
    },
  };
}

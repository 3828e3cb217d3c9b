import { formatCount } from "./format.ts";
import type { RepeatState } from "./repeat.ts";

/** `34 of 80 runs measured`, and `80 runs` once all are. */
export function measuredWords({ status, measured, total }: Pick<RepeatState, "status" | "measured" | "total">): string {
  if (status === "done") return total === 1 ? "1 run" : `${formatCount(total)} runs`;
  return `${formatCount(measured)} of ${formatCount(total)} runs measured`;
}

import type { Failure, FailureClass, FailureReason } from "./failure.ts";

/** Failures that say nothing of who was asked: this computer was offline or slept, a provider was removed, a budget. */
export const ownFaultClasses = ["LOCAL", "BUDGET"] as const satisfies readonly FailureClass[];
/** No link had a key to be asked with. */
export const ownFaultReasons = ["no-key", "key-store"] as const satisfies readonly FailureReason[];

/** Whether a run failed on this side alone: such a run measures nobody. */
export function isOwnFault({ class: failureClass, reason }: Pick<Failure, "class" | "reason">): boolean {
  return ownFaultClasses.some((one) => one === failureClass) || ownFaultReasons.some((one) => one === reason);
}

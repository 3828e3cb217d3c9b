import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import type { Pacer } from "#electron/manager/pacer.ts";
import type { RepeatState } from "#shared/repeat.ts";
import type { BudgetRoom } from "./budget-room.ts";
import type { Pricing } from "./estimate.ts";

/** What is kept of a state: the rest is counted from the runs. */
export type StateToSave = Pick<RepeatState, "comparisonId" | "status" | "pause">;

export type Saved = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** What repeated comparisons need of the rest of the host. */
export type RepeatParts = Pick<ManagerDependencies, "clock" | "ids" | "reportBug"> & {
  readonly manager: Pick<ModelManager, "start" | "stopRun">;
  readonly pacer: Pacer;
  readonly pricing: Pricing;
  readonly budgets: () => BudgetRoom;
  /** What one account serves at a time (engine.md R20). */
  readonly parallelRequests: () => number;
  /** The session that is spent in now. */
  readonly sessionId: () => string;
  readonly save: (state: StateToSave) => Promise<Saved>;
  /** Rejects in words where a run cannot be saved. */
  readonly settled: (runId: string) => Promise<void>;
  readonly tell: (state: RepeatState) => void;
};

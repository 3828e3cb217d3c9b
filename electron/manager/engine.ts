import type { CostLookups } from "./cost-lookups.ts";
import type { ManagerDependencies } from "./dependencies.ts";
import type { Gate } from "./gate.ts";
import type { LimitBoard } from "./limit-board.ts";
import type { Omissions } from "./omissions.ts";
import type { RetryTokens } from "./retry-tokens.ts";

/** The dependencies and the state that all runs of one ModelManager share. A drill has an engine of its own. */
export type Engine = ManagerDependencies & {
  readonly board: LimitBoard;
  readonly gate: Gate;
  readonly retryTokens: RetryTokens;
  readonly omissions: Omissions;
  readonly costLookups: CostLookups;
};

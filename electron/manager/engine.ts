import { defaultPreferences } from "#shared/settings.ts";
import { type CostLookups, createCostLookups } from "./cost-lookups.ts";
import { createGate, type Gate } from "./gate.ts";
import { createLimitBoard, type LimitBoard } from "./limit-board.ts";
import type { ManagerDependencies } from "./manager-dependencies.ts";
import { createOmissions, type Omissions } from "./omissions.ts";
import { createRetryTokens, type RetryTokens } from "./retry-tokens.ts";
import { createThisComputer, type ThisComputer } from "./this-computer.ts";
import { createWaits, type Waits } from "./waits.ts";

/** The dependencies and the state that all runs of one ModelManager share. A drill has an engine of its own. */
export type Engine = ManagerDependencies & {
  readonly board: LimitBoard;
  readonly gate: Gate;
  readonly retryTokens: RetryTokens;
  readonly omissions: Omissions;
  readonly thisComputer: ThisComputer;
  readonly waits: Waits;
  readonly costLookups: CostLookups;
};

/** Parts that take the place of the usual ones: a drill's own board, fewer places in a test. */
export type EngineParts = { readonly board?: LimitBoard; readonly places?: number };

export function newEngine(
  dependencies: ManagerDependencies,
  { board = newBoard(dependencies), places = defaultPreferences.parallelRequests }: EngineParts = {},
): Engine {
  const { clock, network, sink } = dependencies;
  return {
    ...dependencies,
    board,
    gate: createGate(places),
    retryTokens: createRetryTokens(),
    omissions: createOmissions(),
    thisComputer: createThisComputer(clock, network),
    waits: createWaits(),
    costLookups: createCostLookups({ ...dependencies, board, emit: sink.emit }),
  };
}

export function newBoard({ clock, limitsChanged, savedLimits, saveLimits }: ManagerDependencies): LimitBoard {
  return createLimitBoard(clock, limitsChanged, { savedLimits, saveLimits });
}

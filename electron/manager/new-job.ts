import { type Chain, type Link, type LinkRules, newLink, type OnMidStream } from "#shared/chain.ts";
import type { StartColumn } from "#shared/contract.ts";
import type { ColumnOverrides, Overrides, Prompt } from "#shared/prompt.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import type { ManagerDependencies } from "./manager-dependencies.ts";
import type { RunJob } from "./run-context.ts";

/** One run that is to be started. */
export type RunRequest = {
  readonly comparison: Comparison;
  readonly column: StartColumn;
  readonly prompt: Prompt;
  readonly overrides: Overrides;
  /** When and how it was sent, where that is not the comparison's own Send but a later one. */
  readonly send?: Pick<Comparison, "startedAtMs" | "isDemo" | "sessionId">;
  /** How long the run may wait for a link to come back (engine.md R18a). */
  readonly maxWaitMs: number;
  /** Which round of a repeated comparison it is. */
  readonly round?: number;
  /** Asked instead of the target's chain as it is now. */
  readonly chain?: Chain;
  /** Tried instead of the target's own links. */
  readonly links?: readonly Link[];
  /** Holds instead of what the target says. */
  readonly onMidStream?: OnMidStream;
  /** Hears the run's events in the turn in which they happen, before anyone else. */
  readonly onEvent?: (event: RunEvent) => void;
};

/** What sets a run of a repeated comparison apart. `maxWaitMs`: it waits elsewhere, before it is sent. */
export type RunOfRepeat = Pick<RunRequest, "onEvent" | "maxWaitMs" | "chain"> & { readonly round: number };

export type NewJob = { readonly job: RunJob; readonly controller: AbortController };

/** What a run does, as its target is now: a chain that is changed later changes nothing of it. */
export function newJob(dependencies: ManagerDependencies, request: RunRequest): NewJob {
  const { comparison, column, prompt, overrides, maxWaitMs, onEvent, send = comparison } = request;
  const controller = new AbortController();
  const { title, links, rules, ...plan } = planFor(dependencies, { ...column, chain: request.chain });
  const onMidStream = request.onMidStream ?? plan.onMidStream;
  const run: RunJob["run"] = {
    id: column.runId,
    comparisonId: comparison.id,
    columnId: column.columnId,
    target: column.target,
    title,
    isDemo: send.isDemo,
    startedAtMs: send.startedAtMs,
    sessionId: send.sessionId,
    links: request.links ?? links,
    ...(request.round !== undefined && { round: request.round }),
    ...ownOverrides(column),
  };
  const { signal } = controller;
  const counts = { sessionId: send.sessionId, isGateway: comparison.client !== undefined };
  const job = { run, prompt, overrides, rules, onMidStream, maxWaitMs, signal, ...counts, ...(onEvent && { onEvent }) };
  return { job, controller };
}

/** A column that sets nothing says nothing. */
function ownOverrides({ overrides = {} }: StartColumn): Pick<StartColumn, "overrides"> {
  return Object.keys(overrides).length > 0 ? { overrides } : {};
}

/** What a column sets for itself as a request takes it: its system text is a part of the prompt already. */
export function withoutSystem({ system: _, ...overrides }: ColumnOverrides): Overrides {
  return overrides;
}

type Plan = {
  readonly title: string;
  readonly links: readonly Link[];
  readonly onMidStream: OnMidStream;
  readonly rules: LinkRules;
};

/** A model is a chain of one link, but a cut answer of it is kept: there is nothing to take over. */
export function planFor(
  dependencies: Pick<ManagerDependencies, "chainById" | "catalog">,
  { target, columnId, chain: given }: Pick<StartColumn, "target" | "columnId"> & { readonly chain?: Chain | undefined },
): Plan {
  if (target.kind === "chain") {
    const chain = given ?? dependencies.chainById(target.chainId);
    if (chain === null) return { title: target.chainId, links: [], onMidStream: "fail", rules: {} };
    return { title: chain.name, links: chain.links, onMidStream: chain.onMidStream, rules: chain.rules ?? {} };
  }
  const name = dependencies.catalog.nameOf(target.providerId, target.modelId);
  const link = newLink(columnId, name, target);
  return { title: name, links: [link], onMidStream: "fail", rules: {} };
}

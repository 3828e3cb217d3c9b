import type { HttpRequest, Transport } from "#electron/manager/dependencies.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import type { BudgetRoom } from "#electron/manager/repeat/budget-room.ts";
import type { RepeatParts, Saved, StateToSave } from "#electron/manager/repeat/parts.ts";
import { createRepeats } from "#electron/manager/repeat/repeats.ts";
import type { RepeatAsk, RepeatedComparison, RepeatWork } from "#electron/manager/repeat/work.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { RepeatColumn, RepeatPlan, RepeatState } from "#shared/repeat.ts";
import { type Run, runIdOf } from "#shared/run.ts";
import { createWorld, type HarnessOptions } from "./engine-harness.ts";
import { createScriptedTransport, type Script } from "./scripted-transport.ts";

/** One request as a server of the test sees it. */
export type Served = { readonly host: string; readonly atMs: number; readonly index: number; readonly text: string };

export type RepeatsWorldOptions = HarnessOptions & {
  /** What the server of a host does with a request that arrives now. */
  readonly serve: (served: Served) => Script;
  readonly room?: () => BudgetRoom;
  readonly parallelRequests?: number;
  readonly save?: (state: StateToSave) => Promise<Saved>;
  readonly settled?: RepeatParts["settled"];
};

/** A model at provider a, b or c, which live on hosts of their own. */
export function columnAt(providerId: string, modelId = "model"): RepeatColumn {
  return { columnId: `${providerId}-${modelId}`, target: { kind: "model", providerId, modelId } };
}

export const noBudgets: BudgetRoom = { states: [], hardStop: true, allowedUnknown: [] };

export type RepeatsWorld = ReturnType<typeof createRepeatsWorld>;

/** Repeated comparisons over the real engine with its real limits, on a fake clock and servers that the test plays. */
export function createRepeatsWorld(options: RepeatsWorldOptions) {
  const { serve, room = () => noBudgets, parallelRequests = 8 } = options;
  const world = createWorld(options);
  const { clock, dependencies, events } = world;
  const scripted = createScriptedTransport(clock);
  const counts = new Map<string, number>();
  const served: Served[] = [];
  const transport: Transport = {
    open: (request, how) => {
      const host = new URL(request.url).hostname.replace(".test", "");
      const index = counts.get(host) ?? 0;
      counts.set(host, index + 1);
      const one = { host, index, atMs: clock.monotonicMs(), text: textOf(request) };
      served.push(one);
      scripted.script(`${host}.test`, serve(one));
      return scripted.open(request, how);
    },
  };
  const manager = createModelManager({ ...dependencies, transport });
  const told: RepeatState[] = [];
  const saved: StateToSave[] = [];
  const providerById = (id: string) => ({
    id,
    name: id,
    kind: "openai-compatible" as const,
    baseUrl: `https://${id}.test/v1`,
    keyOptional: false,
  });
  const pricing = { ...dependencies, providerById };
  const learners: (() => void)[] = [];
  let looked = 0;
  const repeats = createRepeats({
    ...dependencies,
    manager: {
      ...manager,
      start: (comparison, asks, send) => {
        for (const { runId, repeated } of asks) {
          const cost = { nanoUsd: 1, source: "reported" } as const;
          const found = {
            type: "cost-found",
            runId,
            attemptId: "a",
            usage: null,
            cost,
            upstreamProvider: null,
          } as const;
          learners.push(() => repeated?.onEvent?.(found));
        }
        manager.start(comparison, asks, send);
      },
    },
    pacer: {
      ...manager.pacer,
      scopesOf: (link, isDemo) => {
        looked += 1;
        return manager.pacer.scopesOf(link, isDemo);
      },
    },
    pricing,
    budgets: room,
    parallelRequests: () => parallelRequests,
    sessionId: () => "s",
    save: async (state) => {
      saved.push(state);
      return (await options.save?.(state)) ?? { ok: true };
    },
    settled: options.settled ?? (async () => undefined),
    tell: (state) => told.push(state),
  });
  /** As their events tell them, in the order in which they began. */
  const runs = (): Run[] => {
    const all = new Map<string, Run>();
    for (const event of events) {
      const run = reduceRun(all.get(runIdOf(event)), event);
      if (run !== undefined) all.set(run.id, run);
    }
    return [...all.values()];
  };
  const state = (id = "x") => {
    const known = repeats.state(id);
    if (known === null) throw new Error(`No repeat ${id}`);
    return known;
  };
  return {
    ...{ clock, manager, repeats, served, told, saved, runs, state, events, bugs: world.bugs, timers: clock.timers },
    /** How often limits were asked whether a run may be sent. */
    looked: () => looked,
    /** The provider tells, after the end of every run, what it cost. */
    learnCosts: () => {
      for (const learn of learners) learn();
    },
  };
}

/** What the server reads as the prompt. */
function textOf({ body }: HttpRequest): string {
  const parsed: unknown = JSON.parse(body ?? "{}");
  return JSON.stringify(parsed);
}

export function workFor(plan: Partial<RepeatPlan> & Pick<RepeatPlan, "columns">, parts: Partial<RepeatWork> = {}) {
  const repeat: RepeatPlan = { purpose: "repeat", times: 3, seed: 7, perProvider: 1, ...plan };
  const comparison: RepeatedComparison = {
    id: "x",
    conversationId: "v",
    sessionId: "s",
    prompt: "Hello",
    startedAtMs: 0,
    isDemo: false,
    repeat,
  };
  const ask = (column: RepeatColumn, round: number): RepeatAsk => ({
    prompt: { system: null, messages: [{ role: "user", text: `${column.columnId} ${round}` }] },
  });
  return { comparison, ask, runs: [], ...parts } satisfies RepeatWork;
}

/** How often each cell was measured. */
export function measuredCells(runs: readonly Run[]): Readonly<Record<string, number>> {
  const cells: Record<string, number> = {};
  for (const run of runs.filter(({ status }) => status === "done" || status === "failed")) {
    const cell = `${run.columnId} ${run.round}`;
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  return cells;
}

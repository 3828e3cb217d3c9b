import type { Budgets } from "#electron/manager/budgets.ts";
import type { Clock, HttpRequest, Transport } from "#electron/manager/dependencies.ts";
import { newBoard } from "#electron/manager/engine.ts";
import { type LimitsState, type Moment, noLimits } from "#electron/manager/limits.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { type Chain, type Link, newLink } from "#shared/chain.ts";
import type { RunEvent } from "#shared/run.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { createWorld, type World } from "#test/support/engine-harness.ts";
import type { Lasting } from "./lasting-waits.ts";
import { type Oracle, watchBoard } from "./limit-oracle.ts";
import { chaosFacts, chaosProviders, queueOf } from "./providers.ts";
import type { Scenario } from "./scenario.ts";
import type { Served } from "./servers.ts";

/** An event with the clocks at its moment. */
export type Told = { readonly event: RunEvent; readonly at: Moment };

/** A request as it left, and what its server does with it. Look-ups of a cost are not among them. */
export type Sent = {
  readonly runId: string;
  readonly provider: string;
  readonly modelId: string;
  readonly at: Moment;
  /** Null where the server had nothing left to say, and hangs. */
  readonly served: Served | null;
};

/** What there was when a run was stopped. */
export type Stopped = {
  readonly at: Moment;
  readonly events: number;
  readonly requests: number;
  readonly limits: LimitsState;
};

/** The engine in its scripted world, with everything that is to be known of the play. Mutable: a play changes it. */
export type Stage = {
  readonly of: Scenario;
  readonly world: World;
  readonly told: Told[];
  readonly sent: Sent[];
  readonly links: readonly Link[];
  readonly chains: readonly [Chain, Chain];
  /** What each run tries: its chain as it was. */
  readonly chainOf: Map<string, Chain>;
  readonly sentAt: Map<string, Moment>;
  readonly stops: Map<string, Stopped>;
  /** One for each start of the program. */
  readonly oracles: Oracle[];
  isOffline: boolean;
  manager: ModelManager;
  /** Absent where a play knows no budgets. */
  readonly budgets?: Budgets;
};

export const placesPerAccount = 2;

export function setStage(of: Scenario, budgetsOn?: (clock: Clock) => Budgets): Stage {
  const told: Told[] = [];
  const sent: Sent[] = [];
  const isOffline = () => stage.isOffline;
  const world = createWorld({ random: seededRandom(of.seed), queueOf, isOffline });
  const { transport } = world;
  for (const [provider, list] of Object.entries(of.servers))
    transport.script(provider, ...list.map(({ script }) => script));
  transport.script("router look-ups", ...of.lookUps);
  const links = of.pool.map(({ provider, model, rules }, index) => ({
    ...newLink(`link-${index}`, model, { providerId: provider, modelId: model }),
    rules,
  }));
  const stage: Stage = {
    of,
    world,
    told,
    sent,
    links,
    chains: [chainFrom(of, links, 0), chainFrom(of, links, 1)],
    chainOf: new Map(),
    sentAt: new Map(),
    stops: new Map(),
    oracles: [],
    isOffline: false,
    manager: createModelManager(world.dependencies),
    ...(budgetsOn && { budgets: budgetsOn(world.clock) }),
  };
  startProgram(stage, new Map());
  return stage;
}

function chainFrom(of: Scenario, pool: readonly Link[], which: 0 | 1): Chain {
  const { links, onMidStream, rules } = of.chains[which];
  const own = links.flatMap((index, place) => {
    const link = pool[index % pool.length];
    return link === undefined ? [] : [{ ...link, id: `${link.id}-${place}` }];
  });
  return { id: `chain-${which}`, name: `chain-${which}`, links: own, onMidStream, rules };
}

/** A new engine with the limits that the last one saved; `lasting` are those that it must not have forgotten. */
export function startProgram(stage: Stage, lasting: ReadonlyMap<string, Lasting>): void {
  const dependencies = dependenciesOf(stage);
  const oracle = watchBoard(newBoard(dependencies), lasting);
  stage.oracles.push(oracle);
  stage.manager = createModelManager(dependencies, { board: oracle.board, places: placesPerAccount });
}

function dependenciesOf(stage: Stage): ManagerDependencies {
  const { world, of, told, chains } = stage;
  const { clock, dependencies, events, saved } = world;
  return {
    ...dependencies,
    transport: watchedTransport(stage),
    providers: chaosProviders(clock, of),
    catalog: { ...dependencies.catalog, facts: (_, modelId, effort) => chaosFacts(modelId, effort) },
    sink: {
      emit: (event) => {
        events.push(event);
        told.push({ event, at: now(stage) });
      },
      settled: async () => undefined,
    },
    savedLimits: saved.at(-1) ?? [],
    ...(stage.budgets && { budgets: stage.budgets }),
    chainById: (id) => chains.find((chain) => chain.id === id) ?? null,
  };
}

export function limitsNow({ oracles }: Pick<Stage, "oracles">): LimitsState {
  return oracles.at(-1)?.board.state() ?? noLimits;
}

export function now({ world: { clock } }: Stage): Moment {
  return { monotonicMs: clock.monotonicMs(), epochMs: clock.epochMs() };
}

function watchedTransport(stage: Stage): Transport {
  const { of, world, sent } = stage;
  const byScript = new Map(Object.values(of.servers).flatMap((list) => list.map((served) => [served.script, served])));
  return {
    open: (request, options) => {
      const opened = world.transport.open(request, options);
      const script = world.transport.asked.at(-1)?.script ?? null;
      const served = script === null ? null : (byScript.get(script) ?? null);
      if (request.method === "POST") sent.push({ ...whatOf(request), at: now(stage), served });
      return opened;
    },
  };
}

/** Every prompt names its run. */
function whatOf(request: HttpRequest): Pick<Sent, "runId" | "provider" | "modelId"> {
  const runId = /Hello from (run-\d+)/.exec(request.body ?? "")?.[1] ?? "";
  const modelId = /"model":"([^"]*)"/.exec(request.body ?? "")?.[1] ?? "";
  return { runId, modelId, provider: queueOf(request) };
}

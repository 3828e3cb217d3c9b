import { setTimeout as sleep } from "node:timers/promises";
import { type FaultServer, type Script, type SeenRequest, startFaultServer } from "#electron/demo/fault-server.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { createCatalog, type ModelCatalog } from "#electron/providers/catalog/catalog.ts";
import { createDirectory } from "#electron/providers/directory.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { type Link, type LinkRules, newLink } from "#shared/chain.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import type { Run } from "#shared/run.ts";
import { createWorld, runOf, type World } from "./engine-harness.ts";

export type LinkName = "primary" | "fallback";
export const linkNames = ["primary", "fallback"] as const satisfies readonly LinkName[];

export type ScenarioSetup = {
  readonly scripts: Readonly<Partial<Record<LinkName, Script>>>;
  /** How the servers speak; OpenAI's chat where it is left out. */
  readonly kinds?: Readonly<Partial<Record<LinkName, ProviderKind>>>;
  /** The models say by their ids that they think, so that OpenAI's are asked through its Responses API. */
  readonly thinks?: true;
  /** The engine's defaults where it is left out. */
  readonly deadlines?: LinkRules["deadlines"];
  /** How many of the engine's seconds pass in one. Default 1. */
  readonly speed?: number;
};

/** The real engine, transport and adapters before two scripted servers, as a chain with one fallback. */
export type ScenarioWorld = {
  readonly server: FaultServer<LinkName>;
  readonly bugs: readonly unknown[];
  readonly events: World["events"];
  /** Sends a prompt and waits for the run's end; null where it does not end within the limit. */
  ask(limitMs: number): Promise<Run | null>;
  requestsOf(link: LinkName): readonly SeenRequest[];
  close(): Promise<void>;
};

/** 100 input and 60 output tokens at these prices, USD per 1,000 tokens, cost 220,000 nano-USD. */
const prices = { costPer1kInput: 0.001, costPer1kOutput: 0.002 };
export const answerCostNanoUsd = 220_000;

export const contextTokens = { primary: 8_192, fallback: 1_000_000 } as const;

export async function openScenario(setup: ScenarioSetup): Promise<ScenarioWorld> {
  const kindOf = (name: LinkName): ProviderKind => setup.kinds?.[name] ?? "openai-compatible";
  const linkOf = (name: LinkName) => ({ kind: kindOf(name), script: setup.scripts[name] ?? [null] });
  const server = await startFaultServer({ links: { primary: linkOf("primary"), fallback: linkOf("fallback") } });
  const providers = linkNames.map(
    (name): Provider => ({
      id: name,
      name,
      kind: kindOf(name),
      baseUrl: server.baseUrlOf(name),
      keyOptional: false,
    }),
  );
  const transport = createTransport();
  const world = createWorld({
    chain: {
      links: linkNames.map((name) => chainLink(name, modelOf(name, setup))),
      onMidStream: "restart",
      rules: rulesOf(setup),
    },
    instead: {
      clock: clockOf(setup.speed ?? 1),
      transport,
      ids: systemIds,
      random: Math.random,
      catalog: catalogOf(providers, setup),
      providers: createDirectory({
        providers: () => providers,
        readKey: async ({ id }) => ({ kind: "key", key: `key-of-${id}`, fingerprint: `print-of-${id}` }),
        demo: async () => ({ ok: false, message: "There is no demo here." }),
      }),
    },
  });
  const manager = createModelManager(world.dependencies);
  return {
    server,
    bugs: world.bugs,
    events: world.events,
    ask: (limitMs) => ask(world, manager, limitMs),
    requestsOf: server.requestsOf,
    close: async () => {
      await manager.close();
      await transport.close();
      await server.close();
    },
  };
}

function rulesOf({ deadlines }: ScenarioSetup): LinkRules {
  return deadlines === undefined ? {} : { deadlines };
}

function modelOf(name: LinkName, { thinks }: ScenarioSetup): string {
  return thinks ? `${name}-reasoning-model` : `${name}-model`;
}

function chainLink(name: LinkName, modelId: string): Link {
  return { ...newLink(name, name, { providerId: name, modelId }), ...prices };
}

function catalogOf(providers: readonly Provider[], setup: ScenarioSetup): ModelCatalog {
  const catalog = createCatalog({ providers: () => providers });
  for (const name of linkNames) {
    const model = { providerId: name, modelId: modelOf(name, setup), name, contextTokens: contextTokens[name] };
    const unknown = { maxOutputTokens: null, price: null, isFree: false };
    catalog.setList({ providerId: name, source: "provider", fetchedAtMs: null, models: [{ ...model, ...unknown }] });
  }
  return catalog;
}

/** The computer's clocks, with more of the engine's seconds in one of ours. */
function clockOf(speed: number): Clock {
  if (speed === 1) return systemClock;
  const startedAtMs = systemClock.epochMs();
  return {
    monotonicMs: () => systemClock.monotonicMs() * speed,
    epochMs: () => startedAtMs + (systemClock.epochMs() - startedAtMs) * speed,
    after: (ms, callback) => systemClock.after(ms / speed, callback),
  };
}

async function ask({ events }: World, manager: ModelManager, limitMs: number): Promise<Run | null> {
  const runId = systemIds.next();
  const comparison = {
    id: `comparison-${runId}`,
    conversationId: "conversation",
    sessionId: "session",
    prompt: "Hello",
    startedAtMs: Date.now(),
    isDemo: false,
  };
  manager.start(comparison, [{ columnId: "column", runId, target: { kind: "chain", chainId: "abc" } }]);
  const isOver = () => events.some((event) => event.type === "run-ended" && event.runId === runId);
  for (const untilMs = performance.now() + limitMs; !isOver(); ) {
    if (performance.now() > untilMs) return null;
    await sleep(5);
  }
  return runOf(events, runId);
}

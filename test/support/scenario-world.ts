import type { LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type FaultLink,
  type FaultServer,
  type Script,
  type SeenRequest,
  startFaultServer,
} from "#electron/demo/fault-server.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { createRedactor } from "#electron/keys/redactor.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { createCatalog, type ModelCatalog } from "#electron/providers/catalog/catalog.ts";
import { systemIds } from "#electron/system.ts";
import { type Link, type LinkRules, newLink, type OnMidStream } from "#shared/chain.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import type { Run } from "#shared/run.ts";
import { createWorld, runOf, type World } from "./engine-harness.ts";
import { fastClock } from "./fast-clock.ts";
import { keyedDirectory } from "./keyed-directory.ts";

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
  /** Takes the place of the computer's clocks. */
  readonly clock?: Clock;
  readonly onMidStream?: OnMidStream;
  /** What the servers answer and how they are reached, where it is not as usual. */
  readonly servers?: Readonly<Partial<Record<LinkName, Pick<FaultLink, "answer" | "tokenEveryMs" | "tls">>>>;
  /** The base URL that a link has, given that of its server. */
  readonly baseUrls?: Readonly<Partial<Record<LinkName, (ofServer: string) => string>>>;
  /** How names become addresses. */
  readonly resolve?: LookupFunction;
};

/** The real engine, transport and adapters before two scripted servers, as a chain with one fallback. */
export type ScenarioWorld = {
  readonly server: FaultServer<LinkName>;
  readonly bugs: readonly unknown[];
  readonly events: World["events"];
  readonly manager: ModelManager;
  /** Sends a prompt and returns the run's id. */
  start(): string;
  /** Waits for the end of a run; null where it does not end within the limit. */
  ended(runId: string, limitMs: number): Promise<Run | null>;
  /** Sends a prompt and waits for the run's end; null where it does not end within the limit. */
  ask(limitMs: number): Promise<Run | null>;
  requestsOf(link: LinkName): readonly SeenRequest[];
  /** Closes the engine and the transport; the servers stay. May be called more than once. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** A key that no server but the link's own may see, and no event may hold. */
export function keyOf(link: string): string {
  return `sk-canary-${link}-0123456789abcdef`;
}

/** 100 input and 60 output tokens at these prices, USD per 1,000 tokens, cost 220,000 nano-USD. */
const prices = { costPer1kInput: 0.001, costPer1kOutput: 0.002 };
export const answerCostNanoUsd = 220_000;

export const contextTokens = { primary: 8_192, fallback: 1_000_000 } as const;

export async function openScenario(setup: ScenarioSetup): Promise<ScenarioWorld> {
  const kindOf = (name: LinkName): ProviderKind => setup.kinds?.[name] ?? "openai-compatible";
  const linkOf = (name: LinkName): FaultLink => ({
    kind: kindOf(name),
    script: setup.scripts[name] ?? [null],
    ...setup.servers?.[name],
  });
  const server = await startFaultServer({ links: { primary: linkOf("primary"), fallback: linkOf("fallback") } });
  const providers = linkNames.map(
    (name): Provider => ({
      id: name,
      name,
      kind: kindOf(name),
      baseUrl: (setup.baseUrls?.[name] ?? asItIs)(server.baseUrlOf(name)),
      keyOptional: false,
    }),
  );
  const transport = createTransport(setup.resolve === undefined ? {} : { resolve: setup.resolve });
  const redactor = createRedactor();
  for (const name of linkNames) redactor.remember(keyOf(name));
  const world = createWorld({
    chain: {
      links: linkNames.map((name) => chainLink(name, modelOf(name, setup))),
      onMidStream: setup.onMidStream ?? "restart",
      rules: rulesOf(setup),
    },
    instead: {
      clock: setup.clock ?? fastClock(setup.speed ?? 1),
      transport,
      ids: systemIds,
      random: Math.random,
      redact: redactor.redact,
      catalog: catalogOf(providers, setup),
      providers: keyedDirectory(providers, keyOf),
    },
  });
  const manager = createModelManager(world.dependencies);
  const leave = async () => {
    await manager.close();
    await transport.close();
  };
  return {
    server,
    bugs: world.bugs,
    events: world.events,
    manager,
    start: () => start(manager),
    ended: (runId, limitMs) => ended(world, runId, limitMs),
    ask: (limitMs) => ended(world, start(manager), limitMs),
    requestsOf: server.requestsOf,
    leave,
    close: async () => {
      await leave();
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

function asItIs(baseUrl: string): string {
  return baseUrl;
}

function start(manager: ModelManager): string {
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
  return runId;
}

const lookEveryMs = 5;

async function ended({ events }: World, runId: string, limitMs: number): Promise<Run | null> {
  const isOver = () => events.some((event) => event.type === "run-ended" && event.runId === runId);
  // Counted in looks and not on a clock: what holds up this process holds up its servers, too.
  for (let lookedMs = 0; !isOver(); lookedMs += lookEveryMs) {
    if (lookedMs > limitMs) return null;
    await sleep(lookEveryMs);
  }
  return runOf(events, runId);
}

import { newSseReader } from "#electron/http/sse-reader.ts";
import type { Adapter, HttpRequest, ModelFacts, ProviderAccess } from "#electron/manager/dependencies.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, type RunEvent, runIdOf } from "#shared/run.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { createScriptedTransport, type Script, type ScriptedTransport } from "./scripted-transport.ts";

/** What the engine needs of the world, on a fake clock and scripted servers. Provider x lives on host x.test. */
export type World = {
  readonly clock: FakeClock;
  readonly transport: ScriptedTransport;
  readonly dependencies: ManagerDependencies;
  readonly events: RunEvent[];
  readonly bugs: unknown[];
  /** Each list of limits that was to be saved, newest last. */
  readonly saved: (readonly SavedLimit[])[];
};

/** Providers a, b, c; the chain `abc` tries a model of each in this order. */
export type Harness = World & {
  readonly manager: ModelManager;
  /** Starts one run of the chain and returns its id. */
  send(options?: { prompt?: string; chainId?: string }): string;
  run(runId: string): Run;
  asks(host: string): number;
};

export type HarnessOptions = {
  readonly chain?: Partial<Chain>;
  readonly contextTokens?: Readonly<Record<string, number>>;
  /** What is known of the models of a provider, by provider. */
  readonly facts?: Readonly<Record<string, Partial<ModelFacts>>>;
  /** How a provider speaks, where it is not OpenAI's chat. */
  readonly adapters?: Readonly<Record<string, Adapter>>;
  readonly noKeyFor?: readonly string[];
  readonly random?: () => number;
  /** Ms that the key of a provider takes to be read. */
  readonly keyTakesMs?: number;
  readonly isOffline?: () => boolean;
  readonly savedLimits?: readonly SavedLimit[];
  /** Which queue of scripts a request is answered from; its host's where nothing is said. */
  readonly queueOf?: (request: HttpRequest) => string;
  /** Takes the place of single dependencies. */
  readonly instead?: Partial<ManagerDependencies>;
};

export function createWorld(options: HarnessOptions = {}): World {
  const clock = createFakeClock();
  const transport = createScriptedTransport(clock, options.queueOf);
  const events: RunEvent[] = [];
  const bugs: unknown[] = [];
  const saved: (readonly SavedLimit[])[] = [];
  let id = 0;
  const links = ["a", "b", "c"].map((provider) =>
    newLink(`link-${provider}`, `Model ${provider}`, { providerId: provider, modelId: `model-${provider}` }),
  );
  const chain: Chain = { id: "abc", name: "abc", links, onMidStream: "restart", ...options.chain };
  const dependencies: ManagerDependencies = {
    clock,
    transport,
    newSseReader,
    providers: {
      access: async (providerId) => {
        const { keyTakesMs } = options;
        if (keyTakesMs !== undefined) await new Promise<void>((resolve) => clock.after(keyTakesMs, resolve));
        return accessTo(providerId, options);
      },
      nameOf: (providerId) => providerId.toUpperCase(),
    },
    catalog: {
      nameOf: (_, modelId) => modelId,
      facts: (providerId, _, effort) => ({
        contextTokens: options.contextTokens?.[providerId] ?? null,
        isFree: false,
        takesImages: null,
        takesImageUrls: null,
        takesTools: null,
        ...options.facts?.[providerId],
        reasons: options.facts?.[providerId]?.reasons === true && effort !== "none",
      }),
      price: () => ({
        inputUsd: 1,
        cacheReadUsd: null,
        cacheWrite5mUsd: null,
        cacheWrite1hUsd: null,
        outputUsd: 10,
        longPrompt: null,
        source: "override",
        asOf: "2026-11-22",
      }),
    },
    sink: { emit: (event) => events.push(event), settled: async () => undefined },
    ids: { next: () => `id-${++id}` },
    random: options.random ?? (() => 0.5),
    redact: (text) => text,
    network: { isOffline: () => options.isOffline?.() ?? false },
    savedLimits: options.savedLimits ?? [],
    saveLimits: (limits) => saved.push(limits),
    chainById: (chainId) => (chainId === chain.id ? chain : null),
    limitsChanged: () => undefined,
    reportBug: (error) => bugs.push(error),
    ...options.instead,
  };
  return { clock, transport, dependencies, events, bugs, saved };
}

export function createHarness(options: HarnessOptions = {}): Harness {
  const world = createWorld(options);
  const { clock, transport, events } = world;
  const manager = createModelManager(world.dependencies);
  let id = 0;
  return {
    ...world,
    manager,
    send: ({ prompt = "Hello", chainId = "abc" } = {}) => {
      const runId = `run-${++id}`;
      const startedAtMs = clock.epochMs();
      const comparison = { id: `c-${runId}`, conversationId: "v", sessionId: "s", prompt, startedAtMs, isDemo: false };
      manager.start(comparison, [{ columnId: "col", runId, target: { kind: "chain", chainId } }]);
      return runId;
    },
    run: (runId) => runOf(events, runId),
    asks: (host) => transport.asked.filter(({ request }) => new URL(request.url).hostname === host).length,
  };
}

/** The run as its events tell it. */
export function runOf(events: readonly RunEvent[], runId: string): Run {
  const run = events
    .filter((event) => runIdOf(event) === runId)
    .reduce<Run | undefined>((state, event) => reduceRun(state, event), undefined);
  if (run === undefined) throw new Error(`No events of ${runId}`);
  return run;
}

function accessTo(providerId: string, { noKeyFor = [], adapters = {} }: HarnessOptions): ProviderAccess {
  const adapter = adapters[providerId] ?? openAiChat;
  if (noKeyFor.includes(providerId)) {
    return { kind: "unavailable", reason: "no-key", message: `${providerId.toUpperCase()} has no key yet.` };
  }
  return {
    kind: "ready",
    provider: {
      id: providerId,
      name: providerId.toUpperCase(),
      kind: "openai-compatible",
      baseUrl: `https://${providerId}.test/v1`,
      keyOptional: false,
    },
    adapter,
    adapterFor: () => adapter,
    key: `key-of-${providerId}`,
    keyFingerprint: `print-${providerId}`,
  };
}

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (content: string) => event({ id: "x", model: "served", choices: [{ index: 0, delta: { content } }] });
const finish = event({ id: "x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
const usageChunk = event({ id: "x", choices: [], usage });

/** A whole answer in the given words, 10 ms apart. */
export function answers(...words: readonly string[]): Script {
  const chunks = words.map((word) => ({ afterMs: 10, text: delta(word) }));
  return { chunks: [...chunks, { afterMs: 1, text: `${finish}${usageChunk}data: [DONE]\n\n` }] };
}

/** Some words, then the given end without a finish reason. */
export function breaksAfter(words: readonly string[], end: "close" | "reset" | "hang"): Script {
  return { chunks: words.map((word) => ({ afterMs: 10, text: delta(word) })), end };
}

export function refuses(status: number, headers: Readonly<Record<string, string>> = {}, code?: string): Script {
  const body = JSON.stringify({ error: { message: `status ${status}`, type: code ?? null, code: code ?? null } });
  const all = { "content-type": "application/json", ...headers };
  return { status, headers: all, chunks: [{ afterMs: 0, text: body }] };
}

export const refusesConnection: Script = {
  refuse: { reason: "refused", code: "ECONNREFUSED", message: "connect ECONNREFUSED" },
};

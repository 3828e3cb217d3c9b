import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { DrillRequest, DrillsPort } from "#electron/bridge/ports.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import { drillPrompt } from "#electron/demo/drill-answer.ts";
import { type DrillServers, startDrillServers } from "#electron/demo/drill-servers.ts";
import { createDrillTransport } from "#electron/demo/drill-transport.ts";
import { createScaledClock } from "#electron/demo/scaled-clock.ts";
import { newSseReader } from "#electron/http/sse-reader.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { Log } from "#electron/log/log.ts";
import type { Catalog, Clock, Redact } from "#electron/manager/dependencies.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { createDrillDirectory } from "#electron/providers/drill-directory.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { Chain } from "#shared/chain.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";

export type DrillParts = {
  readonly clock: Clock;
  /** For names, windows and prices alone. */
  readonly catalog: Catalog;
  readonly providers: () => readonly Provider[];
  readonly emit: (event: RunEvent) => void;
  readonly redact: Redact;
  readonly log: Pick<Log, "bug">;
};

export type Drills = DrillsPort & {
  /** Number of drills that are not over, with what they still hold open. */
  running(): number;
  /** Nobody is there to see them any more. */
  stopAll(): void;
  /** Stops them and resolves once nothing is left of them; none begins after it. */
  close(): Promise<void>;
};

type Joined = Pick<DrillParts, "catalog" | "redact" | "log"> & {
  readonly workspace: Pick<Workspace, "providers">;
  readonly batcher: Pick<EventBatcher, "emit">;
};

/** On this computer's own clocks, told to the windows. */
export function joinDrills({ workspace, batcher, ...parts }: Joined): Drills {
  return createDrills({
    ...parts,
    clock: systemClock,
    providers: () => workspace.providers().map(({ provider }) => provider),
    emit: (event) => batcher.emit({ topic: "drill", event }),
  });
}

/** Side by side; more would be late for their own deadlines on a small computer. */
const mostAtOnce = 4;
/** How long a drill waits for a link to come back, in played time (engine.md R18a). */
const drillMaxWaitMs = 8_000;

type Drill = { readonly chainId: string; stop(): void; readonly over: Promise<void> };

/** Rehearsals: each with servers, limits, a clock and connections of its own, of which nothing outlives it. */
export function createDrills(parts: DrillParts): Drills {
  const drills = new Map<string, Drill>();
  let isClosed = false;
  const stopAll = () => {
    for (const drill of drills.values()) drill.stop();
  };
  return {
    start: async (request) => {
      const { runId } = request;
      if (isClosed) return refuse("unavailable", "Understudy is closing.");
      if (drills.has(runId)) return refuse("conflict", "This drill was started before.");
      if (drills.size >= mostAtOnce) {
        return refuse("conflict", `${mostAtOnce} drills run already. Wait until one has ended.`);
      }
      const drill = beginDrill(parts, request);
      drills.set(runId, drill);
      void drill.over.finally(() => drills.delete(runId));
      const trouble = await drill.began;
      return trouble === null ? succeed(null) : refuse("unavailable", `The drill could not start: ${trouble}`);
    },
    stop: (runId) => drills.get(runId)?.stop(),
    stopChain: (chainId) => {
      for (const drill of drills.values()) if (drill.chainId === chainId) drill.stop();
    },
    running: () => drills.size,
    stopAll,
    close: async () => {
      isClosed = true;
      stopAll();
      await Promise.all(Array.from(drills.values(), ({ over }) => over));
    },
  };
}

/** `began` gives what kept it from starting, or null. Neither promise rejects. */
function beginDrill(parts: DrillParts, request: DrillRequest): Drill & { readonly began: Promise<string | null> } {
  const stopping = new AbortController();
  const servers = startServers(parts, request);
  const play = async () => {
    const started = await servers;
    if (started.ok) await playDrill(parts, { request, servers: started.servers, signal: stopping.signal });
  };
  // What is thrown is our bug; whoever waits for the end of the drill still gets it.
  const over = play().catch((error: unknown) => parts.log.bug("host", error));
  return {
    chainId: request.chain.id,
    stop: () => stopping.abort(),
    began: servers.then((started) => (started.ok ? null : started.message)),
    over,
  };
}

type Started = { readonly ok: true; readonly servers: DrillServers } | { readonly ok: false; readonly message: string };

async function startServers(parts: DrillParts, { chain, faults, speed }: DrillRequest): Promise<Started> {
  const kinds = new Map(parts.providers().map(({ id, kind }) => [id, kind]));
  const links = chain.links.flatMap((link) => {
    const kind = kinds.get(link.provider);
    return kind === undefined ? [] : [{ link, kind, fault: faults[link.id] ?? null }];
  });
  try {
    return { ok: true, servers: await startDrillServers(links, speed) };
  } catch (error) {
    // Such as no port or no file handle left on this computer.
    return { ok: false, message: parts.redact(messageOf(error)) };
  }
}

type Playing = { readonly request: DrillRequest; readonly servers: DrillServers; readonly signal: AbortSignal };

/** Runs the chain once on its servers and lets go of everything. */
async function playDrill(parts: DrillParts, { request, servers, signal }: Playing): Promise<void> {
  const transport = createTransport();
  const clock = createScaledClock(parts.clock, request.speed);
  const ended = Promise.withResolvers<void>();
  const emit = (event: RunEvent) => {
    parts.emit(event);
    if (event.type === "run-ended") ended.resolve();
  };
  const manager = createModelManager({
    ...aloneWith(parts, request.chain),
    clock,
    transport: createDrillTransport(transport, request.speed),
    providers: directoryOf(parts, request.chain, servers),
    sink: { emit, settled: async () => undefined },
  });
  try {
    const { stop } = manager.startRun({
      comparison: comparisonOf(request, clock),
      column: { columnId: request.runId, runId: request.runId, target: { kind: "chain", chainId: request.chain.id } },
      prompt: { system: null, messages: [{ role: "user", text: drillPrompt }] },
      overrides: {},
      maxWaitMs: drillMaxWaitMs,
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    await ended.promise;
  } finally {
    await Promise.allSettled([manager.close(), transport.close(), servers.close()]);
  }
}

function directoryOf({ providers }: DrillParts, { links }: Chain, { homeOf, addressOf }: DrillServers) {
  return createDrillDirectory({
    providers: providers(),
    addressOf,
    homeOf: (providerId) => {
      const first = links.find(({ provider }) => provider === providerId);
      return first === undefined ? null : homeOf(first.id);
    },
  });
}

/** What a drill has of its own, because it may touch nothing real: no limits of before or after, nothing saved. */
function aloneWith({ catalog, redact, log }: DrillParts, chain: Chain) {
  return {
    catalog,
    redact,
    newSseReader,
    ids: systemIds,
    random: Math.random,
    network: { isOffline: () => false },
    savedLimits: [],
    saveLimits: () => undefined,
    limitsChanged: () => undefined,
    chainById: (chainId: string) => (chainId === chain.id ? chain : null),
    reportBug: (error: unknown) => log.bug("host", error),
  } satisfies Partial<ManagerDependencies>;
}

/** Belongs to no conversation and to no session: nothing of a drill is kept or counted. */
function comparisonOf({ runId }: DrillRequest, clock: Clock): Comparison {
  const startedAtMs = clock.epochMs();
  return { id: runId, conversationId: runId, sessionId: runId, prompt: drillPrompt, startedAtMs, isDemo: true };
}

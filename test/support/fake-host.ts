import { createHandlers } from "#electron/bridge/create-handlers.ts";
import { createEventBatcher } from "#electron/bridge/event-batcher.ts";
import type { HandlerDependencies } from "#electron/bridge/handlers/dependencies.ts";
import type { DrillRequest } from "#electron/bridge/ports.ts";
import { createRouter } from "#electron/bridge/router.ts";
import { createWorkspace, type WorkspaceStart } from "#electron/bridge/workspace.ts";
import { exportsPort } from "#electron/compose/exports.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { newLink } from "#shared/chain.ts";
import type { WindowTrouble } from "#shared/diagnostics.ts";
import type { Exchange } from "#shared/exchange.ts";
import { detailsOf, refuse, succeed } from "#shared/failure.ts";
import type { ModelInfo, ModelList, Provider } from "#shared/model.ts";
import type { FoundServer } from "#shared/server-presets.ts";
import { defaultSettings, type Settings } from "#shared/settings.ts";
import { createFakeArchive } from "./fake-archive.ts";
import { createFakeGateway } from "./fake-gateway.ts";
import { createFakeHistory } from "./fake-history.ts";
import { createFakeKeys } from "./fake-keys.ts";
import { createFakeManager } from "./fake-manager.ts";
import { createFakeMoney } from "./fake-money.ts";
import { createFakeRepeats } from "./fake-repeats.ts";
import { createFakeStore } from "./fake-store.ts";

export const openai: Provider = {
  id: "openai",
  name: "OpenAI",
  kind: "openai",
  baseUrl: "https://api.openai.com/v1",
  keyOptional: false,
};

const smart = {
  id: "smart",
  name: "smart",
  links: [newLink("l1", "GPT", { providerId: "openai", modelId: "gpt-5" })],
  onMidStream: "restart",
} as const;

export const emptyStart: WorkspaceStart = {
  settings: defaultSettings,
  chains: [smart],
  columnSets: [],
  ownPrices: [],
  builtInProviders: [openai],
  storedProviders: [],
  keyRecords: [],
  environment: { keys: {}, baseUrls: {} },
  notices: [],
};

export type FakeHost = ReturnType<typeof createFakeHost>;

/** The real bridge over small parts in memory. Time passes by the real clock unless one is given. */
export function createFakeHost(start: Partial<WorkspaceStart> = {}, clock: Clock = realClock()) {
  const store = createFakeStore();
  const keys = createFakeKeys();
  const batcher = createEventBatcher(clock);
  const manager = createFakeManager(store, batcher.emit);
  const gateway = createFakeGateway(batcher.emit);
  const archive = createFakeArchive();
  const history = createFakeHistory(store);
  const repeats = createFakeRepeats();
  const bugs: string[] = [];
  const openedLinks: string[] = [];
  const openedFolders: string[] = [];
  const noted: WindowTrouble[] = [];
  const applied: Settings[] = [];
  const demo: { isOn: boolean; trouble: string | null } = { isOn: false, trouble: null };
  /** By run and attempt: `r1|a1`. */
  const exchanges = new Map<string, Exchange>();
  const network = { isOffline: false };
  const drillsAsked: { started: DrillRequest[]; stopped: string[]; chains: string[]; refusal: string | null } = {
    started: [],
    stopped: [],
    chains: [],
    refusal: null,
  };
  /** Model servers on this machine. */
  const running: FoundServer[] = [];
  let lastId = 0;
  const ids = { next: () => `id-${++lastId}` };
  const shared = { store, keys, clock, ids };
  const workspace = createWorkspace({
    ...shared,
    start: { ...emptyStart, ...start },
    limits: manager.limits,
    emit: batcher.emit,
  });
  const { settings } = workspace;
  const catalog = fakeCatalog();
  const { sessions, budgets, ledger } = createFakeMoney({ ...shared, first: store.sessionRows[0], batcher, settings });
  const dependencies: HandlerDependencies = {
    ...shared,
    workspace,
    manager,
    repeats,
    random: () => 0.5,
    gateway,
    exchanges: {
      of: async (runId, attemptId) => {
        if (store.trouble !== null) return { ok: false, message: store.trouble };
        return { ok: true, value: exchanges.get(`${runId}|${attemptId}`) ?? null };
      },
    },
    drills: {
      async start(request) {
        if (drillsAsked.refusal !== null) return refuse("unavailable", drillsAsked.refusal);
        drillsAsked.started.push(request);
        return succeed(null);
      },
      stop: (runId) => void drillsAsked.stopped.push(runId),
      stopChain: (chainId) => void drillsAsked.chains.push(chainId),
    },
    exports: exportsPort({ clock, version: "0.0.0", catalog }),
    archive,
    history,
    preferences: { apply: (settings) => void applied.push(settings) },
    network: { isOffline: () => network.isOffline },
    tokens: {
      count: async (text, models) =>
        models.map((one) => ({
          ...one,
          tokens: text.length,
          basis: one.modelId.startsWith("gpt") ? "tokenizer" : "rule",
        })),
    },
    accepts: {
      of: ({ id: providerId }, modelId, effort) => {
        const takes = { topP: true, stop: true, seed: false, efforts: ["low", "high"], jsonSchema: true } as const;
        return { providerId, modelId, temperature: effort === null, ...takes };
      },
    },
    batcher,
    checks: fakeChecks(clock),
    discovery: { find: async () => [...running] },
    catalog,
    demo: {
      async on() {
        if (demo.trouble !== null) return { ok: false, message: demo.trouble };
        demo.isOn = true;
        return { ok: true };
      },
      async off() {
        demo.isOn = false;
      },
    },
    diagnostics: {
      report: async (browser) => `# Understudy diagnostics\n\n- Browser: ${browser ?? "unknown"}\n`,
      note: (trouble) => void noted.push(trouble),
      folder: "data/logs",
    },
    openLink: async (url) => void openedLinks.push(url),
    openFolder: async (folder) => void openedFolders.push(folder),
    capabilities: {
      host: "node",
      platform: "linux",
      version: "0.0.0",
      reservedKeys: [],
      dataDir: "data",
      opensFolders: true,
      environmentProxy: null,
    },
    sessions,
    budgets,
  };
  const redact = (text: string) => text.replaceAll(/sk-[\w-]+/g, "[key]");
  const router = createRouter({
    handlers: createHandlers(dependencies),
    onBug: ({ method, error }) => bugs.push(redact(`${method}: ${detailsOf(error)}`)),
  });
  return {
    ...dependencies,
    store,
    keys,
    manager,
    repeats,
    gateway,
    archive,
    history,
    ledger,
    keptExchanges: exchanges,
    demoState: demo,
    networkState: network,
    drillsAsked,
    running,
    bugs,
    openedLinks,
    openedFolders,
    noted,
    applied,
    router,
  };
}

function fakeChecks(clock: Clock): HandlerDependencies["checks"] {
  return {
    testKey: async () => ({
      atMs: clock.epochMs(),
      ok: true,
      status: 200,
      tookMs: 5,
      modelCount: 3,
      message: "The key works.",
    }),
    fetchModels: async (providerId) =>
      providerId === "openai"
        ? { ok: true, value: { providerId, source: "provider", fetchedAtMs: clock.epochMs(), models: [fetchedModel] } }
        : { ok: false, message: "The server gave no list." },
  };
}

const fetchedModel: ModelInfo = {
  providerId: "openai",
  modelId: "gpt-5",
  name: "gpt-5",
  contextTokens: null,
  maxOutputTokens: null,
  price: null,
  isFree: false,
};

/** Fills in names, as the real one fills in what a provider's own list leaves out. */
function fakeCatalog(): HandlerDependencies["catalog"] {
  const lists = new Map<string, ModelList>();
  const list = (providerId: string): ModelList => {
    const known = lists.get(providerId);
    if (known === undefined) return { providerId, source: "bundled", fetchedAtMs: null, models: [] };
    return { ...known, models: known.models.map((model) => ({ ...model, name: `${model.modelId}, filled in` })) };
  };
  return {
    lists: () => [...lists.keys()].map(list),
    list,
    price: (providerId, modelId) => list(providerId).models.find((model) => model.modelId === modelId)?.price ?? null,
    setList: (next) => void lists.set(next.providerId, next),
    routes: ({ providerId, modelId }) =>
      ["openai", "other", "gone"].map((id) => ({
        ...{ providerId: id, modelId: id === providerId ? modelId : `${id}/${modelId}`, name: modelId },
        ...{ kind: id === providerId ? "direct" : "other", isFree: false, price: null },
      })),
  };
}

function realClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    epochMs: () => Date.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}

import type { Capabilities, HostEvent } from "#shared/contract.ts";
import { succeed } from "#shared/failure.ts";
import type { GatewayState } from "#shared/gateway.ts";
import type { Session } from "#shared/session.ts";
import type { EventBatcher } from "./bridge/event-batcher.ts";
import { openWorkspace } from "./bridge/open-workspace.ts";
import type { Router } from "./bridge/router.ts";
import { createSessionBook } from "./bridge/session-book.ts";
import { createWorkspace } from "./bridge/workspace.ts";
import { openArchive } from "./compose/archive.ts";
import { joinBudgets } from "./compose/budgets.ts";
import { closeAll } from "./compose/close-all.ts";
import { createDemoSwitch } from "./compose/demo-switch.ts";
import { joinDiagnostics } from "./compose/diagnostics.ts";
import { joinDrills } from "./compose/drills.ts";
import { engineParts } from "./compose/engine.ts";
import { createExchangeRecorder } from "./compose/exchange-recorder.ts";
import { joinGateway } from "./compose/gateway.ts";
import { openHistory } from "./compose/history.ts";
import { environmentFacts, openKeys, readKey } from "./compose/keys.ts";
import { type Late, workspaceOf } from "./compose/late.ts";
import { loggedBatcher, noteStart, openLog, tellTrouble } from "./compose/log.ts";
import { createNetworkWatch } from "./compose/network-watch.ts";
import { type DataRefusal, type OpenedData, openData, type Trouble } from "./compose/open-data.ts";
import { storePort } from "./compose/ports.ts";
import { joinRepeats, tellUnended } from "./compose/repeats.ts";
import { joinRouter } from "./compose/router.ts";
import { startOf } from "./compose/start.ts";
import { proxySecrets } from "./http/proxy-route.ts";
import { createTransport } from "./http/undici-transport.ts";
import { type EnvironmentReading, readEnvironment } from "./keys/environment.ts";
import type { KeyProcess } from "./keys/key-channel.ts";
import { createRedactor, type Redactor } from "./keys/redactor.ts";
import type { Log } from "./log/log.ts";
import { createModelManager } from "./manager/model-manager.ts";
import { createCatalog } from "./providers/catalog/catalog.ts";
import { defaultChains } from "./providers/default-chains.ts";
import { createDirectory } from "./providers/directory.ts";
import { hasNoNetwork, systemClock, systemIds } from "./system.ts";
import { createTokenCounter } from "./tokenizer/token-counter.ts";

export type ComposeOptions = {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: Capabilities["host"];
  readonly version: string;
  /** The built workers beside the host. */
  readonly entries: {
    readonly storageWorker: URL;
    readonly backupWorker: URL;
    readonly demoWorker: URL;
    readonly tokenizerWorker: URL;
  };
  readonly spawnKeyProcess: () => KeyProcess;
  /** Opens an address outside the program. Rejects where the system cannot. */
  readonly openLink: (url: string) => Promise<void>;
  /** Shows a folder in the system's file manager; absent where there is none. Rejects where it does not start. */
  readonly openFolder?: ((folder: string) => Promise<void>) | undefined;
  /** Whether this computer has no network; by its own addresses where the host knows no better. */
  readonly isOffline?: () => boolean;
  /** Turns the gateway on for this start, whatever the saved switch says; without a port, at the saved one. */
  readonly gateway?: { readonly port: number | null } | null;
};

export type App = {
  readonly router: Router;
  readonly batcher: EventBatcher;
  /** Number of runs that have not ended. */
  liveRuns(): number;
  /** This computer woke up. */
  noteWake(): void;
  /** The last window is gone: what only a window sees need not go on. */
  noteNoWindow(): void;
  readonly gateway: {
    /** How it came up; null where it was to stay off. */
    readonly start: Promise<GatewayState> | null;
    isOn(): boolean;
  };
  /** For what only the host itself sees. */
  readonly log: Log;
  /** Stops the runs, saves what they have, and lets go of everything. */
  close(): Promise<void>;
};

export type Composed = { readonly ok: true; readonly app: App } | DataRefusal;

/** The one place where real parts are joined. Never rejects for foreseen trouble: a folder in use, a damaged file. */
export async function compose(options: ComposeOptions): Promise<Composed> {
  const redactor = createRedactor();
  const environment = readEnvironment(options.env);
  for (const { key } of environment.keys) redactor.remember(key);
  for (const secret of proxySecrets(options.env)) redactor.remember(secret);
  const log = openLog(redactor.redact);
  const trouble: Trouble = { tell: tellTrouble(log, redactor.redact) };
  const startMs = systemClock.monotonicMs();
  const data = await openData({ ...options, redact: redactor.redact, trouble, log });
  if (!data.ok) return data;
  const app = await join({ options, redactor, environment, log, ...data }, trouble);
  noteStart(log, { ...options, startMs });
  return { ok: true, app };
}

type Parts = OpenedData & {
  readonly options: ComposeOptions;
  readonly redactor: Redactor;
  readonly environment: EnvironmentReading;
  readonly log: Log;
};

async function join(parts: Parts, trouble: Trouble): Promise<App> {
  const joined = joinEngine(parts, trouble);
  const { ports, workspace, demo, transport, manager, network, batcher, repeats } = joined;
  const { options, loaded, log } = parts;
  const { redact } = parts.redactor;
  if (loaded.isNew) {
    const saved = await workspace.changeChains(() => succeed(defaultChains));
    if (!saved.ok) trouble.tell("The first chains are missing", saved.failure.message);
  }
  await openWorkspace({ ...joined, ...ports, environment: environmentFacts(parts.environment) });
  // Not waited for: a keychain that hangs takes seconds, and the window says "checking" meanwhile.
  void ports.keys.probe();
  let isClosing = false;
  const gateway = await joinGateway({ ...joined, ...ports, ...parts, env: options.env, isClosing: () => isClosing });
  joined.late.gateway = gateway;
  const drills = joinDrills({ ...joined, redact, log });
  const tokens = countTokens(parts);
  const history = openHistory({ ...joined, store: parts.store, trouble });
  const archive = openArchive({ ...joined, ...ports, store: parts.store, version: options.version, trouble });
  const diagnostics = joinDiagnostics({ ...joined, ...ports, ...parts, redact, gateway });
  const asked = { gateway, history, archive, drills, tokens, diagnostics, log, isClosing: () => isClosing };
  const router = joinRouter({ ...joined, ...ports, ...asked, options, redact, disk: parts.store });
  const close = async () => {
    isClosing = true;
    repeats.close();
    await Promise.all([manager.close(), drills.close(), archive.close()]);
    await gateway.close();
    batcher.flush();
    await joined.recorder.flush();
    await closeAll([joined.sessions, history], log);
    await closeAll([parts.store, ports.keys, demo, tokens, transport], log);
    log.note({ level: "info", area: "host", message: "Understudy ended" });
    await log.close();
  };
  tellUnended({ ...joined, ...ports, log });
  const saved = workspace.settings().gateway;
  const isWanted = saved.on || options.gateway != null;
  const start = isWanted ? gateway.turnOnForNow(options.gateway?.port ?? saved.port) : null;
  const noteWake = () => {
    manager.noteWake();
    // Told where it changed meanwhile.
    network.isOffline();
  };
  return {
    router,
    batcher,
    // One that is held sends nothing now, and would go on.
    liveRuns: () => Math.max(manager.running(), repeats.running()),
    noteWake,
    noteNoWindow: drills.stopAll,
    gateway: { start, isOn: () => gateway.state().kind === "on" },
    log,
    close,
  };
}

function countTokens({ options, log }: Parts) {
  return createTokenCounter({
    workerUrl: options.entries.tokenizerWorker,
    onFailure: (error) => log.bug("host", error),
  });
}

/** The engine and the workspace, which know each other, with what both of them need. */
function joinEngine(parts: Parts, trouble: Trouble) {
  const { options, store, loaded } = parts;
  const start = startOf(parts);
  const batcher = loggedBatcher(parts.log, start.notices);
  const keys = openKeys({ ...parts, spawnKeyProcess: options.spawnKeyProcess });
  const demo = createDemoSwitch({
    workerUrl: options.entries.demoWorker,
    onFailure: (message) => trouble.tell("The demo stopped", message),
    isBusy: () => manager.running() + repeats.running() > 0,
  });
  const transport = createTransport({ proxy: loaded.settings.proxy, environment: options.env });
  const late: Late = { workspace: null, gateway: null };
  const providers = () =>
    workspaceOf(late)
      .providers()
      .map(({ provider }) => provider);
  const catalog = createCatalog({ providers, ownPrices: () => workspaceOf(late).ownPrices() });
  for (const list of loaded.modelLists) catalog.setList(list);
  const directory = createDirectory({
    providers,
    readKey: (provider) => readKey(provider, { workspace: workspaceOf(late), keys }),
    demo: demo.servers,
  });
  const network = createNetworkWatch(options.isOffline ?? hasNoNetwork, (online) => {
    batcher.emit({ topic: "online", online });
  });
  const recorder = createExchangeRecorder({
    clock: systemClock,
    redact: parts.redactor.redact,
    keeps: (runId) => late.gateway?.keepsTexts(runId) ?? true,
    save: (runId, exchange) => store.saveExchange(runId, exchange),
    onFailure: (message) => trouble.tell("Answers cannot be saved", parts.redactor.redact(message)),
  });
  const emit = (event: HostEvent) => batcher.emit(event);
  const onProblem = (problem: string) => trouble.tell("Something saved could not be read", problem);
  const ports = { store: storePort(store, onProblem), keys, clock: systemClock, ids: systemIds };
  const tell = (session: Session) => {
    emit({ topic: "session", session });
    budgets.sessionChanged();
  };
  const prepare = (sessionId: string) => budgets.prepareSession(sessionId);
  const sessions = createSessionBook({ ...ports, first: parts.session, tell, prepare });
  const settings = () => late.workspace?.settings() ?? loaded.settings;
  const budgets = joinBudgets({
    ...{ ...parts, clock: systemClock, batcher, settings },
    sessionId: () => sessions.current().id,
  });
  const common = { ...parts, recorder, batcher, catalog, transport, directory, network };
  const engine = { ...common, savedLimits: loaded.limits, budgets: budgets.engine };
  const lateParts = { workspace: () => workspaceOf(late), gateway: () => late.gateway };
  const manager = createModelManager(engineParts(engine, lateParts), { places: loaded.settings.parallelRequests });
  const workspace = createWorkspace({ ...ports, start, limits: manager.limits, emit });
  late.workspace = workspace;
  trouble.tell = (title, body) => workspace.notify({ tone: "danger", title, body });
  const repeats = joinRepeats({ ...common, manager, workspace, sessions, budgets });
  const owned = { transport, catalog, directory, manager, network, batcher, recorder, sessions, budgets, late };
  return { ports, workspace, demo, repeats, ...owned };
}

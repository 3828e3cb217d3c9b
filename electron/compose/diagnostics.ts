import { arch, freemem, homedir, release, totalmem, userInfo } from "node:os";
import type { DiagnosticsPort } from "#electron/bridge/diagnostics-port.ts";
import type { GatewayPort, KeysPort } from "#electron/bridge/ports.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import { environmentProxy } from "#electron/http/proxy-route.ts";
import { hideHome } from "#electron/log/hide-home.ts";
import { detailOfFacts, type Log } from "#electron/log/log.ts";
import { type ReportFacts, reportText } from "#electron/log/report.ts";
import type { Redact } from "#electron/manager/dependencies.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock } from "#electron/system.ts";
import type { Capabilities } from "#shared/contract.ts";
import type { WindowTrouble } from "#shared/diagnostics.ts";
import type { KeychainState } from "#shared/provider-state.ts";
import { builtInIds, logFolderOf } from "./log.ts";
import { savedCounts } from "./saved-counts.ts";

export type DiagnosticsJoin = {
  readonly options: {
    readonly dataDir: string;
    readonly version: string;
    readonly host: Capabilities["host"];
    readonly env: Readonly<Record<string, string | undefined>>;
  };
  readonly log: Log;
  readonly redact: Redact;
  readonly workspace: Workspace;
  readonly keys: Pick<KeysPort, "state">;
  readonly gateway: Pick<GatewayPort, "state">;
  readonly store: Pick<Store, "facts">;
};

/** What the program can tell about itself. */
export function joinDiagnostics(join: DiagnosticsJoin): DiagnosticsPort {
  const { log, redact, options } = join;
  return {
    folder: logFolderOf(options.dataDir),
    note: (trouble) => log.note(windowNote(trouble)),
    report: async (browser) => redact(reportText(await gather(join, browser))),
  };
}

const windowMessages = {
  error: "The window made a mistake",
  rejection: "The window made a mistake in the background",
  drawing: "A part of the window could not be drawn",
} as const;

function windowNote(trouble: WindowTrouble) {
  if (trouble.kind === "policy") {
    const { directive, blocked } = trouble;
    const message = "The window was kept from loading something";
    return { level: "warning", area: "window", message, detail: { directive, blocked } } as const;
  }
  const detail = detailOfFacts(trouble.error);
  return { level: "error", area: "window", message: windowMessages[trouble.kind], detail } as const;
}

async function gather(join: DiagnosticsJoin, browser: string | null): Promise<ReportFacts> {
  const { options, log, workspace, keys, gateway } = join;
  return {
    madeAt: new Date(systemClock.epochMs()).toISOString(),
    versions: versionsOf(options, browser),
    host: computerOf(options.dataDir),
    keychain: keychainWords(keys.state()),
    providers: labelled(workspace),
    counts: { ...countsOf(workspace), ...(await savedCounts(join.store, systemClock)) },
    settings: workspace.settings(),
    gateway: gateway.state().kind,
    environmentProxy: environmentProxy(options.env) !== null,
    lines: log.lines(),
  };
}

function versionsOf({ version, host }: DiagnosticsJoin["options"], browser: string | null) {
  const { node, sqlite = "unknown", electron, chrome } = process.versions;
  return {
    Understudy: `${version} (${host === "electron" ? "desktop" : "loopback host"})`,
    Node: node,
    SQLite: sqlite,
    ...(electron !== undefined && { Electron: electron }),
    Window: chrome === undefined ? (browser ?? "unknown") : `Chromium ${chrome}`,
  };
}

function computerOf(dataDir: string) {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return {
    System: `${process.platform} ${release()} ${arch()}`,
    Memory: `${gigabytes(freemem())} of ${gigabytes(totalmem())} free`,
    "Memory of the host": `${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
    "Running for": `${Math.round(process.uptime())} s`,
    "Data folder": hideHome(dataDir, homedir(), userName()),
  };
}

/** A user without an entry in the system's list, as in a container, has no name to hide. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

function keychainWords(keychain: KeychainState): string {
  if (keychain.kind === "keychain") return `works (${keychain.label})`;
  if (keychain.kind === "checking") return "being asked";
  return `not usable (${keychain.fault}): keys stay in memory`;
}

/** Added providers by number: their names and addresses are the user's. */
function labelled(workspace: Workspace): ReportFacts["providers"] {
  let added = 0;
  return workspace.providers().map((state) => {
    const { id } = state.provider;
    if (builtInIds.has(id)) return { label: id, state };
    added += 1;
    return { label: `added ${added}`, state };
  });
}

function countsOf(workspace: Workspace) {
  const chains = workspace.chains();
  return {
    Chains: chains.length,
    Links: chains.reduce((sum, chain) => sum + chain.links.length, 0),
    "Column sets": workspace.columnSets().length,
    "Own prices": workspace.ownPrices().length,
    "Notices shown": workspace.notices().length,
  };
}

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import { contentSecurityPolicy } from "#electron/bridge/security-headers.ts";
import type { MethodName, Output, Snapshot } from "#shared/contract.ts";
import type { HostMessage } from "#shared/envelope.ts";
import { succeed } from "#shared/failure.ts";
import { isMeasured, type RepeatPlan, type RepeatState, roundsOf } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import { defaultSettings, type Theme } from "#shared/settings.ts";
import { sumCosts } from "#shared/usage.ts";
import { chainExportOf } from "./scripted-chain-exports.ts";
import { chainHealth, chainWhatIf } from "./scripted-chain-health.ts";
import { chains, modelLists, providerStates, statistics } from "./scripted-data.ts";
import { emptyHistory, type ScriptedHistory } from "./scripted-history.ts";
import { foundRoutes } from "./scripted-routes.ts";
import type { Scene } from "./scripted-scenes.ts";
import { emptySpend, type ScriptedSpend } from "./scripted-spend.ts";

export type ScriptedHostOptions = {
  /** The built window. */
  readonly root: string;
  readonly scene: (nowMs: number) => Scene;
  readonly theme: Theme;
  readonly demo: boolean;
  /** The moment that the state is of; now where it is not given. */
  readonly nowMs?: number;
  /** As at the first start, with nothing saved. */
  readonly isFirstRun?: boolean;
  /** Off, and nothing asked, where it is not given. */
  readonly gateway?: (nowMs: number) => Pick<Snapshot, "gateway" | "gatewayRequests">;
  /** Nothing was spent where it is not given. */
  readonly spend?: (nowMs: number) => ScriptedSpend;
  /** Nothing was sent yet, where it is not given. */
  readonly history?: (nowMs: number) => ScriptedHistory;
};

export type ScriptedHost = {
  readonly url: string;
  /** Sends to every open window. */
  send(message: HostMessage): void;
  /** As if it were chosen in the settings. Its batches are numbered from 1, so it goes with no `send` of batches. */
  showTheme(theme: Theme): void;
  /** Methods that the window asked for, in order. */
  calls(): readonly string[];
  close(): Promise<void>;
};

/** Serves the built window and one fixed state of the contract: what a screenshot or a paint measurement needs. */
export async function startScriptedHost(options: ScriptedHostOptions): Promise<ScriptedHost> {
  const server = createServer((request, response) => {
    serveFile(options.root, request.url ?? "/").then(
      ({ body, type }) => {
        response.writeHead(200, { "content-type": type, "content-security-policy": contentSecurityPolicy });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  const calls: string[] = [];
  const sockets = new WebSocketServer({ server, path: "/socket" });
  sockets.on("connection", (socket) => {
    socket.on("message", (data) => {
      const method = answer(socket, String(data), options);
      if (method !== null) calls.push(method);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const send = (message: HostMessage) => {
    for (const socket of sockets.clients) socket.send(JSON.stringify(message));
  };
  let seq = 0;
  return {
    url: `http://127.0.0.1:${portOf(server)}/#token=scripted`,
    calls: () => calls,
    send,
    showTheme(theme) {
      seq += 1;
      const settings = { ...snapshotOf(options, options.nowMs ?? Date.now()).settings, theme };
      send({ kind: "batch", batch: { seq, events: [{ topic: "settings", settings }] } });
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => resolve());
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The scripted host has no port.");
  return address.port;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

async function serveFile(root: string, url: string) {
  const path = normalize(new URL(url, "http://host").pathname);
  const name = path === "/" ? "index.html" : path;
  return { body: await readFile(join(root, name)), type: types[extname(name)] ?? "application/octet-stream" };
}

/** What is answered with anything but null. */
const answers: {
  readonly [M in MethodName]?: (options: ScriptedHostOptions, input: unknown) => Output<M> | undefined;
} = {
  "app.snapshot": (options) => snapshotOf(options, options.nowMs ?? Date.now()),
  "tokens.count": () => [],
  "model.accepts": () => [],
  "provider.discover": () => [],
  "chain.statistics": () => statistics,
  "chain.health": () => chainHealth,
  "chain.whatIf": () => chainWhatIf,
  "repeat.state": (options) => repeatsOf(options, options.nowMs ?? Date.now())[0] ?? readRepeat(options),
  "model.routes": () => foundRoutes,
  "repeat.check": () => ({ runs: 40, atMostNanoUsd: 631_000_000, unknown: [], refusal: null, fittingTimes: null }),
  "export.chains": (_, input) => chainExportOf(input),
  "spend.report": (options) => spendOf(options).report,
  "spend.whatIf": (options) => spendOf(options).whatIf,
  "session.list": (options) => spendOf(options).sessions,
  "history.search": (options) => historyOf(options).page,
  "history.get": (options) => historyOf(options).details,
  "history.tags": (options) => historyOf(options).tags,
};

function spendOf({ spend = emptySpend, nowMs = Date.now() }: ScriptedHostOptions): ScriptedSpend {
  return spend(nowMs);
}

function historyOf({ history = emptyHistory, nowMs = Date.now() }: ScriptedHostOptions): ScriptedHistory {
  return history(nowMs);
}

/** How far the scene's prompt is, where it is repeated: to its end. */
function repeatsOf({ scene }: ScriptedHostOptions, nowMs: number): readonly RepeatState[] {
  const { repeat, runs } = scene(nowMs);
  return repeat === undefined ? [] : [endedRepeat("comparison-1", repeat, runs)];
}

/** Of the comparison that History shows. */
function readRepeat(options: ScriptedHostOptions): RepeatState | undefined {
  const { comparison, runs } = historyOf(options).details;
  return comparison.repeat === undefined ? undefined : endedRepeat(comparison.id, comparison.repeat, runs);
}

function endedRepeat(comparisonId: string, repeat: RepeatPlan, runs: readonly Run[]): RepeatState {
  return {
    ...{ comparisonId, conversationId: "conversation-1", status: "done", pause: null },
    ...{ total: roundsOf(repeat) * repeat.columns.length, measured: runs.filter(isMeasured).length, running: 0 },
    failed: runs.filter((run) => run.status === "failed").length,
    cost: sumCosts(runs.flatMap((run) => run.attempts).map((attempt) => attempt.cost)),
    ...{ atMostNanoUsd: 0, expectedNanoUsd: 0, leftMs: 0, holds: [] },
  };
}

/** Answers a request; returns its method, or null for the greeting. */
function answer(socket: WebSocket, text: string, options: ScriptedHostOptions): string | null {
  const message: unknown = JSON.parse(text);
  if (typeof message !== "object" || message === null || !("id" in message) || typeof message.id !== "number")
    return null;
  const method = "method" in message ? String(message.method) : "";
  const value = isAnswered(method)
    ? (answers[method]?.(options, "input" in message ? message.input : null) ?? null)
    : null;
  const reply: HostMessage = { kind: "reply", reply: { id: message.id, answer: succeed(value) } };
  socket.send(JSON.stringify(reply));
  return method;
}

function isAnswered(method: string): method is keyof typeof answers {
  return Object.hasOwn(answers, method);
}

export function snapshotOf(options: ScriptedHostOptions, nowMs: number): Snapshot {
  const { scene, theme, demo, gateway, isFirstRun = false } = options;
  const { prompt, columns, runs, repeat } = scene(nowMs);
  const spend = spendOf(options);
  const startedAtMs = runs[0]?.startedAtMs ?? nowMs;
  const conversation = { id: "conversation-1", title: "Currency column, 40M rows", createdAtMs: startedAtMs, columns };
  const comparison = {
    id: "comparison-1",
    conversationId: conversation.id,
    sessionId: "session-1",
    prompt,
    startedAtMs,
    isDemo: demo,
    ...(repeat !== undefined && { repeat }),
  };
  return {
    seq: 0,
    capabilities: {
      host: "node",
      platform: "linux",
      version: "0.1.0",
      reservedKeys: ["Mod+W"],
      dataDir: "data",
      opensFolders: true,
      environmentProxy: null,
    },
    settings: {
      ...defaultSettings,
      budgets: { ...defaultSettings.budgets, budgets: spend.budgets },
      theme,
      demo,
      welcomed: !isFirstRun,
      conversationId: conversation.id,
    },
    keychain: { kind: "keychain", label: "Secret Service" },
    providers: providerStates(nowMs),
    chains,
    columnSets: [],
    ownPrices: [],
    modelLists,
    conversation,
    comparisons: runs.length === 0 ? [] : [{ comparison, runs }],
    repeats: repeatsOf(options, nowMs),
    notices: [],
    session: { id: "session-1", name: null, startedAtMs, endedAtMs: null },
    online: true,
    jobs: [],
    budgets: spend.budgets,
    allowedUnknown: [],
    spendNow: spend.report.total,
    ...(gateway?.(nowMs) ?? { gateway: { kind: "off" }, gatewayRequests: [] }),
  };
}

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "#shared/failure.ts";
import { startLoopback } from "./bridge/loopback-server.ts";
import { newToken } from "./bridge/token.ts";
import { type App, compose } from "./compose.ts";
import { announceGateway, gatewayFlags, takeEnvironment } from "./gateway-start.ts";
import { forkKeyProcess } from "./keys/fork-key-process.ts";
import { endOnMistake } from "./log/last-words.ts";
import { folderOpener, openLinkOutside } from "./open-link.ts";
import { defaultDataDir } from "./storage/data-folder.ts";

/** The loopback host: the same program without Electron, in the user's own browser. */

type Flags = { readonly port: number; readonly dataDir: string; readonly gateway: ReturnType<typeof gatewayFlags> };

/** `npm start` has checked these before; whoever starts this file by hand gets the same care. */
function readFlags(): Flags | string {
  try {
    // This host never opens a browser itself; `--no-open` is for whoever reads the line that it prints.
    const options = {
      port: { type: "string" },
      "data-dir": { type: "string" },
      "no-open": { type: "boolean" },
      gateway: { type: "boolean" },
      "gateway-port": { type: "string" },
    } as const;
    const { values } = parseArgs({ options });
    const port = Number(values.port ?? "0");
    const gateway = gatewayFlags(values);
    if (!isPort(port) || !isPort(gateway?.port ?? 0)) return "A port is a number from 0 to 65535.";
    const dataDir = values["data-dir"] ?? defaultDataDir(process.platform, process.env, homedir());
    return { port, dataDir, gateway };
  } catch (error) {
    return messageOf(error);
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

const here = (file: string) => new URL(file, import.meta.url);

/** The package stands two folders above the built host. */
function readVersion(): string {
  const text = readFileSync(here("../../package.json"), "utf8");
  const parsed: { version?: unknown } = JSON.parse(text);
  return typeof parsed.version === "string" ? parsed.version : "unknown";
}

/** Ends by itself after this time, whatever still hangs; partial answers are on disk by then. */
const closeLimitMs = 1_800;

async function main(): Promise<void> {
  const flags = readFlags();
  if (typeof flags === "string") return leave(2, flags);
  const composed = await compose({
    dataDir: flags.dataDir,
    env: takeEnvironment(),
    host: "node",
    version: readVersion(),
    entries: {
      storageWorker: here("./storage-worker.js"),
      backupWorker: here("./backup-worker.js"),
      demoWorker: here("./demo-worker.js"),
      tokenizerWorker: here("./tokenizer-worker.js"),
    },
    spawnKeyProcess: () => forkKeyProcess({ entry: fileURLToPath(here("./key-process.js")), environment: process.env }),
    openLink: openLinkOutside,
    openFolder: folderOpener(process.env),
    gateway: flags.gateway,
  });
  if (!composed.ok) return leave(composed.exitCode, composed.message);
  const { app } = composed;
  endOnMistake({ process, log: app.log, leave: (words) => leave(1, words) });
  const rendererDir = fileURLToPath(here("../renderer"));
  const { router, batcher, noteNoWindow: onNoWindow } = app;
  const started = await startLoopback({
    rendererDir,
    router,
    batcher,
    onNoWindow,
    token: newToken(),
    port: flags.port,
  });
  if (!started.ok) {
    await app.close();
    return leave(1, started.message);
  }
  // Before the line that tells others that they may send one.
  endOnSignal(app, started.loopback.close);
  console.log(`Understudy is running at ${started.loopback.url}`);
  void app.gateway.start?.then(announceGateway);
}

function endOnSignal(app: App, stopServing: () => Promise<void>): void {
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => {
      app.log.tell("host", "Understudy did not end in time and was stopped.");
      app.log.flushNow();
      process.exit(1);
    }, closeLimitMs).unref();
    await app.close();
    await stopServing();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
}

function leave(code: number, message: string): void {
  console.error(message);
  process.exit(code);
}

await main();

import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
} from "electron";
import { messageOf } from "#shared/failure.ts";
import { answerAppRequest, appScheme, isAppUrl } from "./bridge/app-scheme.ts";
import { listenToIpc } from "./bridge/ipc-listener.ts";
import { readStaticFiles } from "./bridge/static-files.ts";
import { compose } from "./compose.ts";
import { announceGateway, gatewayFlags, takeEnvironment } from "./gateway-start.ts";
import { keyProcessEnvironment } from "./keys/key-process-environment.ts";
import { utilityKeyProcess } from "./keys/utility-key-process.ts";
import { endOnMistake } from "./log/last-words.ts";
import { defaultDataDir } from "./storage/data-folder.ts";
import { askToStop, denyPermissions, lockContents, openWindow, showPage } from "./window.ts";
import { goneWords } from "./window-recovery.ts";

/** The desktop host. What Electron wants before it is ready comes first; the rest waits for it. */

/** Longer than any write takes; a disk that hangs must not keep the program open. */
const longestFlushMs = 2000;

const rendererDir = fileURLToPath(new URL("../renderer/", import.meta.url));
const preload = fileURLToPath(new URL("./preload.cjs", import.meta.url));
const keyProcessEntry = fileURLToPath(new URL("./key-process.js", import.meta.url));

type DesktopApp = Extract<Awaited<ReturnType<typeof compose>>, { ok: true }>["app"];

/** Electron has flags of its own among these, so what is not known is let be. */
function readFlags() {
  const options = {
    "data-dir": { type: "string" },
    gateway: { type: "boolean" },
    "gateway-port": { type: "string" },
  } as const;
  return parseArgs({ args: process.argv.slice(1), options, strict: false }).values;
}

function chosenDataDir(): string {
  const chosen = readFlags()["data-dir"];
  return typeof chosen === "string" ? resolve(chosen) : defaultDataDir(process.platform, process.env, homedir());
}

/** Electron's own files go beside the database; the single-instance lock is bound to this folder, too. */
function prepareFolder(dataDir: string): void {
  const folder = join(dataDir, "window");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath("userData", folder);
}

function startApp(dataDir: string) {
  return compose({
    dataDir,
    env: takeEnvironment(),
    host: "electron",
    version: app.getVersion(),
    entries: {
      storageWorker: new URL("./storage-worker.js", import.meta.url),
      backupWorker: new URL("./backup-worker.js", import.meta.url),
      demoWorker: new URL("./demo-worker.js", import.meta.url),
      tokenizerWorker: new URL("./tokenizer-worker.js", import.meta.url),
    },
    spawnKeyProcess: () => {
      const env = keyProcessEnvironment(process.env);
      const options = { env, stdio: "ignore", serviceName: "Understudy keychain" } as const;
      return utilityKeyProcess(utilityProcess.fork(keyProcessEntry, [], options));
    },
    openLink: (url) => shell.openExternal(url),
    openFolder: async (folder) => {
      const problem = await shell.openPath(folder);
      if (problem !== "") throw new Error(problem);
    },
    isOffline: () => !net.isOnline(),
    gateway: gatewayFlags(readFlags()),
  });
}

/** macOS keeps a program running without a window; elsewhere closing the window ends it, and its runs. */
const staysWithoutWindow = process.platform === "darwin";

/** Closing costs nothing: no answer streams, and no program of this machine counts on the gateway. */
function isIdle(desktop: DesktopApp): boolean {
  return desktop.liveRuns() === 0 && !desktop.gateway.isOn();
}

function keepWindow(desktop: DesktopApp): { show: () => void } {
  const listener = listenToIpc({ ipc: ipcMain, router: desktop.router, batcher: desktop.batcher });
  let window: BrowserWindow | null = null;
  const mayClose = (closing: BrowserWindow) =>
    staysWithoutWindow ||
    isIdle(desktop) ||
    askToStop(closing, { runs: desktop.liveRuns(), gateway: desktop.gateway.isOn() });
  const open = () => {
    const opened = openWindow({ preload, isPackaged: app.isPackaged, mayClose });
    window = opened;
    opened.on("closed", () => {
      window = null;
      desktop.noteNoWindow();
    });
    listener.attach(opened.webContents);
    const log = (words: string) => desktop.log.tell("window", words);
    showPage(opened, { onGone: desktop.noteNoWindow, onGiveUp: () => app.quit(), log });
  };
  return {
    show() {
      if (window === null) return open();
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}

/** Partial answers reach the disk before the program ends. */
function closeBeforeQuit(desktop: DesktopApp): void {
  let isClosing = false;
  app.on("will-quit", (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    const tooLong = new Promise<void>((done) => setTimeout(done, longestFlushMs));
    Promise.race([desktop.close(), tooLong]).then(() => app.exit(0), fail);
  });
}

function fail(error: unknown): void {
  giveUp(messageOf(error));
}

function giveUp(words: string): void {
  dialog.showErrorBox("Understudy cannot go on", words);
  app.exit(1);
}

async function serveWindow(): Promise<void> {
  const files = await readStaticFiles(rendererDir);
  protocol.handle(appScheme, (request) => {
    // Absent where the browser itself asks, as for the page; another page never gets our files.
    const initiator = Reflect.get(request, "initiatorOrigin");
    if (typeof initiator === "string" && !isAppUrl(initiator)) return new Response("Forbidden", { status: 403 });
    return answerAppRequest(files, request);
  });
}

async function start(dataDir: string): Promise<void> {
  await app.whenReady();
  denyPermissions(session.defaultSession);
  await serveWindow();
  const composed = await startApp(dataDir);
  if (!composed.ok) {
    dialog.showErrorBox("Understudy cannot start", composed.message);
    app.exit(composed.exitCode);
    return;
  }
  const { log } = composed.app;
  endOnMistake({ process, log, leave: giveUp });
  void composed.app.gateway.start?.then(announceGateway);
  const window = keepWindow(composed.app);
  closeBeforeQuit(composed.app);
  powerMonitor.on("resume", composed.app.noteWake);
  app.on("child-process-gone", (_event, gone) => {
    const words = goneWords(gone);
    if (words !== null) log.tell("host", words);
  });
  app.on("second-instance", window.show);
  app.on("activate", window.show);
  app.on("window-all-closed", () => {
    if (!staysWithoutWindow) app.quit();
  });
  window.show();
}

function main(): void {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
  const dataDir = chosenDataDir();
  try {
    prepareFolder(dataDir);
  } catch (error) {
    fail(new Error(`The data folder ${dataDir} cannot be made: ${messageOf(error)}`));
    return;
  }
  if (app.requestSingleInstanceLock()) start(dataDir).catch(fail);
  // The first window comes to the front instead.
  else app.quit();
}

main();

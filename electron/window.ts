import { BrowserWindow, dialog, type Session, type WebContents } from "electron";
import { messageOf } from "#shared/failure.ts";
import { appUrl, isAppUrl } from "./bridge/app-scheme.ts";
import { systemClock } from "./system.ts";
import { createWindowRecovery } from "./window-recovery.ts";

export type WindowOptions = {
  /** File of the built preload script. */
  readonly preload: string;
  readonly isPackaged: boolean;
  /** Asked each time the user closes the window. */
  readonly mayClose: (window: BrowserWindow) => boolean;
};

/** Opens the one window. Size, place and maximised state come back by its name. */
export function openWindow({ preload, isPackaged, mayClose }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    name: "main",
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    title: "Understudy",
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The spell checker fetches dictionaries from a server that is none of the user's providers.
      spellcheck: false,
      devTools: !isPackaged,
    },
  });
  window.once("ready-to-show", () => window.show());
  window.on("close", (event) => {
    if (!mayClose(window)) event.preventDefault();
  });
  return window;
}

export type PageOptions = {
  /** The page is gone; what it was told it does not know any more. */
  readonly onGone: () => void;
  /** The user has had enough of a page that keeps crashing. The window is gone by then. */
  readonly onGiveUp: () => void;
  readonly log: (message: string) => void;
};

/**
 * Shows the page, and brings it back where its process ends or hangs. Apart from opening, so that the window may already
 * ask and hear when its page starts.
 */
export function showPage(window: BrowserWindow, { onGone, onGiveUp, log }: PageOptions): void {
  const { webContents } = window;
  const recovery = createWindowRecovery({
    clock: systemClock,
    load: () => window.loadURL(appUrl),
    end: () => webContents.forcefullyCrashRenderer(),
    // Never the waiting kind: the answers of this program would wait with it.
    ask: async ({ buttons, ...question }) => {
      const look = { type: "warning", noLink: true, defaultId: 0 } as const;
      const { response } = await dialog.showMessageBox(window, { ...look, ...question, buttons: [...buttons] });
      return response;
    },
    quit: () => {
      // Not closed, which would ask about the answers once more.
      window.destroy();
      onGiveUp();
    },
    isClosed: () => window.isDestroyed(),
    log,
  });
  const failed = (error: unknown) => log(`The window could not be brought back: ${messageOf(error)}`);
  webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    onGone();
    recovery.noteGone(`${reason}, code ${exitCode}`).catch(failed);
  });
  window.on("unresponsive", () => void recovery.noteUnresponsive().catch(failed));
  window.on("responsive", recovery.noteResponsive);
  recovery.load().catch(failed);
}

/** True where the user gives up the answers that still stream, and the gateway that programs may be using. */
export function askToStop(window: BrowserWindow, going: { runs: number; gateway: boolean }): boolean {
  const answers = going.runs === 1 ? "1 answer is" : `${going.runs} answers are`;
  const streaming = going.runs === 0 ? [] : [`${answers} still streaming.`];
  const serving = going.gateway ? ["The gateway is on for other programs."] : [];
  const saved = going.runs === 0 ? "" : " What has arrived so far is saved.";
  const choice = dialog.showMessageBoxSync(window, {
    type: "question",
    message: [...streaming, ...serving].join(" "),
    detail: `Closing stops this.${saved}`,
    buttons: ["Keep running", "Stop and close"],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return choice === 1;
}

/** Nothing leaves the page: no other address, no second window, no embedded page (security.md R3). */
export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isAppUrl(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
}

/** The page needs none of the browser's permissions; Electron grants them where nobody says no (security.md §1). */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

import { EventEmitter } from "node:events";
import type {
  App,
  BrowserWindowConstructorOptions,
  ContextBridge,
  Dialog,
  ForkOptions,
  IpcMain,
  Protocol,
  Session,
  Shell,
} from "electron";

/**
 * Stands in for the module `electron` (vitest.config.ts maps it here), so that the real main, preload and listener
 * run under Node. Messages are cloned as Electron clones them. What Electron itself does with the options it is given
 * is not proven here.
 */

type Listener = (...values: unknown[]) => unknown;
export type Frame = { readonly url: string; readonly parent: object | null };

type Seen = {
  readonly handlers: Map<string, Listener>;
  readonly exposed: Map<string, unknown>;
  readonly windows: BrowserWindow[];
  readonly children: UtilityChild[];
  readonly schemes: Parameters<Protocol["registerSchemesAsPrivileged"]>[0];
  readonly served: Map<string, Parameters<Protocol["handle"]>[1]>;
  readonly permissions: {
    request: Parameters<Session["setPermissionRequestHandler"]>[0];
    check: Parameters<Session["setPermissionCheckHandler"]>[0];
    device: Parameters<Session["setDevicePermissionHandler"]>[0];
  };
  readonly opened: string[];
  readonly errorBoxes: string[];
  readonly questions: string[];
  /** What the next loads of the page fail with. */
  readonly loadTroubles: Error[];
  readonly exits: number[];
  readonly calls: string[];
  readonly paths: Map<string, string>;
  /** What the user answers when asked, as the index of the button. */
  choice: number;
  isFirstInstance: boolean;
  isOnline: boolean;
  /** The frame that the page's messages come from. */
  frame: Frame | null;
};

/** Everything a test may look at or set. A new one each time the modules are loaded anew. */
export const seen: Seen = {
  handlers: new Map(),
  exposed: new Map(),
  windows: [],
  children: [],
  schemes: [],
  served: new Map(),
  permissions: { request: null, check: null, device: null },
  opened: [],
  errorBoxes: [],
  questions: [],
  loadTroubles: [],
  exits: [],
  calls: [],
  paths: new Map(),
  choice: 0,
  isFirstInstance: true,
  isOnline: true,
  frame: { url: "app://understudy/", parent: null },
};

const toRenderer = new EventEmitter();
let contentsCount = 0;

class WebContents extends EventEmitter {
  readonly id = ++contentsCount;
  readonly openHandlers: (() => { action: string })[] = [];
  isGone = false;
  hasCrashed = false;
  isDestroyed(): boolean {
    return this.isGone;
  }
  isCrashed(): boolean {
    return this.hasCrashed;
  }
  /** As Electron: the end of the process is told a moment later. */
  forcefullyCrashRenderer(): void {
    this.hasCrashed = true;
    setImmediate(() => this.emit("render-process-gone", {}, { reason: "killed", exitCode: 9 }));
  }
  send(channel: string, ...values: unknown[]): void {
    toRenderer.emit(channel, { sender: "never crosses" }, ...structuredClone(values));
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandlers.push(handler);
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  isMinimised = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    seen.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`loadURL ${url}`);
    if (seen.loadTroubles.length > 0) throw seen.loadTroubles.shift();
    this.webContents.hasCrashed = false;
  }
  destroy(): void {
    this.calls.push("destroy");
    this.webContents.isGone = true;
    this.emit("closed");
  }
  isDestroyed(): boolean {
    return this.webContents.isGone;
  }
  show(): void {
    this.calls.push("show");
  }
  focus(): void {
    this.calls.push("focus");
  }
  restore(): void {
    this.calls.push("restore");
  }
  isMinimized(): boolean {
    return this.isMinimised;
  }
}

const appParts = {
  enableSandbox: () => void seen.calls.push("enableSandbox"),
  getVersion: () => "0.0.0-test",
  setPath: (name, path) => void seen.paths.set(name, path),
  requestSingleInstanceLock: () => seen.isFirstInstance,
  whenReady: async () => void seen.calls.push("whenReady"),
  quit: () => void seen.calls.push("quit"),
  exit: (code = 0) => void seen.exits.push(code),
  isPackaged: true,
} satisfies Partial<App>;
export const app = Object.assign(new EventEmitter(), appParts);

export const ipcMain = {
  handle: (channel, listener) => {
    if (seen.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    seen.handlers.set(channel, (event, ...values) => Reflect.apply(listener, null, [event, ...values]));
  },
} satisfies Pick<IpcMain, "handle">;

type RendererSide = {
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  on(channel: string, listener: Listener): RendererSide;
};

export const ipcRenderer: RendererSide = {
  async invoke(channel, ...values) {
    const handler = seen.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const sender = seen.windows.at(-1)?.webContents ?? { id: 0 };
    return structuredClone(await handler({ senderFrame: seen.frame, sender }, ...structuredClone(values)));
  },
  on(channel, listener) {
    toRenderer.on(channel, listener);
    return ipcRenderer;
  },
};

export const contextBridge = {
  exposeInMainWorld: (name, api) => void seen.exposed.set(name, api),
} satisfies Pick<ContextBridge, "exposeInMainWorld">;

export const net = { isOnline: () => seen.isOnline };

export const powerMonitor = new EventEmitter();

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => void seen.schemes.push(...schemes),
  handle: (scheme, handler) => void seen.served.set(scheme, handler),
} satisfies Pick<Protocol, "registerSchemesAsPrivileged" | "handle">;

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      seen.permissions.request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      seen.permissions.check = handler;
    },
    setDevicePermissionHandler: (handler) => {
      seen.permissions.device = handler;
    },
  } satisfies Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler">,
};

export const shell = {
  openExternal: async (url) => void seen.opened.push(url),
  openPath: async (folder) => {
    seen.opened.push(folder);
    return folder.includes("missing") ? "Failed to open path" : "";
  },
} satisfies Pick<Shell, "openExternal" | "openPath">;

export const dialog = {
  showErrorBox: (title, content) => void seen.errorBoxes.push(`${title}: ${content}`),
  showMessageBoxSync: (...values: unknown[]) => {
    seen.questions.push(JSON.stringify(values.at(-1)));
    return seen.choice;
  },
  showMessageBox: async (...values: unknown[]) => {
    seen.questions.push(JSON.stringify(values.at(-1)));
    return { response: seen.choice, checkboxChecked: false };
  },
} satisfies Pick<Dialog, "showErrorBox" | "showMessageBoxSync" | "showMessageBox">;

export const utilityProcess = {
  fork(entry: string, _values: string[], options: ForkOptions): UtilityChild {
    const child = new UtilityChild(entry, options);
    seen.children.push(child);
    return child;
  },
};

export class UtilityChild extends EventEmitter {
  readonly entry: string;
  readonly options: ForkOptions;
  readonly received: unknown[] = [];
  /** Undefined as in one that has not spawned yet: nothing of this machine must be ended by its number. */
  readonly pid = undefined;
  constructor(entry: string, options: ForkOptions) {
    super();
    this.entry = entry;
    this.options = options;
  }
  postMessage(message: unknown): void {
    this.received.push(structuredClone(message));
  }
  kill(): boolean {
    return this.emit("exit", 0);
  }
}

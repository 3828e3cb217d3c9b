import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type BrowserContext, type Page } from "playwright-core";
import { findElectron } from "#scripts/electron-binary.mjs";
import { openBrowser } from "#test/support/browser.ts";
import { launchPacked } from "#test/support/packed-app.ts";
import { cleanEnvironment, type Ended, projectRoot, startNode } from "#test/support/processes.ts";
import { type Troubles, watchTroubles } from "#test/support/troubles.ts";

/** `packed`: the program that UNDERSTUDY_PACKED names, as `npm run package` made it. */
type HostName = "node" | "electron" | "packed";

export type AppOptions = {
  /** Added to a clean environment: no keys, no D-Bus. */
  readonly env?: NodeJS.ProcessEnv;
  /** Kept after `stop`; without one each app gets its own, removed at `stop`. */
  readonly dataDir?: string;
  /** Default: what UNDERSTUDY_E2E_HOST says, else the Node host. */
  readonly host?: HostName;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  /** Console errors that the test provokes on purpose. */
  readonly allowedTroubles?: readonly RegExp[];
};

export type App = {
  readonly page: Page;
  /** With the token for the Node host, so that a second page can be opened on it. */
  readonly url: string;
  readonly dataDir: string;
  stdout(): string;
  stderr(): string;
  /**
   * Ends the host as Ctrl+C does and closes its window. Throws where the window logged an error, let one through or
   * broke its content security policy.
   */
  stop(): Promise<Ended>;
};

type Host = Pick<App, "page" | "url" | "stdout" | "stderr"> & { end(): Promise<Ended>; readonly troubles: Troubles };

const viewportDefault = { width: 1440, height: 900 };

/** Starts the built program with a window on it and waits until its page is loaded. */
export async function launchApp(options: AppOptions = {}): Promise<App> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "understudy-e2e-")));
  const launchers = { node: launchNodeHost, electron: launchElectron, packed: launchPackedHost };
  const host = await launchers[options.host ?? hostOfTests()](dataDir, options);
  const stop = async () => {
    const troubles = [...host.troubles.list()];
    host.troubles.close();
    const ended = await host.end();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    if (troubles.length > 0) throw new Error(`The window was in trouble:\n${troubles.join("\n")}`);
    return ended;
  };
  return { page: host.page, url: host.url, dataDir, stdout: host.stdout, stderr: host.stderr, stop };
}

function hostOfTests(): HostName {
  const { UNDERSTUDY_E2E_HOST: name } = process.env;
  return name === "electron" || name === "packed" ? name : "node";
}

async function launchNodeHost(dataDir: string, options: AppOptions): Promise<Host> {
  const args = ["dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir];
  const program = startNode(args, cleanEnvironment(options.env));
  const [, url = ""] = await program.line(/^Understudy is running at (\S+)$/m);
  const window = await openWindow(url, options).catch(async (error: unknown) => {
    await program.stop();
    throw error;
  });
  return {
    ...window,
    url,
    stdout: program.stdout,
    stderr: program.stderr,
    end: () => program.stop().finally(window.close),
  };
}

async function openWindow(url: string, options: AppOptions) {
  const browser = await openBrowser();
  const colorScheme = options.colorScheme ?? "light";
  const context = await browser.newContext({ viewport: options.viewport ?? viewportDefault, colorScheme });
  context.setDefaultTimeout(60_000);
  const troubles = await watchTroubles(context, options.allowedTroubles ?? []);
  const page = await context.newPage();
  await page.goto(url);
  return { page, troubles, close: () => context.close() };
}

async function launchElectron(dataDir: string, options: AppOptions): Promise<Host> {
  const binary = findElectron(process.env);
  if (binary.path === null) throw new Error(`Electron is not here: ${binary.reason}`);
  const env = Object.entries(cleanEnvironment(options.env)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const app = await _electron.launch({
    executablePath: binary.path,
    args: [projectRoot, "--data-dir", dataDir],
    env: Object.fromEntries(env),
    colorScheme: options.colorScheme ?? "light",
  });
  let stdout = "";
  let stderr = "";
  app.process().stdout?.on("data", (text: Buffer) => {
    stdout += text.toString();
  });
  app.process().stderr?.on("data", (text: Buffer) => {
    stderr += text.toString();
  });
  const context: BrowserContext = app.context();
  const troubles = await watchTroubles(context, options.allowedTroubles ?? []);
  const page = await app.firstWindow();
  await page.setViewportSize(options.viewport ?? viewportDefault);
  const end = async () => {
    const startedAtMs = performance.now();
    await app.close();
    return { code: app.process().exitCode ?? 0, ms: performance.now() - startedAtMs };
  };
  return { page, url: page.url(), troubles, stdout: () => stdout, stderr: () => stderr, end };
}

async function launchPackedHost(dataDir: string, options: AppOptions): Promise<Host> {
  const { UNDERSTUDY_PACKED: program } = process.env;
  if (program === undefined) throw new Error("UNDERSTUDY_PACKED does not name a packed program.");
  const app = await launchPacked({ program, dataDir, env: options.env ?? {} });
  const troubles = await watchTroubles(app.context, options.allowedTroubles ?? []);
  await app.page.setViewportSize(options.viewport ?? viewportDefault);
  await app.page.emulateMedia({ colorScheme: options.colorScheme ?? "light" });
  return { ...app, url: app.page.url(), troubles };
}

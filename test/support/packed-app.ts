import { spawn } from "node:child_process";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { cleanEnvironment, type Ended } from "#test/support/processes.ts";

/** A packed program that runs, with its window. */
export type PackedApp = {
  readonly page: Page;
  readonly context: BrowserContext;
  stdout(): string;
  stderr(): string;
  end(): Promise<Ended>;
};

export type PackedAppOptions = {
  /** The packed executable. */
  readonly program: string;
  readonly dataDir: string;
  readonly env?: NodeJS.ProcessEnv;
};

const longestStartMs = 60_000;
const longestEndMs = 15_000;

/**
 * Starts a packed program and takes hold of its window over Chromium's own port for debuggers: the fuses have closed
 * Node's, by which playwright drives an Electron that is not packed.
 */
export async function launchPacked({ program, dataDir, env = {} }: PackedAppOptions): Promise<PackedApp> {
  const args = ["--remote-debugging-port=0", "--data-dir", dataDir];
  const child = spawn(program, args, { env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on("data", (text: Buffer) => {
    stderr += text.toString();
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  try {
    const address = await addressOf(() => stderr, ended);
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("The packed program has no window.");
    const page = context.pages()[0] ?? (await context.waitForEvent("page", { timeout: longestStartMs }));
    const end = async () => {
      const startedAtMs = performance.now();
      // Windows knows no signal that asks, and a window that is closed ends the program there.
      if (process.platform === "win32") await page.close();
      else child.kill("SIGTERM");
      const code = await inTime(ended, longestEndMs, () => "The packed program did not end.").finally(() =>
        child.kill("SIGKILL"),
      );
      return { code, ms: performance.now() - startedAtMs };
    };
    return { page, context, stdout: () => stdout, stderr: () => stderr, end };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** What Chromium prints once its port is open. */
async function addressOf(printed: () => string, ended: Promise<number>): Promise<string> {
  const gone = ended.then((code) => {
    throw new Error(`The packed program ended with code ${code} before its window came:\n${printed()}`);
  });
  const found = async () => {
    const endMs = performance.now() + longestStartMs;
    while (performance.now() < endMs) {
      const address = /^DevTools listening on (ws:\/\/\S+)$/m.exec(printed())?.[1];
      if (address !== undefined) return address;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`No window came:\n${printed()}`);
  };
  return await Promise.race([found(), gone]);
}

async function inTime<T>(promise: Promise<T>, ms: number, message: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), ms);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "#test/support/browser.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";
import { type DecoyTexts, decoyModule } from "./decoy.ts";
import { heapFlags } from "./heap-strings.ts";

/** Where the program may write: each kind of place apart, so that each is a sink of its own. */
export type Places = {
  readonly data: string;
  readonly home: string;
  readonly temporary: string;
  readonly profile: string;
  readonly downloads: string;
  /** Not searched: what the test itself needs. */
  readonly own: string;
};

export async function createPlaces(root: string): Promise<Places> {
  const place = (name: string) => join(root, name);
  const places = {
    data: place("data"),
    home: place("home"),
    temporary: place("temporary"),
    profile: place("profile"),
    downloads: place("downloads"),
    own: place("own"),
  };
  for (const folder of Object.values(places)) await mkdir(folder, { mode: 0o700 });
  return places;
}

export type HostOptions = {
  readonly places: Places;
  readonly env: NodeJS.ProcessEnv;
  readonly decoy: DecoyTexts;
};

export type Host = Started & {
  readonly pid: number;
  readonly url: string;
  readonly token: string;
  readonly port: number;
};

const environmentOf = ({ home, temporary }: Places) => ({ HOME: home, TMPDIR: temporary, XDG_CONFIG_HOME: undefined });

/** Starts the built Node host, with what is planted in its process, and waits for its address. */
export async function startHost({ places, env, decoy }: HostOptions): Promise<Host> {
  const module = join(places.own, "decoy.mjs");
  await writeFile(module, decoyModule(decoy));
  const script = ["dist/electron/node-host.js", "--port", "0", "--data-dir", places.data];
  const args = ["--import", pathToFileURL(module).href, ...script];
  const started = startNode(args, cleanEnvironment({ ...environmentOf(places), ...env }));
  const [, url = ""] = await started.line(/^Understudy is running at (\S+)$/m);
  const { port, hash } = new URL(url);
  return { ...started, pid: started.child.pid ?? 0, url, port: Number(port), token: hash.replace("#token=", "") };
}

/** A browser with a profile on disk, as a person's own has one. */
export async function openProfile(places: Places): Promise<BrowserContext> {
  const executablePath = findBrowser("whole");
  // Chromium refuses root with its sandbox on; the pages here are our own.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const env = Object.entries(cleanEnvironment(environmentOf(places))).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return await chromium.launchPersistentContext(places.profile, {
    executablePath,
    headless: true,
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
    env: Object.fromEntries(env),
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", ...heapFlags, ...root],
  });
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privateHome, type SecretService, startSecretService } from "#test/electron/keys/secret-service.ts";
import { startConnectProxy } from "#test/support/connect-proxy.ts";
import { createKeys, createStrays, type Keys, type Strays } from "./canary-keys.ts";
import { createPlaces, type Host, type Places, startHost } from "./canary-program.ts";
import { type Control, createControl, createTextControl } from "./controls.ts";
import { type EchoProviders, startEchoProviders } from "./echo-providers.ts";
import { filesBelow } from "./folder-files.ts";
import { processTree } from "./process-tree.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** A control for each sink, and two that travel through many of them: a prompt and an answer. */
const byteSinks = ["data folder", "log", "home of the program", "temporary files", "browser profile"] as const;
const textSinks = ["stdout", "stderr", "arguments", "environment", "storage", "console", "field", "script"] as const;

type Planted = (typeof byteSinks)[number] | (typeof textSinks)[number] | "prompt" | "answer";

export type World = {
  readonly keys: Keys;
  readonly strays: Strays;
  readonly scanner: Scanner;
  readonly places: Places;
  readonly providers: EchoProviders;
  /** `CONNECT`s that the proxy saw, with what they showed as proof. */
  readonly proxied: readonly (string | undefined)[];
  control(name: Planted): Control;
  /** Starts the program, and searches all that it prints when it has ended. */
  start(env?: NodeJS.ProcessEnv): Promise<Host>;
  /** Variables of a session with an open keychain. */
  readonly session: NodeJS.ProcessEnv;
  /** Puts the controls of files where they belong. */
  plantFiles(): Promise<void>;
  lookAtProcesses(host: Pick<Host, "pid">): Promise<void>;
  lookAtFiles(where: string): Promise<void>;
  lookAtOutput(host: Host): void;
  close(): Promise<void>;
};

/** A text that Markdown shows letter by letter. */
export const fenced = ({ text }: Control): string => `\`\`\`\`text\n${text}\n\`\`\`\``;

export async function openWorld(): Promise<World> {
  const [keys, strays] = [createKeys(), createStrays()];
  const controls = new Map<Planted, Control>([
    ...byteSinks.map((name) => [name, createControl(name)] as const),
    ...[...textSinks, "prompt" as const, "answer" as const].map((name) => [name, createTextControl(name)] as const),
  ]);
  const control = (name: Planted) => {
    const found = controls.get(name);
    if (found === undefined) throw new Error(`There is no control ${name}.`);
    return found;
  };
  const planted = [...controls.values()].flatMap(({ canaries }) => canaries);
  const scanner = createScanner([...keys.all, ...Object.values(strays), ...planted]);
  const root = await mkdtemp(join(tmpdir(), "understudy-canary-"));
  const places = await createPlaces(root);
  const keyring = privateHome();
  const service = await startSecretService({ home: keyring.path, keyring: "unlocked" });
  const providers = await startEchoProviders({ text: fenced(control("answer")) });
  const proxy = await startConnectProxy({ answers: refusalOfProxy(keys.key("password of the proxy")) });
  const session = sessionOf(service, `http://user:${keys.key("password of the proxy")}@127.0.0.1:${proxy.port}`);
  const hosts: Host[] = [];
  const decoy = {
    stdout: control("stdout").text,
    stderr: control("stderr").text,
    argument: control("arguments").text,
    variable: control("environment").text,
  };
  return {
    ...{ keys, strays, scanner, places, providers, control, session, proxied: proxy.proofs },
    start: async (env = {}) => {
      const host = await startHost({ places, env, decoy });
      hosts.push(host);
      return host;
    },
    plantFiles: () => plantFiles(places, control),
    lookAtProcesses: (host) => lookAtProcesses(host, scanner),
    lookAtFiles: (where) => lookAtFiles(places, scanner, where),
    lookAtOutput: (host) => {
      scanner.scan("stdout", "host", host.stdout());
      scanner.scan("stderr", "host", host.stderr());
    },
    close: async () => {
      // Where the walk broke off, the program still runs.
      for (const host of hosts) await host.stop("SIGKILL");
      await Promise.all([service.stop(), providers.close(), proxy.close()]);
      keyring.remove();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Says back what it was shown, as no proxy should. */
function refusalOfProxy(password: string): string {
  const proof = Buffer.from(`user:${password}`).toString("base64");
  const head = ["HTTP/1.1 407 Proxy Authentication Required", `x-echo: Basic ${proof}`, `x-password: ${password}`];
  return [...head, "content-length: 0", "", ""].join("\r\n");
}

function sessionOf({ environment }: SecretService, proxyUrl: string): NodeJS.ProcessEnv {
  return { DBUS_SESSION_BUS_ADDRESS: environment.DBUS_SESSION_BUS_ADDRESS, HTTPS_PROXY: proxyUrl };
}

async function plantFiles({ data, home, temporary, profile }: Places, control: World["control"]): Promise<void> {
  const folders = { "data folder": data, log: join(data, "logs"), "home of the program": home } as const;
  const others = { "temporary files": temporary, "browser profile": profile } as const;
  for (const name of byteSinks) {
    await writeFile(join({ ...folders, ...others }[name], "planted"), control(name).bytes);
  }
}

/** Of everything that runs for this test: the program with its children, the browser with its own, the keychain. */
async function lookAtProcesses({ pid }: Pick<Host, "pid">, scanner: Scanner): Promise<void> {
  for (const seen of await processTree(process.pid)) {
    scanner.scan("process arguments", "any", seen.argv);
    scanner.scan("process environments", seen.pid === pid ? "host" : "another", seen.environ);
  }
}

async function lookAtFiles(places: Places, scanner: Scanner, where: string): Promise<void> {
  const { data, home, temporary, downloads, profile } = places;
  for (const { name, bytes } of await filesBelow(data)) {
    scanner.scan(sinkOfFile(name), `${where}: ${name}`, bytes);
  }
  const others = { "home of the program": home, "temporary files": temporary, downloads, "browser profile": profile };
  for (const [sink, folder] of Object.entries(others)) {
    for (const { name, bytes } of await filesBelow(folder)) scanner.scan(sink, `${where}: ${name}`, bytes);
  }
}

/** Of the data folder: the database with its log, its backups and what was moved aside; the log; the rest. */
function sinkOfFile(name: string): string {
  if (name.startsWith("logs/")) return "log";
  return /\.db(-wal|-shm)?$/.test(name) ? "database" : "data folder";
}

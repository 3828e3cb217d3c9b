import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "#shared/contract.ts";
import { callOver, valueFrom } from "./calls.ts";
import { cleanEnvironment, type Started, startNode } from "./processes.ts";
import { openSocket } from "./socket-client.ts";

export type BuiltHostOptions = {
  readonly env?: NodeJS.ProcessEnv;
  /** Of Node itself, before the script. */
  readonly nodeFlags?: readonly string[];
  /** Turns the gateway on at a free port, with this key. */
  readonly gatewayKey?: string;
};

export type BuiltHost = Awaited<ReturnType<typeof startBuiltHost>>;

/** The built Node host as a process of its own, on free ports and in a folder of its own, without a browser. */
export async function startBuiltHost({ env = {}, nodeFlags = [], gatewayKey }: BuiltHostOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-host-"));
  const gateway = gatewayKey === undefined ? [] : ["--gateway", "--gateway-port", "0"];
  const token = gatewayKey === undefined ? {} : { UNDERSTUDY_GATEWAY_TOKEN: gatewayKey };
  const args = [...nodeFlags, "dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir, ...gateway];
  const program = startNode(args, cleanEnvironment({ ...token, ...env }));
  const [, url = "", port = "", key = ""] = await program.line(
    /^Understudy is running at (http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]+))$/m,
  );
  return {
    program,
    dataDir,
    url,
    port: Number(port),
    token: key,
    gatewayPort: gatewayKey === undefined ? null : await gatewayPortOf(program),
    /** A window without a browser: it asks and is told what a window is. */
    window: async () => {
      const socket = await openSocket({ port: Number(port), token: key });
      return { ...socket, call: callOver((request) => socket.request(request)) };
    },
    async stop() {
      const ended = await program.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      return ended;
    },
  };
}

type Asking = { readonly call: Call };

/**
 * What a window is told, without the number of what it was told before, which counts what the host tells of its own:
 * once the keychain was tried. Requests of programs are left out: the gateway's log is where refusals are told.
 */
export async function settledState({ call }: Asking): Promise<string> {
  for (;;) {
    const snapshot = await valueFrom(call("app.snapshot", {}));
    if (snapshot.keychain.kind !== "checking") return JSON.stringify({ ...snapshot, seq: 0, gatewayRequests: [] });
    await sleep(50);
  }
}

async function gatewayPortOf(program: Started): Promise<number> {
  const [, port = ""] = await program.line(/^Gateway: http:\/\/127\.0\.0\.1:(\d+)\/v1$/m);
  return Number(port);
}

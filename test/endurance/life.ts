import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { cleanEnvironment, startNode } from "#test/support/processes.ts";
import { childrenOf, orWhereGone } from "./held.ts";
import { type Inspector, openInspector } from "./inspector.ts";

/** The built host as a process of its own, from its start to its end. */
export type Life = {
  readonly url: string;
  readonly gatewayUrl: string;
  readonly pid: number;
  readonly inspector: Inspector;
  /** When it was told to end, or killed, on the clock of `performance.now()`; null while it goes on. */
  endedAtMs(): number | null;
  /** Ends it, as Ctrl+C does or as a crash does, and gives in words what it left behind or said. */
  end(how: "SIGINT" | "SIGKILL"): Promise<readonly string[]>;
};

export const gatewayToken = "endurance-gateway-0123456789";

export async function startLife(dataDir: string, environment: NodeJS.ProcessEnv): Promise<Life> {
  const flags = ["--port", "0", "--data-dir", dataDir, "--gateway", "--gateway-port", "0"];
  const args = ["--inspect=127.0.0.1:0", "dist/electron/node-host.js", ...flags];
  const host = startNode(args, cleanEnvironment({ ...environment, UNDERSTUDY_GATEWAY_TOKEN: gatewayToken }));
  const [, url = ""] = await host.line(/^Understudy is running at (\S+)$/m);
  const [, gatewayUrl = ""] = await host.line(/^Gateway: (\S+)$/m);
  const [, inspectorUrl = ""] = /^Debugger listening on (\S+)$/m.exec(host.stderr()) ?? [];
  const inspector = await openInspector(inspectorUrl);
  const { pid = 0 } = host.child;
  let endedAtMs: number | null = null;
  return {
    url,
    gatewayUrl,
    pid,
    inspector,
    endedAtMs: () => endedAtMs,
    end: async (how) => {
      const children = childrenOf(pid) ?? [];
      endedAtMs = performance.now();
      inspector.close();
      const { code } = await host.stop(how);
      const isCodeRight = code === (how === "SIGKILL" ? 137 : 0);
      const left = await stillThere(children);
      return [
        ...(isCodeRight ? [] : [`The program ended with code ${code} at ${how}.`]),
        ...left.map((child) => `Process ${child} outlived the program that started it.`),
        ...troublesIn(host.stderr()),
      ];
    },
  };
}

const childrenWithinMs = 15_000;

/** Children notice by their closed pipes that the program is gone. */
async function stillThere(children: readonly number[]): Promise<readonly number[]> {
  const untilMs = performance.now() + childrenWithinMs;
  let left = children.filter(isThere);
  while (left.length > 0 && performance.now() < untilMs) {
    await wait(50);
    left = left.filter(isThere);
  }
  return left;
}

/** A process that only waits for its parent to take notice of its end is gone. */
function isThere(pid: number): boolean {
  const status = orWhereGone("", () => readFileSync(`/proc/${pid}/status`, "utf8"));
  return status !== "" && !/^State:\s+Z/m.test(status);
}

/** What Node itself complains about, a leak of listeners for one; and what nobody caught. */
function troublesIn(stderr: string): readonly string[] {
  const lines = stderr.split("\n").filter((line) => /Warning:|Uncaught|Unhandled|^\s+at /.test(line));
  return lines.map((line) => `The program said: ${line}`);
}

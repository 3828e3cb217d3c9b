import { readFileSync } from "node:fs";
import type { Input, MethodName, Output } from "#shared/contract.ts";
import type { Batch } from "#shared/envelope.ts";
import type { Answer } from "#shared/failure.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";
import { openSocket } from "#test/support/socket-client.ts";

/** The built loopback host on a data folder, asked over its socket as a window asks it. */
export type BenchHost = {
  /** From the start of its process to the snapshot that a window draws. */
  readonly interactiveMs: number;
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  onBatch(listener: (batch: Batch) => void): void;
  /** Bytes in memory that are the host's; null where the system does not tell. */
  memoryBytes(): number | null;
  stop(signal: NodeJS.Signals): Promise<void>;
};

export async function startHost(dataDir: string, environment: NodeJS.ProcessEnv = {}): Promise<BenchHost> {
  const startedAtMs = performance.now();
  const args = ["dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir];
  const host = startNode(args, cleanEnvironment(environment));
  const [, url = ""] = await host.line(/^Understudy is running at (\S+)$/m);
  const { port, hash } = new URL(url);
  const socket = await openSocket({ port: Number(port), token: new URLSearchParams(hash.slice(1)).get("token") });
  let nextId = 0;
  const call: BenchHost["call"] = async (method, input) => {
    nextId += 1;
    const { answer } = await socket.request({ id: nextId, method, input });
    return outputOf(method, answer);
  };
  await call("app.snapshot", {});
  return {
    interactiveMs: performance.now() - startedAtMs,
    call,
    onBatch: socket.onBatch,
    memoryBytes: () => memoryOf(host),
    async stop(signal) {
      socket.close();
      await host.stop(signal);
    },
  };
}

/** The answer belongs to the question by its id, which the types of a socket cannot say. */
function isOutputOf<M extends MethodName>(_: M, value: unknown): value is Output<M> {
  return value !== undefined;
}

function outputOf<M extends MethodName>(method: M, answer: Answer<unknown>): Output<M> {
  if (!answer.ok) throw new Error(`${method} failed: ${answer.failure.message}`);
  if (!isOutputOf(method, answer.value)) throw new Error(`${method} answered nothing.`);
  return answer.value;
}

function memoryOf({ child }: Started): number | null {
  if (process.platform !== "linux") return null;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

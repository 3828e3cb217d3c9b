import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";
import type { Timed } from "./overhead/client.ts";

/**
 * What each client adds to the same 500-token stream from a loopback server: time to the first token, total time, and
 * both against the floor of bare undici with SSE and JSON parsing. Every client has a process of its own and they take
 * turns in a shuffled order, so that all of them meet the same machine. Medians of paired turns. Prints a table, then
 * the same as one line of JSON. Goals (engine.md R23): total ≤ 1.3 × the floor, first token ≤ 0.3 ms later, ≤ 2 µs per
 * delta.
 */

const rounds = 40;
const warmUpRounds = 12;
const asksPerTurn = 12;
const tokens = 500;

const key = "sk-bench-0123456789abcdef";
const gatewayToken = "us-local-bench-0123456789abcdef";

const entry = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const timedList = z.array(z.object({ firstMs: z.number(), totalMs: z.number(), characters: z.number() }));

function startChild(file: string, args: readonly string[] = []): ChildProcess {
  return fork(entry(file), [...args], { env: cleanEnvironment() });
}

/** The next thing that the child says. */
function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`A process of the benchmark ended with ${code}`));
    child.once("exit", gone);
    child.once("message", (said: unknown) => {
      child.off("exit", gone);
      resolve(said);
    });
  });
}

/** The built host with its gateway on; the real program with its database, and no window. */
async function startGateway(baseUrl: string, dataDir: string): Promise<{ host: Started; gatewayUrl: string }> {
  const args = ["dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir, "--gateway", "--gateway-port", "0"];
  const own = { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, UNDERSTUDY_GATEWAY_TOKEN: gatewayToken };
  const host = startNode(args, cleanEnvironment(own));
  const [, gatewayUrl = ""] = await host.line(/^Gateway: (\S+)$/m);
  return { host, gatewayUrl };
}

type Runner = { readonly name: string; readonly child: ChildProcess; readonly times: Timed[][] };

async function takeTurn({ child, times }: Runner, isMeasured: boolean): Promise<void> {
  const answered = message(child);
  child.send(asksPerTurn);
  const timed = timedList.parse(await answered);
  if (isMeasured) times.push(timed);
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Medians of a client's turns beside the floor's turn of the same round. */
function compare(runner: Runner, floor: Runner) {
  const turn = (times: readonly Timed[], value: (timed: Timed) => number) => median(times.map(value));
  const paired = (value: (timed: Timed) => number, join: (own: number, bare: number) => number) =>
    median(runner.times.map((times, round) => join(turn(times, value), turn(floor.times[round] ?? [], value))));
  const firstOf = ({ firstMs }: Timed) => firstMs;
  const totalOf = ({ totalMs }: Timed) => totalMs;
  const addedFirstMs = paired(firstOf, (own, bare) => own - bare);
  const addedTotalMs = paired(totalOf, (own, bare) => own - bare);
  return {
    client: runner.name,
    firstMs: median(runner.times.flat().map(firstOf)),
    totalMs: median(runner.times.flat().map(totalOf)),
    ratio: paired(totalOf, (own, bare) => own / bare),
    addedFirstMs,
    addedPerDeltaUs: ((addedTotalMs - addedFirstMs) * 1000) / tokens,
    characters: [...new Set(runner.times.flat().map(({ characters }) => characters))],
  };
}

type Compared = ReturnType<typeof compare>;

function table(rows: readonly Compared[]): string {
  const head = ["client", "first ms", "total ms", "× floor", "+ first ms", "+ µs/delta"];
  const lines = rows.map(({ client, firstMs, totalMs, ratio, addedFirstMs, addedPerDeltaUs }) => [
    client,
    ...[firstMs, totalMs, ratio, addedFirstMs, addedPerDeltaUs].map((number) => number.toFixed(2)),
  ]);
  return [head, ...lines]
    .map(([name = "", ...cells]) => name.padEnd(44) + cells.map((cell) => cell.padStart(11)).join(""))
    .join("\n");
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-bench-"));
  const server = startChild("./overhead/token-server.ts");
  const { port } = z.object({ port: z.number() }).parse(await message(server));
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const { host, gatewayUrl } = await startGateway(baseUrl, dataDir);
  const direct = [baseUrl, key, "gpt-4.1"];
  const runners: Runner[] = [];
  const add = async (name: string, ...args: readonly string[]) => {
    const child = startChild("./overhead/client-process.ts", args);
    await message(child);
    runners.push({ name, child, times: [] });
  };
  try {
    await add("undici + SSE + JSON (the floor)", "bare", ...direct);
    await add("openai SDK", "openai", ...direct);
    await add("ai + @ai-sdk/openai", "ai", ...direct);
    await add("ai + ai-fallback", "ai-fallback", ...direct);
    await add("Understudy, ModelManager to RunEvents", "understudy", ...direct);
    await add("undici through Understudy's gateway", "bare", gatewayUrl, gatewayToken, "openai/gpt-4.1");
    for (let round = -warmUpRounds; round < rounds; round += 1) {
      for (const runner of runners.toSorted(() => Math.random() - 0.5)) await takeTurn(runner, round >= 0);
    }
  } finally {
    for (const { child } of runners) child.disconnect();
    server.disconnect();
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  report(runners);
}

function report(runners: readonly Runner[]): void {
  const [floor] = runners;
  if (floor === undefined) throw new Error("Nothing was measured");
  const rows = runners.map((runner) => compare(runner, floor));
  const lengths = new Set(rows.flatMap(({ characters }) => characters));
  if (lengths.size !== 1) throw new Error(`The clients read different answers: ${[...lengths].join(", ")} characters`);
  const clients = rows.map(({ characters: _, ...figures }) => figures);
  console.log(table(rows));
  console.log(JSON.stringify({ bench: "overhead", rounds, asksPerTurn, tokens, clients }));
}

await main();

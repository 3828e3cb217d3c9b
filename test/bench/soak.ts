import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { cleanEnvironment } from "#test/support/processes.ts";
import { slopeOf } from "#test/support/slope.ts";
import { openSoak } from "./soak/engine.ts";

/**
 * The engine under random faults for 100,000 runs (or `--runs N`), over real sockets: does its heap stay flat, does it
 * let go of every socket and timer, does it go easy on a primary that is dead? Time runs 150 times as fast for the
 * engine, so that its cooldowns and deadlines take part. In every tenth stretch the primary of the chain is dead.
 * Needs `node --expose-gc`. Prints a table, then the same as one line of JSON.
 */

const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
const runs = Number(values.runs ?? "100000");
const seed = Number(values.seed ?? "1");
const stretches = 50;
/** Runs at a time, as of three comparisons with sixteen columns. */
const parallel = 48;
const speed = 150;

const { gc } = globalThis;
if (gc === undefined) throw new Error("Start this with node --expose-gc");

const child = fork(fileURLToPath(new URL("./soak/server.ts", import.meta.url)), [String(seed)], {
  env: cleanEnvironment(),
});
const told = <T>(schema: z.ZodType<T>) =>
  new Promise<T>((resolve) => child.once("message", (said: unknown) => resolve(schema.parse(said))));
const setDead = (dead: boolean) => {
  const answered = told(z.object({ calls: z.number() }));
  child.send({ dead });
  return answered;
};

const { baseUrls } = await told(z.object({ baseUrls: z.record(z.string(), z.string()) }));
const soak = openSoak({ baseUrls, speed, seed });

/** Bytes of live objects, with no run under way. */
async function heapBytes(): Promise<number> {
  // What was waited for in vain is let go of a moment later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  gc?.();
  gc?.();
  return process.memoryUsage().heapUsed;
}

/** In bytes per 1,000 runs, over the second half: the first one fills caches. */
function slope(heap: readonly { readonly runs: number; readonly bytes: number }[]): number {
  const half = heap.slice(Math.floor(heap.length / 2));
  return 1000 * slopeOf(half.map(({ runs: x, bytes: y }) => ({ x, y })));
}

const resources = (kind: RegExp) => process.getActiveResourcesInfo().filter((name) => kind.test(name)).length;

const startedAtMs = performance.now();
const timersBefore = resources(/Timeout/);
const perStretch = Math.ceil(runs / stretches);
const heap: { runs: number; bytes: number }[] = [];
const dead = { runs: 0, calls: 0 };

for (let stretch = 0; stretch < stretches; stretch += 1) {
  const isDead = stretch % 10 === 5;
  if (isDead) await setDead(true);
  await soak.play(perStretch, parallel);
  if (isDead) {
    dead.calls += (await setDead(false)).calls;
    dead.runs += perStretch;
  }
  heap.push({ runs: (stretch + 1) * perStretch, bytes: await heapBytes() });
}

const seconds = (performance.now() - startedAtMs) / 1000;
const figures = soak.figures();
const timersIdle = resources(/Timeout/) - timersBefore;
await soak.close();
await new Promise((resolve) => setTimeout(resolve, 200));
const sockets = resources(/TCPSocketWrap/);
child.disconnect();

const megabytes = (bytes: number) => Number((bytes / 2 ** 20).toFixed(2));
const result = {
  bench: "soak",
  runs: perStretch * stretches,
  seconds: Number(seconds.toFixed(1)),
  ...figures,
  heapAtFirstMb: megabytes(heap[0]?.bytes ?? Number.NaN),
  heapAtHalfMb: megabytes(heap[Math.floor(heap.length / 2)]?.bytes ?? Number.NaN),
  heapAtEndMb: megabytes(heap.at(-1)?.bytes ?? Number.NaN),
  heapSlopeKbPer1000Runs: Number((slope(heap) / 1024).toFixed(2)),
  timersWhenIdle: timersIdle,
  socketsAfterClose: sockets,
  callsToDeadPrimaryPer15Runs: Number(((dead.calls / dead.runs) * 15).toFixed(2)),
};
console.table(Object.fromEntries(Object.entries(result).map(([name, value]) => [name, { value }])));
console.log(JSON.stringify(result));
process.exitCode = figures.wrongAnswers + figures.bugs + timersIdle + sockets === 0 ? 0 : 1;

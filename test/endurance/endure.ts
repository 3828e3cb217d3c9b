import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { seededRandom } from "#shared/seeded-random.ts";
import { valueFrom } from "#test/support/calls.ts";
import { slopeOf } from "#test/support/slope.ts";
import { judgePastLife, type PastLife } from "./after-kill.ts";
import { columnsEach } from "./compare.ts";
import { type Held, leftOver, readHeld } from "./held.ts";
import { faultsOfDatabase } from "./judge-database.ts";
import { type Asked, createLedger, type Ledger } from "./ledger.ts";
import { type Life, startLife } from "./life.ts";
import { reloadPage } from "./page.ts";
import { closeScene, lanes, openScene, play, windowOn } from "./play.ts";
import { type EnduranceServers, startServers } from "./servers.ts";
import { type Catalog, setUp } from "./stage.ts";

export type EnduranceOptions = {
  readonly seed: number;
  readonly comparisons: number;
  /** Lives that end by SIGKILL before the long one; at least 1, for a program that was just set up is not at rest for long. */
  readonly kills: number;
  /** Pieces of the long life; after each the program rests a moment and is measured. */
  readonly pieces: number;
  /** How often a real page is reloaded in each piece of the long life; 0 starts no browser. */
  readonly pageReloads: number;
  /** Hears how far it is, in words. */
  readonly tell?: (words: string) => void;
};

export type Sample = Held & { readonly runs: number };

export type EnduranceFigures = {
  readonly comparisons: number;
  readonly runs: number;
  readonly seconds: number;
  readonly requests: number;
  readonly faults: number;
  readonly tallies: Readonly<Record<string, number>>;
  /** Bytes per 100 runs, over the later two thirds of the long life: the first one fills caches. */
  readonly heapSlope: number;
  readonly residentSlope: number;
  readonly samples: readonly Sample[];
  /** With no window, before the long life's first comparison, after its first piece, and at its end. */
  readonly atRest: { readonly fresh: Held; readonly warm: Held; readonly end: Held };
  /** What the judges found of what was planted before their eyes. */
  readonly planted: { readonly leaks: readonly string[]; readonly damage: readonly string[] };
  /** Connections that the servers still had when the program was gone. */
  readonly socketsLeft: number;
  readonly findings: readonly string[];
};

type World = {
  readonly options: EnduranceOptions;
  readonly dataDir: string;
  readonly servers: EnduranceServers;
  readonly ledger: Ledger;
  readonly random: () => number;
  catalog: Catalog | null;
  past: PastLife | null;
};

/** The built program, used hard for a long time: killed, cut off, reloaded, asked by windows and by programs. */
export async function endure(options: EnduranceOptions): Promise<EnduranceFigures> {
  const startedAtMs = performance.now();
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-endurance-"));
  const servers = await startServers(options.seed);
  const ledger = createLedger();
  const world: World = {
    ...{ options, dataDir, servers, ledger },
    random: seededRandom(options.seed + 1),
    catalog: null,
    past: null,
  };
  try {
    let comparisons = 0;
    for (let kill = 1; kill <= options.kills; kill += 1) comparisons += await playKilledLife(world, kill);
    const long = await playLongLife(world, options.kills + 1, options.comparisons - comparisons);
    comparisons += long.comparisons;
    const measured = long.samples.slice(Math.floor(long.samples.length / 3));
    const slope = (bytes: (sample: Sample) => number) =>
      100 * slopeOf(measured.map((sample) => ({ x: sample.runs, y: bytes(sample) })));
    return {
      comparisons,
      runs: comparisons * columnsEach,
      seconds: Math.round((performance.now() - startedAtMs) / 1000),
      ...servers.counts(),
      tallies: Object.fromEntries([...ledger.tallies].sort()),
      heapSlope: slope(({ heapBytes }) => heapBytes),
      residentSlope: slope(({ residentBytes }) => residentBytes ?? 0),
      samples: long.samples,
      atRest: long.atRest,
      planted: long.planted,
      socketsLeft: await socketsLeft(servers),
      findings: ledger.findings,
    };
  } finally {
    await servers.server.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const closedWithinMs = 10_000;

/** The servers hear a moment after the program's end that its connections are closed. */
async function socketsLeft({ server }: EnduranceServers): Promise<number> {
  const untilMs = performance.now() + closedWithinMs;
  while (server.openSockets() > 0 && performance.now() < untilMs) await wait(20);
  return server.openSockets();
}

/** Starts the program on what the life before left, and judges that. */
async function beginLife(world: World, number: number) {
  const { ledger, servers, random, past } = world;
  const life = await startLife(world.dataDir, servers.environment);
  const window = await windowOn(life.url, life, ledger);
  world.catalog ??= await setUp(window.call, servers);
  const { catalog } = world;
  if (past !== null) await judgePastLife({ window, ledger, catalog }, past);
  window.close();
  return { number, life, ledger, catalog, random };
}

async function playKilledLife(world: World, number: number): Promise<number> {
  const begun = await beginLife(world, number);
  const scene = await openScene(begun);
  const { comparisons: all, kills } = world.options;
  // These lives together take about a third of all comparisons.
  const killAfter = Math.ceil(((0.5 + world.random()) * all) / (3 * kills));
  const comparisons = await play(scene, { comparisons: killAfter + lanes, killAfter });
  await closeScene(scene);
  world.past = { number, diedAtMs: begun.life.endedAtMs() ?? performance.now() };
  tell(world, `Life ${number} was killed after ${comparisons} comparisons.`);
  return comparisons;
}

/** With what was found so far: a run that takes minutes need not be waited for. */
function tell({ options, ledger }: World, words: string): void {
  options.tell?.([words, ...ledger.findings].join("\n  "));
}

async function playLongLife(world: World, number: number, comparisons: number) {
  const { ledger, options } = world;
  const begun = await beginLife(world, number);
  const { life } = begun;
  const fresh = await rest(life);
  const samples: Sample[] = [];
  let warm = fresh;
  let played = 0;
  for (let piece = 0; piece < options.pieces; piece += 1) {
    const scene = await openScene(begun);
    const most = Math.ceil((comparisons - played) / (options.pieces - piece));
    // In each piece, so that what a page costs once is not taken for growth, and what each one costs is.
    const page = options.pageReloads > 0 ? reloadPage(life.url, options.pageReloads) : [];
    played += await play(scene, { comparisons: most, killAfter: null });
    ledger.findings.push(...(await page));
    const sample = { runs: played * columnsEach, ...(await measured(life)) };
    samples.push(sample);
    await closeScene(scene);
    const [heap, resident] = [sample.heapBytes, sample.residentBytes ?? 0].map((bytes) => (bytes / 2 ** 20).toFixed(1));
    tell(world, `${played} comparisons in life ${number}: ${heap} MB of heap, ${resident} MB in all.`);
    if (piece === 0) warm = await rest(life, fresh);
  }
  // A single piece has been rested after already.
  const end = options.pieces === 1 ? warm : await rest(life, fresh);
  const window = await windowOn(life.url, life, ledger);
  const { total } = await valueFrom(window.call("spend.report", { range: { kind: "all" } }));
  window.close();
  const before = await measured(life);
  const leaks = leftOver(await plantLeaks(life), before);
  ledger.findings.push(...(await life.end("SIGINT")));
  const asked = [...ledger.asked.values()];
  ledger.findings.push(...faultsOfDatabase(world.dataDir, asked, total));
  const damage = faultsOfDatabase(world.dataDir, [...asked, neverSaved], { nanoUsd: total.nanoUsd + 1 });
  return { comparisons: played, samples, atRest: { fresh, warm, end }, planted: { leaks, damage } };
}

/** What no database can hold, so that it is seen to be missed. */
const neverSaved: Asked = { comparisonId: "never-saved", question: "", runIds: [], life: 0, isAcknowledged: true };

/** One of everything that may be left behind, put into the running program, so that it is seen to be found. */
async function plantLeaks(life: Life): Promise<Held> {
  await life.inspector.evaluate(
    `(() => {
      const { connect } = process.getBuiltinModule("node:net");
      const { spawn } = process.getBuiltinModule("node:child_process");
      const { EventEmitter } = process.getBuiltinModule("node:events");
      // It ends with its standard input, and so with the program.
      const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
      const emitter = new EventEmitter().on("planted", () => undefined);
      // One of the program's own may end in the same moment.
      const timers = [1, 2, 3, 4, 5].map((hours) => setTimeout(() => undefined, hours * 3_600_000));
      const socket = connect(${new URL(life.url).port}, "127.0.0.1");
      globalThis.planted = { child, emitter, timers, socket };
      return true;
    })()`,
    z.literal(true),
  );
  return await measured(life);
}

async function measured({ pid, inspector }: Life): Promise<Held> {
  // What was waited for in vain is let go of a moment later.
  await wait(300);
  return await readHeld(pid, inspector);
}

/** Longer than any wait of the engine: it asks for the cost of an aborted answer once more after 16 seconds. */
const restsWithinMs = 45_000;

/** The two ports that the program listens on, the inspector's own, and our connection to that one. */
const socketsAtRest = 4;

/**
 * With no window and no work, once it holds no more than at the start, or long after it should. At the start itself,
 * once no connection is left of what was saved and read then: a start that holds much would hide what is left later.
 */
async function rest(life: Life, fresh?: Held): Promise<Held> {
  const untilMs = performance.now() + restsWithinMs;
  for (;;) {
    const held = await measured(life);
    const isAtRest = fresh === undefined ? (held.sockets ?? 0) <= socketsAtRest : leftOver(held, fresh).length === 0;
    if (isAtRest || performance.now() > untilMs) return held;
    await wait(500);
  }
}

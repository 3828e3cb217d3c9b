import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newLink } from "#shared/chain.ts";
import { models } from "#test/support/big-history/made-runs.ts";
import { bigHistory, historySearches, makeBigHistory } from "#test/support/big-history.ts";
import { costFigures } from "#test/support/cost-figures.ts";
import { percentile, round, timed, timesOf } from "./storage/figures.ts";
import { type BenchHost, startHost } from "./storage/host.ts";
import { addRepeated } from "./storage/repeated.ts";
import { streamBesideUpkeep } from "./storage/streaming.ts";

/**
 * Money and memory at 100,000 runs and 1 GB, through the built host and its socket as a window asks it: costs against
 * the price library and against cases worked out by hand; search, dashboard and History; the start; streaming beside
 * a check and a backup; memory then; a chain's health and what prompts would have cost on it, over a year; a comparison
 * of 800 runs among the others. Prints a table, then the same as one line of JSON. `--runs N --megabytes N` make it
 * smaller. Goals: no cost differs by more than 10⁻⁹ USD, search p95 ≤ 50 ms, dashboard, History and a chain's health
 * ≤ 100 ms, start ≤ 1,500 ms.
 */

const { values } = parseArgs({ options: { runs: { type: "string" }, megabytes: { type: "string" } } });
const size = {
  runs: Number(values.runs ?? bigHistory.runs),
  bytes: values.megabytes === undefined ? bigHistory.bytes : Number(values.megabytes) * 1e6,
};

const starts = 5;
const streams = 3;
const asks = 20;

const megabytes = (bytes: number | null) => (bytes === null ? null : Math.round(bytes / 1e6));

function costs() {
  const { golden, genai } = costFigures({ usages: 200, every: 1 });
  return {
    goldenCases: golden.cases,
    goldenDifferences: golden.differences.length,
    libraryModels: genai.models,
    libraryCases: genai.cases,
    libraryDifferences: genai.differences.length,
  };
}

/** A chain that is saved, by whose name a tenth of the runs were made. */
async function chainFigures(host: BenchHost) {
  const links = models.slice(0, 3).map((model, index) => newLink(`link-${index}`, `link-${index}`, model));
  await host.call("chain.save", { chain: { id: "smart", name: "smart", links, onMidStream: "restart" } });
  const days = 366;
  return {
    chainHealth: await timesOf(asks, () => host.call("chain.health", { chainId: "smart", days })),
    chainWhatIf: await timesOf(asks, () => host.call("chain.whatIf", { chainId: "smart", days })),
  };
}

/** A comparison of 800 runs among the others. */
async function repeatedFigures(host: BenchHost, comparisonId: string) {
  const query = { text: "", cursor: null } as const;
  return {
    repeatedList: await timesOf(asks, () => host.call("history.search", { ...query, filters: {} })),
    repeatedFiltered: await timesOf(asks, () => host.call("history.search", { ...query, filters: { repeats: true } })),
    repeatedOpened: await timesOf(asks, () => host.call("history.get", { comparisonId })),
  };
}

async function asked(host: BenchHost) {
  const searches = historySearches();
  let hits = 0;
  const search = await timesOf(searches.length, async (index) => {
    const page = await host.call("history.search", { text: searches[index] ?? "", filters: {}, cursor: null });
    hits += Number(page.entries.length > 0);
  });
  const history = await timesOf(asks, () => host.call("history.search", { text: "", filters: {}, cursor: null }));
  const page = await host.call("history.search", { text: "", filters: {}, cursor: null });
  const more = await timesOf(asks, () => host.call("history.search", { text: "", filters: {}, cursor: page.cursor }));
  const opened = await timesOf(asks, (index) => {
    return host.call("history.get", { comparisonId: page.entries[index]?.comparisonId ?? "" });
  });
  const dashboard = await timesOf(asks, () => host.call("spend.report", { range: { kind: "all" } }));
  const days = await timesOf(asks, () => host.call("spend.report", { range: { kind: "days", days: 30 } }));
  return { search: { ...search, queries: searches.length, withHits: hits }, history, more, opened, dashboard, days };
}

/** Starts after a clean end, then after kills: the log is read again then. */
async function startTimes(dataDir: string) {
  const clean: number[] = [];
  const killed: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const host = await startHost(dataDir);
    clean.push(host.interactiveMs);
    await host.stop("SIGTERM");
  }
  for (let start = 0; start <= starts; start += 1) {
    const host = await startHost(dataDir);
    if (start > 0) killed.push(host.interactiveMs);
    await host.call("settings.save", { density: start % 2 === 0 ? "compact" : "comfortable" });
    await host.stop(start < starts ? "SIGKILL" : "SIGTERM");
  }
  const most = (times: readonly number[]) => round(Math.max(...times), 0);
  return {
    startMs: round(percentile(clean, 0.5), 0),
    longestStartMs: most(clean),
    startAfterKillMs: round(percentile(killed, 0.5), 0),
    longestStartAfterKillMs: most(killed),
  };
}

async function besideUpkeep(dataDir: string) {
  const taken = [await streamBesideUpkeep(dataDir)];
  while (taken.length < streams) taken.push(await streamBesideUpkeep(dataDir));
  // The one in the middle speaks for all.
  const [first, middle = first] = taken.toSorted((a, b) => a.tokenRatio - b.tokenRatio);
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "understudy-bench-storage-"));
  try {
    const cost = costs();
    const madeMs = await timed(async () => makeBigHistory(dataDir, { ...size, untilMs: Date.now() }));
    const repeatedId = addRepeated(dataDir);
    const start = await startTimes(dataDir);
    const host = await startHost(dataDir);
    const idleBytes = host.memoryBytes();
    const figures = await asked(host);
    const memoryBytes = host.memoryBytes();
    const added = { ...(await chainFigures(host)), ...(await repeatedFigures(host, repeatedId)) };
    await host.stop("SIGTERM");
    const { memoryBytes: busyBytes, ...stream } = await besideUpkeep(dataDir);
    const result = {
      bench: "storage",
      runs: size.runs,
      megabytes: megabytes(statSync(join(dataDir, "understudy.db")).size),
      madeSeconds: round(madeMs / 1000),
      // Above the number of processors somebody else was measured, too.
      loadAverage: round(loadavg()[0] ?? Number.NaN),
      cost,
      ...figures,
      ...added,
      start,
      stream,
      memoryMb: {
        atStart: megabytes(idleBytes),
        afterSearches: megabytes(memoryBytes),
        duringBackup: megabytes(busyBytes),
      },
    };
    print(result);
    console.log(JSON.stringify(result));
    process.exitCode = cost.goldenDifferences + cost.libraryDifferences === 0 ? 0 : 1;
  } finally {
    if (existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One line for each figure, named by its group. */
function print(result: Readonly<Record<string, unknown>>): void {
  const rows = Object.entries(result).flatMap(([group, value]) =>
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([name, figure]) => [`${group}.${name}`, figure] as const)
      : [[group, value] as const],
  );
  console.table(Object.fromEntries(rows.map(([name, value]) => [name, { value }])));
}

await main();

import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { firstTendMs } from "#electron/storage/upkeep.ts";
import { cleanEnvironment } from "#test/support/processes.ts";
import { percentile, round } from "./figures.ts";
import { type BenchHost, startHost } from "./host.ts";

const columns = 16;
const streamSeconds = 45;

type Sample = { readonly atMs: number; readonly tookMs: number };

/**
 * 16 columns stream 100 tokens per second each through the real host while its upkeep thread checks and backs up the
 * database. How long a token takes from the server to the window, and a saved setting to the disk and back, in the
 * seconds before the upkeep and during it, in the same streams.
 */
export async function streamBesideUpkeep(dataDir: string) {
  // So that both are due.
  rmSync(join(dataDir, "backups"), { recursive: true, force: true });
  rmSync(join(dataDir, "upkeep.json"), { force: true });
  const server = fork(fileURLToPath(new URL("./stamp-server.ts", import.meta.url)), [String(streamSeconds)], {
    env: cleanEnvironment(),
  });
  const baseUrl = `http://127.0.0.1:${await portOf(server)}/v1`;
  const host = await startHost(dataDir, { OPENAI_API_KEY: "sk-bench-0123456789abcdef", OPENAI_BASE_URL: baseUrl });
  const startedAtMs = performance.now();
  try {
    const tokens = watchTokens(host);
    await host.call("settings.save", { parallelRequests: columns });
    await send(host);
    const upkeepAtMs = startedAtMs - host.interactiveMs + firstTendMs;
    const saves: Sample[] = [];
    const backups = join(dataDir, "backups");
    let backedUpAtMs: number | null = null;
    const isMade = () => existsSync(backups) && readdirSync(backups).some((name) => name.endsWith(".db"));
    while (performance.now() < upkeepAtMs + 15_000 && backedUpAtMs === null) {
      saves.push(await save(host));
      if (isMade()) backedUpAtMs = performance.now();
      await wait(50);
    }
    if (backedUpAtMs === null) throw new Error("No backup was made in time.");
    const memoryBytes = host.memoryBytes();
    return { ...compare({ tokens, saves, startedAtMs, upkeepAtMs, backedUpAtMs }), memoryBytes };
  } finally {
    server.disconnect();
    await host.stop("SIGTERM");
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  const said = await new Promise<unknown>((resolve) => server.once("message", resolve));
  return z.object({ port: z.number() }).parse(said).port;
}

function watchTokens(host: BenchHost): readonly Sample[] {
  const samples: Sample[] = [];
  host.onBatch(({ events }) => {
    const nowUs = Number(process.hrtime.bigint() / 1000n);
    for (const event of events) {
      if (event.topic !== "run" || event.event.type !== "delta") continue;
      // A delta may end within a number; the last piece is only whole where a space follows it.
      const stamps = event.event.text.split(" ").slice(0, -1).map(Number);
      for (const sentUs of stamps) samples.push({ atMs: performance.now(), tookMs: (nowUs - sentUs) / 1000 });
    }
  });
  return samples;
}

async function send(host: BenchHost): Promise<void> {
  const target = { kind: "model", providerId: "openai", modelId: "gpt-4.1" } as const;
  const started = Array.from({ length: columns }, (_, index) => {
    return { columnId: `column-${index}`, runId: crypto.randomUUID(), target };
  });
  const conversationId = crypto.randomUUID();
  const kept = started.map(({ columnId }) => ({ id: columnId, target }));
  await host.call("conversation.save", { id: conversationId, title: "Beside a backup", columns: kept });
  const comparisonId = crypto.randomUUID();
  await host.call("comparison.start", { comparisonId, conversationId, prompt: "Stream.", columns: started });
}

let isCompact = false;
async function save(host: BenchHost): Promise<Sample> {
  isCompact = !isCompact;
  const atMs = performance.now();
  await host.call("settings.save", { density: isCompact ? "compact" : "comfortable" });
  return { atMs, tookMs: performance.now() - atMs };
}

type Measured = {
  readonly tokens: readonly Sample[];
  readonly saves: readonly Sample[];
  readonly startedAtMs: number;
  readonly upkeepAtMs: number;
  readonly backedUpAtMs: number;
};

function compare({ tokens, saves, startedAtMs, upkeepAtMs, backedUpAtMs }: Measured) {
  // The first seconds open connections and compile.
  const isBefore = ({ atMs }: Sample) => atMs > startedAtMs + 5_000 && atMs < upkeepAtMs;
  const isDuring = ({ atMs }: Sample) => atMs >= upkeepAtMs && atMs <= backedUpAtMs;
  const p95 = (samples: readonly Sample[], isMeant: (sample: Sample) => boolean) =>
    percentile(
      samples.filter(isMeant).map(({ tookMs }) => tookMs),
      0.95,
    );
  const token = { before: p95(tokens, isBefore), during: p95(tokens, isDuring) };
  const saved = { before: p95(saves, isBefore), during: p95(saves, isDuring) };
  return {
    upkeepSeconds: round((backedUpAtMs - upkeepAtMs) / 1000),
    tokensBefore: tokens.filter(isBefore).length,
    tokensDuring: tokens.filter(isDuring).length,
    tokenP95BeforeMs: round(token.before),
    tokenP95DuringMs: round(token.during),
    tokenRatio: round(token.during / token.before, 2),
    saveP95BeforeMs: round(saved.before),
    saveP95DuringMs: round(saved.during),
    longestTokenDuringMs: round(Math.max(...tokens.filter(isDuring).map(({ tookMs }) => tookMs))),
  };
}

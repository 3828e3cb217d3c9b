import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { createDrillTransport } from "#electron/demo/drill-transport.ts";
import { listenOnLoopback } from "#electron/demo/listen.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { newLink } from "#shared/chain.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { DrillFault } from "#shared/drill.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "understudy-drills-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function started(env: Readonly<Record<string, string>> = {}): Promise<App> {
  const composed = await compose({
    dataDir,
    env,
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

/** Every event until a drill's end. */
function untilEnded(app: App): Promise<readonly HostEvent[]> {
  const events: HostEvent[] = [];
  return new Promise((resolve) => {
    const end = app.batcher.subscribe((batch) => {
      events.push(...batch.events);
      if (!batch.events.some((event) => event.topic === "drill" && event.event.type === "run-ended")) return;
      end();
      resolve(events);
    });
  });
}

const links = [
  newLink("one", "GPT", { providerId: "openai", modelId: "gpt-4o" }),
  newLink("two", "Claude", { providerId: "anthropic", modelId: "claude-sonnet-4-5" }),
];
const chain = { id: "c", name: "rehearsed", links, onMidStream: "restart" } as const;
const limited: DrillFault = { kind: "rate-limit", retryAfterS: 3_600 };

test("a drill touches nothing real: no provider is called, no limit, no run, no cost and no request is kept", async () => {
  const calls: string[] = [];
  const real = createServer((request, response) => {
    calls.push(request.url ?? "");
    response.end();
  });
  const origin = `http://127.0.0.1:${await listenOnLoopback(real)}`;
  const key = "sk-real-0123456789abcdef";
  const app = await started({
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${origin}/v1`,
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_BASE_URL: origin,
  });
  const call = callOf(app.router);
  await valueFrom(call("chain.save", { chain }));
  // The keychain is looked at meanwhile, and told of.
  const keychain = async () => (await valueFrom(call("app.snapshot", {}))).keychain.kind;
  await expect.poll(keychain, { timeout: 5_000 }).not.toBe("checking");
  app.batcher.flush();
  const before = await valueFrom(call("app.snapshot", {}));
  expect(before.settings.demo).toBe(false);

  const ended = untilEnded(app);
  await valueFrom(call("drill.start", { runId: "d", chainId: "c", faults: { one: limited }, speed: 10 }));
  const events = await ended;
  expect(events.filter(({ topic }) => topic !== "drill")).toEqual([]);
  expect(events).toContainEqual({
    topic: "drill",
    event: expect.objectContaining({ type: "run-ended", status: "done" }),
  });
  expect(JSON.stringify(events)).not.toContain(key);
  const after = await valueFrom(call("app.snapshot", {}));
  expect(after).toEqual({ ...before, seq: expect.any(Number) });
  await app.close();

  expect(calls).toEqual([]);
  const database = openSqlite(join(dataDir, "understudy.db"), 1000);
  for (const table of ["runs", "attempts", "comparisons", "conversations", "limits", "exchanges"]) {
    expect(database.all(`SELECT count(*) AS count FROM ${table}`), table).toEqual([{ count: 0 }]);
  }
  database.close();
  real.close();
});

test("a drill ends with the last window, and with the program", async () => {
  const app = await started();
  const call = callOf(app.router);
  await valueFrom(call("chain.save", { chain }));
  const start = (runId: string) =>
    valueFrom(call("drill.start", { runId, chainId: "c", faults: { one: { kind: "no-first-token" } }, speed: 1 }));
  const first = untilEnded(app);
  await start("d1");
  app.noteNoWindow();
  const ofDrill = expect.objectContaining({ type: "run-ended", status: "stopped" });
  expect(await first).toContainEqual({ topic: "drill", event: ofDrill });

  const second = untilEnded(app);
  await start("d2");
  const beganMs = performance.now();
  await app.close();
  expect(await second).toContainEqual({ topic: "drill", event: ofDrill });
  // Left alone, it would wait for its first token alone for twelve.
  expect(performance.now() - beganMs).toBeLessThan(8_000);
});

test("drills come back with their chain after a restart", async () => {
  const drills = [{ id: "d", faults: { one: limited, two: { kind: "stall", afterTokens: 5 } } }] as const;
  const app = await started();
  await valueFrom(callOf(app.router)("chain.save", { chain: { ...chain, drills } }));
  await app.close();
  const again = await started();
  const { chains } = await valueFrom(callOf(again.router)("app.snapshot", {}));
  expect(chains).toContainEqual({ ...chain, drills });
  await again.close();
});

test("a drill that asked for anything but its own servers would be a bug of ours, and is stopped as one", async () => {
  const opened: string[] = [];
  const transport = createDrillTransport(
    {
      open: async ({ url }) => {
        opened.push(url);
        return { kind: "failure", failure: { reason: "refused", code: null, message: "" } };
      },
    },
    10,
  );
  const ask = (url: string) =>
    transport.open(
      { method: "POST", url, headers: {}, body: null },
      { signal: AbortSignal.timeout(1_000), connectTimeoutMs: 100 },
    );
  for (const url of ["https://api.openai.com/v1/chat/completions", "http://localhost:1/v1", "http://10.0.0.1/v1"]) {
    await expect(ask(url)).rejects.toThrow("real provider");
  }
  expect(opened).toEqual([]);
  await ask("http://127.0.0.1:1/v1");
  expect(opened).toHaveLength(1);
});

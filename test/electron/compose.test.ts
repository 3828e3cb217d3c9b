import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { managerPort } from "#electron/compose/ports.ts";
import { type App, type ComposeOptions, compose } from "#electron/compose.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import { makeBackup } from "#electron/storage/backups.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Input, MethodName } from "#shared/contract.ts";
import { unlimited } from "#shared/provider-state.ts";
import { expectOpen, nowMs, openFolder } from "#test/electron/storage/filled.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "understudy-compose-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function options(): ComposeOptions {
  return {
    dataDir,
    env: {},
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
  };
}

async function started(): Promise<App> {
  const composed = await compose(options());
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

function change(sql: string): void {
  const database = openSqlite(join(dataDir, "understudy.db"), 1000);
  database.exec(sql);
  database.close();
}

async function ask<M extends MethodName>(app: App, method: M, input: Input<M>) {
  return (await app.router({ id: 1, method, input }, { id: "test" })).answer;
}

const conversation = { id: "v", title: "Hello", columns: [] } as const;
const columns = [
  { columnId: "col", runId: "run", target: { kind: "model", providerId: "openai", modelId: "gpt-6-luna" } },
] as const;

test("a database that fails while it is loaded is told in words, and is let go", async () => {
  await (await started()).close();
  change("DROP TABLE sessions; CREATE TABLE sessions (id TEXT PRIMARY KEY) STRICT");
  const composed = await compose(options());
  expect(composed).toMatchObject({ ok: false, exitCode: 1 });
  expect(composed.ok ? "" : composed.message).toContain(`The database in "${dataDir}" cannot be used.`);
  const again = await compose(options());
  expect(again).toMatchObject({ ok: false, exitCode: 1 });
});

test("a backup that took the database's place is told before everything else", async () => {
  await (await started()).close();
  const { database, close } = expectOpen(openFolder(dataDir));
  makeBackup(database, pathsIn(dataDir), { kind: "daily", atMs: nowMs });
  close();
  writeFileSync(join(dataDir, "understudy.db"), "");
  const app = await started();
  const { notices } = await valueFrom(callOf(app.router)("app.snapshot", {}));
  await app.close();
  expect(notices[0]).toMatchObject({
    tone: "danger",
    title: "A backup was restored",
    body: expect.stringMatching(/The backup of 22 Nov 2026, .* is kept as/),
  });
});

test("what of the open conversation cannot be read is told once", async () => {
  const app = await started();
  await ask(app, "conversation.save", { ...conversation, columns: [{ id: "col", target: columns[0].target }] });
  change("UPDATE columns SET target_json = '{oops'");
  await ask(app, "app.snapshot", {});
  const answer = await ask(app, "app.snapshot", {});
  expect(answer).toMatchObject({
    ok: true,
    value: { notices: [{ title: "Something saved could not be read", body: expect.stringContaining('"col"') }] },
  });
  await app.close();
});

test("a limit of an earlier start is shown, and once it is cleared the next start knows nothing of it (R11, R20)", async () => {
  await (await started()).close();
  const soon = Date.now() + 600_000;
  change(
    `INSERT INTO limits VALUES ('A https://api.openai.com openai 0123', 'openai', 'BILLING', ${Date.now()}, ${soon}, 1, 2)`,
  );
  const call = (app: App) => callOf(app.router);
  const limitOf = async (app: App) => {
    const { providers } = await valueFrom(call(app)("app.snapshot", {}));
    return providers.find(({ provider }) => provider.id === "openai")?.limit;
  };
  const second = await started();
  expect(await limitOf(second)).toMatchObject({ isLimited: true, hard: true, reason: "BILLING", scope: "account" });
  await second.close();
  const third = await started();
  expect((await limitOf(third))?.isLimited).toBe(true);
  await ask(third, "limit.clear", { providerId: "openai" });
  expect((await limitOf(third))?.isLimited).toBe(false);
  await third.close();
  const fourth = await started();
  expect((await limitOf(fourth))?.isLimited).toBe(false);
  await fourth.close();
});

test("the window hears that the network is gone and back", async () => {
  let isOffline = true;
  const composed = await compose({ ...options(), isOffline: () => isOffline });
  if (!composed.ok) throw new Error(composed.message);
  const { app } = composed;
  const told: boolean[] = [];
  app.batcher.subscribe(({ events }) => {
    for (const event of events) if (event.topic === "online") told.push(event.online);
  });
  expect(await ask(app, "app.snapshot", {})).toMatchObject({ ok: true, value: { online: false } });
  isOffline = false;
  app.noteWake();
  app.batcher.flush();
  expect(told).toEqual([false, true]);
  await app.close();
});

test("a prompt that arrives while the program ends does not go out", async () => {
  const started: string[] = [];
  const manager: ModelManager = {
    start: (comparison) => void started.push(comparison.id),
    startRun: ({ column }) => ({ runId: column.runId, stop: () => undefined }),
    stopComparison: () => undefined,
    stopRun: () => undefined,
    forget: () => undefined,
    live: () => [],
    running: () => 0,
    setParallelRequests: () => undefined,
    limits: () => unlimited,
    pacer: {
      scopesOf: async () => null,
      hold: () => null,
      expect: () => undefined,
      onceChanged: () => () => undefined,
    },
    noteWake: () => undefined,
    sendNow: () => undefined,
    clearLimits: () => undefined,
    keyReplaced: () => undefined,
    close: async () => undefined,
  };
  let isClosing = false;
  const port = managerPort(manager, () => isClosing);
  const asked = columns.map((column) => ({ ...column, prompt: { system: null, messages: [] } }));
  const base = { conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 0, isDemo: false };
  expect(await port.start({ comparison: { ...base, id: "before" }, columns: asked })).toMatchObject({ ok: true });
  isClosing = true;
  expect(await port.start({ comparison: { ...base, id: "after" }, columns: asked })).toMatchObject({ ok: false });
  expect(started).toEqual(["before"]);
});

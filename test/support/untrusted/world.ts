import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Call, StartColumn } from "#shared/contract.ts";
import type { ModelRef } from "#shared/model.ts";
import { callOver, valueFrom } from "#test/support/calls.ts";
import { cleanEnvironment, startNode } from "#test/support/processes.ts";
import { openSocket } from "#test/support/socket-client.ts";
import { type AnswerServer, startAnswerServer } from "./answer-server.ts";
import { type Watch, watchPages } from "./page-watch.ts";

/** A prompt that was asked, in a conversation of its own. */
export type Asked = {
  readonly comparisonId: string;
  readonly runIds: readonly string[];
  /** What the window shows of each column, once it has drawn what there was to draw. */
  drawn(): Promise<readonly string[]>;
};

export type UntrustedWorld = {
  readonly page: Page;
  readonly watch: Watch;
  readonly server: AnswerServer;
  readonly call: Call;
  readonly port: number;
  readonly providerId: string;
  /** Another window on the same program, watched as well. */
  openPage(): Promise<{ readonly page: Page; readonly watch: Watch }>;
  /** Asks these models side by side, of the one server where none is named; resolves once every answer has ended. */
  ask(models: readonly (string | ModelRef)[], prompt?: string): Promise<Asked>;
  /** May be called twice. */
  close(): Promise<void>;
};

/** The built program, a window on it in this browser, and a server whose models write what a test wants. */
export async function openUntrustedWorld(browser: Browser, env: NodeJS.ProcessEnv = {}): Promise<UntrustedWorld> {
  const program = await startProgram(env);
  const { call, hasEnded } = program;
  const server = await startAnswerServer();
  const added = { name: "Untrusted", baseUrl: server.baseUrl, keyOptional: true };
  const providerId = (await valueFrom(call("provider.add", added))).provider.id;
  await valueFrom(call("settings.save", { welcomed: true }));
  const { context, openPage } = await openWindows(browser, program.url);
  const { page, watch } = await openPage();
  let asked = 0;
  return {
    page,
    watch,
    openPage,
    server,
    call,
    providerId,
    port: program.port,
    async ask(models, prompt = "Anything") {
      asked += 1;
      const refs = models.map((model) => (typeof model === "string" ? { providerId, modelId: model } : model));
      const columns = columnsOf(`v${asked}`, refs);
      await startComparison(call, { name: `v${asked}`, prompt, columns });
      const runIds = columns.map(({ runId }) => runId);
      await until(() => runIds.every(hasEnded));
      return { comparisonId: `v${asked}-c`, runIds, drawn: () => drawn(page, columns) };
    },
    async close() {
      await context.close();
      await program.end();
      await server.close();
    },
  };
}

async function startProgram(env: NodeJS.ProcessEnv) {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-untrusted-"));
  const args = ["dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir];
  const program = startNode(args, cleanEnvironment(env));
  const [, url = "", port = "", token = ""] = await program.line(
    /^Understudy is running at (\S+?:(\d+)\/#token=([\w-]+))$/m,
  );
  const socket = await openSocket({ port: Number(port), token });
  const ended = new Set<string>();
  socket.onBatch(({ events }) => {
    for (const event of events) {
      if (event.topic === "run" && event.event.type === "run-ended") ended.add(event.event.runId);
    }
  });
  return {
    url,
    port: Number(port),
    call: callOver(socket.request),
    hasEnded: (runId: string) => ended.has(runId),
    async end() {
      socket.close();
      await program.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openWindows(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 2560, height: 1440 } });
  const watchOf = await watchPages(context);
  // Every answer side by side, however many there are.
  await context.addInitScript(() => {
    if (location.protocol !== "http:") return;
    localStorage.setItem("understudy-compare-layout", '{"picked":{"many":"columns"}}');
  });
  const openPage = async () => {
    const page = await context.newPage();
    await page.goto(url);
    return { page, watch: watchOf(page) };
  };
  return { context, openPage };
}

function columnsOf(name: string, models: readonly ModelRef[]): readonly StartColumn[] {
  return models.map((model, index) => ({
    columnId: `${name}-${index}`,
    runId: `${name}-r${index}`,
    target: { kind: "model", ...model },
  }));
}

type ToStart = { readonly name: string; readonly prompt: string; readonly columns: readonly StartColumn[] };

/** The window follows: what is asked over another connection is shown in it as if it had asked. */
async function startComparison(call: Call, { name, prompt, columns }: ToStart): Promise<void> {
  const kept = columns.map(({ columnId, target }) => ({ id: columnId, target }));
  await valueFrom(call("conversation.save", { id: name, title: "Untrusted", columns: kept }));
  await valueFrom(call("comparison.start", { comparisonId: `${name}-c`, conversationId: name, prompt, columns }));
}

/** Each column shows the end of an answer, or of none, and some frames have passed. */
async function drawn(page: Page, columns: readonly StartColumn[]): Promise<readonly string[]> {
  await page.waitForFunction(
    (ids) => {
      const shown = ids.map((id) => document.querySelector(`article[data-column="${id}"]`));
      return shown.every((one) => one !== null && one.getAttribute("aria-busy") !== "true");
    },
    columns.map(({ columnId }) => columnId),
  );
  return await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return [...document.querySelectorAll("article[data-column]")].map((article) => article.textContent);
  });
}

async function until(isSo: () => boolean): Promise<void> {
  const endAtMs = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > endAtMs) throw new Error("Not every answer has ended.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

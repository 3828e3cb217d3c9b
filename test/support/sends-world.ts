import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { startFaultServer } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import type { Input, StartColumn } from "#shared/contract.ts";
import { callOf, valueFrom } from "./calls.ts";
import { realPrograms } from "./programs.ts";

/** Takes an effort, and no images. */
export const thinkingModel = "gpt-oss-120b";

export type SendsWorld = Awaited<ReturnType<typeof openSendsWorld>>;

/** The whole program over a folder of its own, with two servers `alpha` and `beta` that keep what they are asked. */
export async function openSendsWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), "understudy-sends-"));
  const answerOf = (name: string) =>
    ({ kind: "openai-compatible", answer: { tokens: [`${name} `, "says so."] } }) as const;
  const server = await startFaultServer({ links: { alpha: answerOf("Alpha"), beta: answerOf("Beta") } });
  const ended = new Set<string>();
  let app = await startApp(dataDir, ended);
  const call = () => callOf(app.router);

  const over = (columns: readonly StartColumn[]) =>
    expect.poll(() => columns.every(({ runId }) => ended.has(runId))).toBe(true);

  const add = async (link: "alpha" | "beta", modelId: string) => {
    const baseUrl = server.baseUrlOf(link);
    const { provider } = await valueFrom(call()("provider.add", { name: link, baseUrl, keyOptional: true }));
    return { kind: "model", providerId: provider.id, modelId } as const;
  };

  return {
    server,
    call,
    over,
    /** The fault of each chat in turn; the last stands for all that follow. Model lists are read whenever it suits. */
    script(link: "alpha" | "beta", faults: readonly (Fault | null)[]) {
      let chats = 0;
      server.script(link, ({ method }) => {
        if (method !== "POST") return null;
        chats += 1;
        return faults[Math.min(chats, faults.length) - 1] ?? null;
      });
    },
    /** Two columns, each of a server of its own. Their runs are named by the turn. */
    async twoColumns(alphaModelId = "llama") {
      const [alpha, beta] = [await add("alpha", alphaModelId), await add("beta", "llama")];
      return (turn: string, overrides: StartColumn["overrides"] = {}): StartColumn[] => [
        { columnId: "a", runId: `a${turn}`, target: alpha, overrides },
        { columnId: "b", runId: `b${turn}`, target: beta },
      ];
    },
    /** Resolves when every column has its answer, or none. */
    async send(parts: Omit<Input<"comparison.start">, "conversationId">) {
      await valueFrom(call()("comparison.start", { conversationId: "v", ...parts }));
      await over(parts.columns);
    },
    async retry(comparisonId: string, columns: readonly StartColumn[]) {
      await valueFrom(call()("comparison.retry", { comparisonId, columns }));
      await over(columns);
    },
    /** The chats that a server was asked for; it is asked for its model list as well. */
    seenBy: (link: "alpha" | "beta"): unknown[] =>
      server.requestsOf(link).flatMap(({ method, body }) => (method === "POST" ? [JSON.parse(body)] : [])),
    async restart() {
      await app.close();
      app = await startApp(dataDir, ended);
    },
    async close() {
      await app.close();
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function startApp(dataDir: string, ended: Set<string>): Promise<App> {
  const composed = await compose({
    dataDir,
    env: {},
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  const { app } = composed;
  app.batcher.subscribe(({ events }) => {
    for (const event of events) {
      if (event.topic === "run" && event.event.type === "run-ended") ended.add(event.event.runId);
    }
  });
  return app;
}

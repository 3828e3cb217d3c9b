import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import type { Input, MethodName } from "#shared/contract.ts";
import type { RunEvent } from "#shared/run.ts";
import { realPrograms } from "#test/support/programs.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "understudy-cost-found-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function started(): Promise<App> {
  const composed = await compose({
    dataDir,
    env: {},
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

async function ask<M extends MethodName>(app: App, method: M, input: Input<M>): Promise<unknown> {
  return (await app.router({ id: 1, method, input }, { id: "test" })).answer;
}

/** Resolves with the first event of this type. */
function heard(app: App, type: RunEvent["type"]): Promise<RunEvent> {
  return new Promise((resolve) => {
    const end = app.batcher.subscribe(({ events }) => {
      for (const event of events) {
        if (event.topic !== "run" || event.event.type !== type) continue;
        end();
        resolve(event.event);
      }
    });
  });
}

const target = { kind: "model", providerId: "openrouter", modelId: "google/gemini-3.8-flash" } as const;
const booked = {
  ok: true,
  value: {
    comparisons: [
      {
        runs: [
          {
            status: "failed",
            attempts: [
              {
                status: "failed",
                failure: { reason: "cut" },
                cost: { nanoUsd: expect.any(Number), source: "reported" },
                usage: { source: "reported" },
                generationId: expect.stringMatching(/^gen-/),
              },
            ],
          },
        ],
      },
    ],
  },
} as const;

test("what a cut answer cost is found after the run's end, shown, and still known after a restart", async () => {
  const app = await started();
  await ask(app, "settings.save", { demo: true });
  await ask(app, "conversation.save", { id: "v", title: "Hello", columns: [{ id: "col", target }] });
  const order: string[] = [];
  const ended = heard(app, "run-ended").then(() => order.push("ended"));
  const found = heard(app, "cost-found").finally(() => order.push("found"));
  const columns = [{ columnId: "col", runId: "run", target }];
  const prompt = "Hello [[cut openrouter 6]]";
  await ask(app, "comparison.start", { comparisonId: "c", conversationId: "v", prompt, columns });
  await ended;
  expect(await found).toMatchObject({ runId: "run", cost: { source: "reported" } });
  expect(order).toEqual(["ended", "found"]);
  expect(await ask(app, "app.snapshot", {})).toMatchObject(booked);
  await app.close();

  const again = await started();
  expect(await ask(again, "app.snapshot", {})).toMatchObject(booked);
  await again.close();
});

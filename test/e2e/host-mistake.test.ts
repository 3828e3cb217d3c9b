import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastWords } from "#electron/log/last-words.ts";
import { callOver, valueFrom } from "#test/support/calls.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";
import { openSocket } from "#test/support/socket-client.ts";

const columns = 4;
/** Of the demo's models the one that writes longest, for twelve seconds: a busy machine must find it still writing. */
const writer = { kind: "model", providerId: "anthropic", modelId: "claude-opus-5-5" } as const;
/** Text is saved twice a second; the rest is a busy machine. */
const savedAfterMs = 2_000;

let dataDir: string;
let host: Started | null = null;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "understudy-mistake-"));
});
afterEach(async () => {
  await host?.stop();
  host = null;
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Makes a mistake inside the built host, as a bug would. */
const mistakes = {
  "a rejection that nobody handles": 'process.on("SIGUSR2", () => void Promise.reject(new TypeError("planted")))',
  "an error that nobody catches": 'process.on("SIGUSR2", () => { throw new TypeError("planted"); })',
};

async function start(mistake: string) {
  const planted = `data:text/javascript,${encodeURIComponent(mistake)}`;
  const args = ["--import", planted, "dist/electron/node-host.js", "--port", "0", "--data-dir", dataDir];
  const started = startNode(args, cleanEnvironment());
  host = started;
  const [, port = "", token = ""] = await started.line(/^Understudy is running at \S+:(\d+)\/#token=(\S+)$/m);
  const socket = await openSocket({ port: Number(port), token });
  return { started, socket, call: callOver(socket.request) };
}

type Running = Awaited<ReturnType<typeof start>>;

/** What came of each run, with the time at which it was there. */
function listen({ socket }: Running) {
  const texts = new Map<string, { text: string; readonly lengths: { atMs: number; length: number }[] }>();
  socket.onBatch(({ events }) => {
    for (const event of events) {
      if (event.topic !== "run" || event.event.type !== "delta" || event.event.channel !== "text") continue;
      const { runId, text } = event.event;
      const known = texts.get(runId) ?? { text: "", lengths: [] };
      known.text += text;
      known.lengths.push({ atMs: performance.now(), length: known.text.length });
      texts.set(runId, known);
    }
  });
  const lengthBefore = (runId: string, atMs: number) =>
    texts.get(runId)?.lengths.findLast((one) => one.atMs < atMs)?.length ?? 0;
  return { texts, lengthBefore };
}

async function compare({ call }: Running): Promise<void> {
  await valueFrom(call("settings.save", { demo: true, welcomed: true }));
  const asked = Array.from({ length: columns }, (_, index) => ({
    columnId: `c${index}`,
    runId: `r${index}`,
    target: writer,
  }));
  const shown = asked.map(({ columnId: id, target }) => ({ id, target }));
  await valueFrom(call("conversation.save", { id: "v", title: "Mistake", columns: shown }));
  const fields = { comparisonId: "x", conversationId: "v", prompt: "Compare two caching strategies." };
  await valueFrom(call("comparison.start", { ...fields, columns: asked }));
}

/** The key process; its workers are threads. Only Linux tells. */
function childrenOf(pid: number | undefined): readonly string[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, "utf8").split(" ").filter(Boolean) : [];
}

describe.each(Object.entries(mistakes))("%s in the host", (_what, mistake) => {
  it("ends it in words and with all its parts, and leaves nothing half-done", async () => {
    const running = await start(mistake);
    const heard = listen(running);
    await compare(running);
    await expect.poll(() => [...heard.texts.values()].filter((one) => one.text.length > 100).length).toBe(columns);
    await new Promise((resolve) => setTimeout(resolve, savedAfterMs));
    const children = childrenOf(running.started.child.pid);
    const atMs = performance.now();
    running.started.child.kill("SIGUSR2");
    expect(await running.started.ended).toBe(1);
    expect(running.started.stderr()).toContain(lastWords);
    await expect.poll(() => children.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    const { call } = await start(mistake);
    const { comparisons } = await valueFrom(call("app.snapshot", {}));
    const runs = comparisons.flatMap((one) => one.runs);
    expect(runs).toHaveLength(columns);
    for (const run of runs) {
      const received = heard.texts.get(run.id)?.text ?? "";
      expect(["interrupted", "done"]).toContain(run.status);
      // What is kept is what came, no less than a moment ago, and nothing else.
      expect(received.startsWith(run.text) || run.text.startsWith(received), run.id).toBe(true);
      expect(run.text.length).toBeGreaterThanOrEqual(heard.lengthBefore(run.id, atMs - savedAfterMs));
    }
    expect(runs.some((run) => run.status === "interrupted")).toBe(true);
  });
});

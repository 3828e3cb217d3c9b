import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { schemas } from "#electron/bridge/schemas.ts";
import { largestImageBytes, mostImageBytes } from "#shared/check-images.ts";
import type { Batch } from "#shared/envelope.ts";
import { callOver, valueFrom } from "#test/support/calls.ts";
import { createFakeHost, type FakeHost } from "#test/support/fake-host.ts";
import { openWindowModel, type WindowModel } from "#test/support/window-model.ts";
import { type Connection, electronWire, memoryWire, type OpenWire, socketWire } from "#test/support/wires.ts";

/** One list of cases over every way that the contract travels: what holds for one must hold for all. */

const rendererDir = await mkdtemp(join(tmpdir(), "understudy-contract-"));
await writeFile(join(rendererDir, "index.html"), "<!doctype html>");
afterAll(() => rm(rendererDir, { recursive: true }));

const wires: readonly (readonly [name: string, open: OpenWire])[] = [
  ["in memory", memoryWire],
  ["over Electron's channels", electronWire],
  ["over a WebSocket", socketWire(rendererDir)],
];

const model = { kind: "model", providerId: "openai", modelId: "gpt-5" } as const;
const twoColumns = {
  comparisonId: "x1",
  conversationId: "v1",
  prompt: "Hello",
  columns: [
    { columnId: "c0", runId: "r0", target: model },
    { columnId: "c1", runId: "r1", target: model },
  ],
} as const;

function playDelta(host: FakeHost, runId: string, text: string) {
  host.manager.play({ type: "delta", runId, attemptId: "a", atMs: 1, channel: "text", text });
}

function playEnd(host: FakeHost, runId: string) {
  host.manager.play({ type: "run-ended", runId, atMs: 2, status: "done", answeredBy: "a", failure: null });
}

describe.each(wires)("the contract %s", (_name, openWire) => {
  async function setup() {
    const host = createFakeHost();
    const wire = await openWire(host);
    onTestFinished(() => wire.close());
    const connection = await wire.connect();
    const failureOf = async (method: string, input: unknown) => {
      const { answer } = await connection.request({ id: 1, method, input });
      return answer.ok ? null : answer.failure.code;
    };
    return { host, wire, connection, failureOf, call: callOver(connection.request) };
  }

  test("a snapshot arrives whole", async () => {
    const { call } = await setup();
    const snapshot = await valueFrom(call("app.snapshot", {}));
    expect(snapshot).toMatchObject({ seq: 0, conversation: null, comparisons: [], settings: { theme: "system" } });
    expect(snapshot.providers.map((state) => state.provider.id)).toEqual(["openai"]);
  });

  test("a prompt is sent, streams, is seen to end and is stopped", async () => {
    const { host, call, connection } = await setup();
    const window = await openWindowModel(connection);
    expect(await valueFrom(call("comparison.start", twoColumns))).toMatchObject({ id: "x1" });
    for (const text of ["He", "llo"]) playDelta(host, "r0", text);
    await valueFrom(call("run.stop", { runId: "r1" }));
    expect(host.manager.stopped).toEqual(["r1"]);
    for (const runId of ["r0", "r1"]) playEnd(host, runId);
    await expect.poll(() => window.seq()).toBe(host.batcher.seq());
    expect([...window.runs.values()].map((run) => [run.text, run.status])).toEqual([
      ["Hello", "done"],
      ["", "done"],
    ]);
  });

  test("a prompt with as many bytes of images as it may have arrives whole, and each image comes back", async () => {
    const { host, call } = await setup();
    const base64 = Buffer.alloc(largestImageBytes, 0xa7).toString("base64");
    const images = Array.from({ length: mostImageBytes / largestImageBytes }, () => ({
      mimeType: "image/png",
      base64,
    }));
    const sent = await valueFrom(call("comparison.start", { ...twoColumns, images }));
    expect(sent.images).toEqual(images.map(() => ({ mimeType: "image/png", bytes: largestImageBytes })));
    expect(host.manager.asked.get("r1")?.prompt.messages[0]?.images).toHaveLength(4);
    expect(JSON.stringify(await valueFrom(call("app.snapshot", {}))).length).toBeLessThan(10_000);
    const last = await valueFrom(call("comparison.image", { comparisonId: "x1", index: 3 }));
    expect([last.mimeType, last.base64 === base64]).toEqual(["image/png", true]);
  });

  test("a refusal of the host arrives as a value", async () => {
    const { failureOf } = await setup();
    expect(await failureOf("chain.remove", { chainId: "gone" })).toBe("not-found");
    expect(await failureOf("provider.remove", { providerId: "openai" })).toBe("conflict");
  });

  test.each(Object.keys(schemas))("%s refuses what does not fit it", async (method) => {
    const { failureOf } = await setup();
    const wrong = [undefined, null, 0, "", [], { unknown: 1 }, { id: {} }, { providerId: [] }, { runId: -1 }];
    for (const input of wrong) expect(await failureOf(method, input), JSON.stringify(input)).toBe("invalid-input");
  });

  test("an unknown method is an answer", async () => {
    const { failureOf } = await setup();
    for (const method of ["key.get", "constructor", "__proto__"]) {
      expect(await failureOf(method, {})).toBe("unknown-method");
    }
  });

  test("a mistake of ours is an answer without its words", async () => {
    const { host, failureOf } = await setup();
    Object.assign(host.manager, {
      stopRun: () => {
        throw new Error("Bearer sk-proj-CANARY");
      },
    });
    expect(await failureOf("run.stop", { runId: "r" })).toBe("internal");
    expect(host.bugs.join()).toContain("[key]");
  });

  test("batches arrive in order, each number one more than the last", async () => {
    const { host, connection, call } = await setup();
    const batches: Batch[] = [];
    connection.onBatch((batch) => batches.push(batch));
    await valueFrom(call("comparison.start", twoColumns));
    for (let count = 0; count < 50; count += 1) {
      playDelta(host, "r0", `${count} `);
      host.batcher.flush();
    }
    await expect.poll(() => batches.at(-1)?.seq).toBe(host.batcher.seq());
    const first = batches[0]?.seq ?? 0;
    expect(batches.map((batch) => batch.seq)).toEqual(batches.map((_, index) => first + index));
  });

  test("a thousand requests at once are each answered by their own answer", async () => {
    const { host, connection, call } = await setup();
    await valueFrom(call("comparison.start", twoColumns));
    const asked = Array.from({ length: 1000 }, (_, index) => {
      if (index % 10 === 0) playDelta(host, "r0", ".");
      const id = index + 10;
      if (index % 3 === 0) return connection.request({ id, method: "settings.save", input: { theme: "dark" } });
      if (index % 3 === 1) return connection.request({ id, method: "run.stop", input: { runId: `run-${index}` } });
      return connection.request({ id, method: "run.stop", input: { runId: "not an id" } });
    });
    const replies = await Promise.all(asked);
    expect(replies.map((reply) => reply.id)).toEqual(replies.map((_, index) => index + 10));
    expect(replies.filter((reply) => reply.answer.ok)).toHaveLength(667);
    expect(host.manager.stopped).toHaveLength(333);
  });

  test("whenever a window is dropped, a new one misses nothing and doubles nothing", async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant("delta" as const), run: fc.nat(1), text: fc.string() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("flush" as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("breathe" as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), fc.boolean(), async (steps, endsEarly) => {
        const host = createFakeHost();
        const wire = await openWire(host);
        const open = async () => openWindowModel(await wire.connect());
        let window: Promise<WindowModel> = open();
        const setupConnection: Connection = await wire.connect();
        await valueFrom(callOver(setupConnection.request)("comparison.start", twoColumns));
        const expected = ["", ""];
        for (const one of steps) {
          if (one.do === "flush") host.batcher.flush();
          else if (one.do === "breathe") await new Promise((resolve) => setImmediate(resolve));
          else if (one.do === "drop") {
            await (await window).drop();
            window = open();
          } else {
            playDelta(host, `r${one.run}`, one.text);
            expected[one.run] += one.text;
          }
        }
        if (endsEarly) for (const runId of ["r0", "r1"]) playEnd(host, runId);
        host.batcher.flush();
        const last = await window;
        await expect.poll(() => last.seq(), { interval: 1 }).toBe(host.batcher.seq());
        expect(["r0", "r1"].map((runId) => last.runs.get(runId)?.text)).toEqual(expected);
        expect(last.runs.get("r0")?.status).toBe(endsEarly ? "done" : "starting");
        await wire.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

import { expect, test } from "vitest";
import { openStore } from "#electron/storage/store.ts";
import { startWorker } from "#electron/storage/worker-client.ts";
import { clock, temporaryFolder } from "./store-fixtures.ts";

function scriptUrl(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

test("a worker that fails rejects every call that waits, and every later one, and is told once", async () => {
  const failures: string[] = [];
  const source = `import { parentPort } from "node:worker_threads";
    parentPort.on("message", () => { throw new Error("bad day"); });`;
  const worker = startWorker(scriptUrl(source), (message) => failures.push(message));
  const first = worker.call("load", { nowMs: 0 });
  const second = worker.call("load", { nowMs: 0 });
  await expect(first).rejects.toThrow("bad day");
  await expect(second).rejects.toThrow("bad day");
  await worker.ended(1000);
  await expect(worker.call("load", { nowMs: 0 })).rejects.toThrow("bad day");
  expect(failures).toEqual([expect.stringContaining("bad day")]);
});

test("a worker that ends without a word rejects what waits", async () => {
  const source = `import { parentPort } from "node:worker_threads";
    parentPort.once("message", () => process.exit(7));`;
  const failures: string[] = [];
  const worker = startWorker(scriptUrl(source), (message) => failures.push(message));
  await expect(worker.call("load", { nowMs: 0 })).rejects.toThrow("code 7");
  expect(failures).toHaveLength(1);
});

test("a worker that does not end by itself is ended by force", async () => {
  const source = `import { parentPort } from "node:worker_threads";
    parentPort.on("message", (request) => parentPort.postMessage({ id: request.id, ok: true, value: null }));`;
  const failures: string[] = [];
  const worker = startWorker(scriptUrl(source), (message) => failures.push(message));
  await worker.call("close", null);
  await worker.ended(50);
  expect(failures).toEqual([]);
});

test("a worker whose answers outlive many looks at its memory keeps a small space for new objects", async () => {
  // So much is alive at each look that V8 would make the space as large as it may.
  const source = `import { parentPort } from "node:worker_threads";
    import { getHeapSpaceStatistics } from "node:v8";
    parentPort.once("message", ({ id }) => {
      const alive = [];
      for (let index = 0; index < 2_000_000; index += 1) alive[index % 200_000] = { index, text: "row " + index };
      const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
      parentPort.postMessage({ id, ok: true, value: space.space_size });
      parentPort.close();
    });`;
  const worker = startWorker(scriptUrl(source), () => undefined);
  const newSpaceBytes = await worker.call("load", { nowMs: 0 });
  await worker.ended(1000);
  expect(newSpaceBytes).toBeLessThanOrEqual(16 * 2 ** 20);
});

test("a worker file that is not there is a refusal in words", async () => {
  const folder = temporaryFolder();
  const workerUrl = new URL("./no-such-worker.js", import.meta.url);
  const failures: string[] = [];
  const onFailure = (message: string) => failures.push(message);
  const opened = await openStore({ workerUrl, dataDir: folder.path, clock, onFailure });
  folder.remove();
  expect(failures).toEqual([]);
  expect(opened).toMatchObject({ ok: false, reason: "worker", message: expect.stringContaining("no-such-worker") });
});

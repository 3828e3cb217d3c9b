import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { schemas } from "#electron/bridge/schemas.ts";
import { brokenFrames, sendFrame, soundFrame } from "#test/support/attack-sockets.ts";
import { badInputs, badKinds } from "#test/support/bad-inputs.ts";
import { type BuiltHost, settledState, startBuiltHost } from "#test/support/built-host.ts";
import { projectRoot } from "#test/support/processes.ts";
import { runsOf } from "#test/support/runs.ts";
import { validInputs } from "#test/support/valid-inputs.ts";

/** I4, I5: the built program under thousands of messages that make no sense. */

/**
 * Tells each second the 99th percentile of how long the main thread worked between two looks 5 ms apart, in ms, and of
 * how late it was, which depends on what else the machine does: `loop worked late`. Workers and children load it, too.
 */
const watchLoop = `
import { createHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
if (isMainThread && process.send === undefined) {
  const [worked, delay] = [createHistogram(), monitorEventLoopDelay({ resolution: 5 })];
  delay.enable();
  let before = process.threadCpuUsage();
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    worked.record(Math.max(1, user + system));
  }, 5).unref();
  setInterval(() => {
    console.log("loop " + worked.percentile(99) / 1e3 + " " + delay.percentile(99) / 1e6);
    worked.reset();
    delay.reset();
  }, 1000).unref();
}`;

const seed = 20_261_123;
const slack = 3;
const loopP99Ms = 50;
const longestAnswerMs = 1_000;
const burst = 50;

let host: BuiltHost;
beforeAll(async () => {
  host = await startBuiltHost({ nodeFlags: ["--import", `data:text/javascript,${encodeURIComponent(watchLoop)}`] });
});
afterAll(() => host.stop());

type Message = { readonly text: string; readonly id: number };

/** Inputs that no method takes, of every kind that JSON can carry. */
const refused = Object.entries(validInputs).flatMap(([method, valid]) =>
  badKinds
    .filter((kind) => !["huge", "cyclic", "getter", "Proxy", "10 MB string", "replay"].includes(kind))
    .flatMap((kind) => badInputs(kind, valid))
    .filter(({ input }) => !takes(method, JSON.parse(JSON.stringify({ input })).input))
    .map(({ input }) => ({ method, input })),
);

function takes(method: string, input: unknown): boolean {
  const schema = Object.entries(schemas).find(([name]) => name === method)?.[1];
  return schema?.safeParse(input).success === true;
}

/** What only reads, so that it changes nothing however often it is asked. */
const reads = [
  { method: "app.snapshot", input: {} },
  { method: "history.search", input: { text: "'; DROP TABLE runs; --", filters: {}, cursor: "../../x" } },
  { method: "history.get", input: { comparisonId: "__proto__" } },
  { method: "export.setup", input: {} },
  { method: "chain.health", input: { chainId: "constructor", days: 7 } },
  { method: "run.stop", input: { runId: "nobody" } },
];

const senseless = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...refused) },
  { weight: 1, arbitrary: fc.constantFrom(...reads) },
  { weight: 1, arbitrary: fc.record({ method: fc.string(), input: fc.jsonValue() }) },
);
const texts = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom("{", "[]", "null", '{"id":1e999}', "\u0000", '{"kind":"hello"}'),
);

function messages(count: number): readonly Message[] {
  const requests = fc.sample(senseless, { seed, numRuns: count });
  const garbage = fc.sample(texts, { seed, numRuns: count });
  return requests.map((request, index) => {
    const id = index + 10;
    // An answer to what is no request has the id 0.
    if (index % 7 === 0) return { text: garbage[index] ?? "", id: 0 };
    return { text: JSON.stringify({ ...request, id }), id };
  });
}

it("I4: thousands of random messages are each answered, change nothing, and hold nobody up", {
  timeout: 180_000,
}, async () => {
  const [window, attacker] = [await host.window(), await host.window()];
  const before = await settledState(window);
  const all = messages(runsOf(3_000, 10_000));
  const longestMs = runsOf(0, 60_000);
  const said = host.program.stdout().length;
  const beganMs = performance.now();
  const codes = new Map<string, number>();
  let slowestMs = 0;
  for (let from = 0; from < all.length; from += burst) {
    const sentMs = performance.now();
    const answers = all.slice(from, from + burst).map(async ({ text, id }) => {
      if (id === 0) return attacker.send(text);
      const { answer } = await attacker.requestText(text, id);
      const code = answer.ok ? "ok" : answer.failure.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    });
    await Promise.all(answers);
    await window.call("app.snapshot", {});
    slowestMs = Math.max(slowestMs, performance.now() - sentMs);
    await sleep(Math.max(0, (longestMs * from) / all.length - (performance.now() - beganMs)));
  }
  expect(slowestMs).toBeLessThan(longestAnswerMs * slack);
  expect(attacker.isOpen).toBe(true);
  // Nothing of it was a mistake of ours, and most of it was turned away at the door.
  expect([...codes.keys()].toSorted()).toEqual(["invalid-input", "not-found", "ok", "unknown-method"]);
  expect(codes.get("invalid-input")).toBeGreaterThan(all.length / 2);
  expect(await settledState(window)).toBe(before);
  const seconds = () => [
    ...host.program
      .stdout()
      .slice(said)
      .matchAll(/^loop (\S+) (\S+)$/gm),
  ];
  await expect.poll(() => seconds().length).toBeGreaterThan(0);
  const [worked, late] = [1, 2].map((column) => Math.max(...seconds().map((second) => Number(second[column]))));
  expect(worked).toBeLessThan(loopP99Ms * slack);
  // In the soak nothing else is run beside it.
  expect(late).toBeLessThan(runsOf(Number.POSITIVE_INFINITY, loopP99Ms * slack));
});

it.each(Object.keys(brokenFrames))("I4: %s ends its own socket and no other", async (name) => {
  const window = await host.window();
  await window.call("app.snapshot", {});
  const frame = brokenFrames[name] ?? Buffer.alloc(0);
  expect(await sendFrame({ port: host.port, token: host.token, frame })).toBe("closed");
  expect((await window.call("app.snapshot", {})).ok).toBe(true);
});

it("I4: a frame as a window sends it ends nothing", async () => {
  const { port, token } = host;
  expect(await sendFrame({ port, token, frame: soundFrame, waitMs: 500 })).toBe("open");
});

it("I5: the built preload asks Electron for two things, and knows two channels", async () => {
  const text = await readFile(join(projectRoot, "dist/electron/preload.cjs"), "utf8");
  const required = [...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name?.replaceAll(/["'`]/g, ""));
  expect(required).toEqual(["electron"]);
  expect(new Set(text.match(/understudy:[a-z]+/g))).toEqual(new Set(["understudy:request", "understudy:batch"]));
  expect(text.match(/ipcRenderer\.(\w+)/g)?.toSorted()).toEqual(["ipcRenderer.invoke", "ipcRenderer.on"]);
});

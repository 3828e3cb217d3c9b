import { afterEach, expect, test } from "vitest";
import { batchChannel } from "#shared/ipc-channels.ts";
import { BrowserWindow, ipcMain, seen } from "#test/support/electron-double.ts";
import { isBridge } from "#test/support/wires.ts";

await import("#electron/preload.ts");

afterEach(() => seen.handlers.clear());

function exposedBridge() {
  const bridge = seen.exposed.get("understudy");
  if (!isBridge(bridge)) throw new Error("The preload script gave no bridge.");
  return bridge;
}

/** Everything that hangs on what the page is given, by its path and type. */
function surfaceOf(value: unknown, path: string): string[] {
  const kind = `${path}: ${typeof value}`;
  if (typeof value !== "object" || value === null) return [kind];
  const names = [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value).map(String)];
  return [kind, ...names.flatMap((name) => surfaceOf(Reflect.get(value, name), `${path}.${name}`))];
}

test("I5: the page gets two functions and nothing else", () => {
  expect([...seen.exposed].flatMap(([name, api]) => surfaceOf(api, name))).toEqual([
    "understudy: object",
    "understudy.request: function",
    "understudy.onBatch: function",
  ]);
});

test("I5: neither function gives back what Electron gives: no sender, no channel to choose", async () => {
  ipcMain.handle("understudy:request", (_event, ...given) => given);
  const bridge = exposedBridge();
  expect(Reflect.apply(bridge.onBatch, null, [() => undefined])).toBeUndefined();
  expect(await Reflect.apply(bridge.request, null, ["one", "another channel", {}])).toEqual(["one"]);
});

test("I5: a request goes over the one channel, cloned, and its answer comes back", async () => {
  const asked: unknown[] = [];
  ipcMain.handle("understudy:request", (_event, request) => {
    asked.push(request);
    return { id: 1, answer: { ok: true, value: null } };
  });
  const request = { id: 1, method: "run.stop", input: { runId: "r" } };
  expect(await exposedBridge().request(request)).toEqual({ id: 1, answer: { ok: true, value: null } });
  expect(asked).toEqual([request]);
  expect(asked[0]).not.toBe(request);
});

test("I5: a listener is given the batch alone: no event, which would hand it the sender", () => {
  const heard: unknown[][] = [];
  exposedBridge().onBatch((...values) => heard.push(values));
  new BrowserWindow({}).webContents.send(batchChannel, { seq: 1, events: [] });
  expect(heard).toEqual([[{ seq: 1, events: [] }]]);
});

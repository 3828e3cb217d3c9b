import { beforeEach, expect, test } from "vitest";
import { type IpcContents, type IpcEvent, listenToIpc } from "#electron/bridge/ipc-listener.ts";
import type { Reply } from "#shared/envelope.ts";
import { batchChannel, requestChannel } from "#shared/ipc-channels.ts";
import { createFakeHost, type FakeHost } from "#test/support/fake-host.ts";

const snapshot = { id: 5, method: "app.snapshot", input: {} };
const ourFrame = { url: "app://understudy/", parent: null };

type Listener = (event: IpcEvent, request: unknown) => Promise<Reply>;

let host: FakeHost;
let ask: Listener;
let sent: { id: number; channel: string; message: unknown }[];

function contents(id: number, isDestroyed = () => false, isCrashed = () => false): IpcContents {
  return { id, isDestroyed, isCrashed, send: (channel, message) => void sent.push({ id, channel, message }) };
}

beforeEach(() => {
  host = createFakeHost();
  sent = [];
  const channels: string[] = [];
  const ipc = {
    handle(channel: string, listener: Listener) {
      channels.push(channel);
      ask = listener;
    },
  };
  const { attach } = listenToIpc({ ipc, router: host.router, batcher: host.batcher });
  attach(contents(1));
  expect(channels).toEqual([requestChannel]);
});

test("our page in the main frame of our window is answered", async () => {
  const reply = await ask({ senderFrame: ourFrame, sender: { id: 1 } }, snapshot);
  expect(reply).toMatchObject({ id: 5, answer: { ok: true } });
});

test.each([
  ["a frame that is gone", null, 1],
  ["a frame within our page", { ...ourFrame, parent: {} }, 1],
  ["another window", ourFrame, 2],
  ["another page", { ...ourFrame, url: "https://evil.test/" }, 1],
  ["a page of a look-alike", { ...ourFrame, url: "app://understudy.evil.test/" }, 1],
  ["a page of another host of the scheme", { ...ourFrame, url: "app://evil/understudy/" }, 1],
  ["a page with our name as a user", { ...ourFrame, url: "app://understudy@evil/" }, 1],
  ["an empty page", { ...ourFrame, url: "about:blank" }, 1],
  ["a local file", { ...ourFrame, url: "file:///understudy/index.html" }, 1],
  ["no address", { ...ourFrame, url: "" }, 1],
  ["our window after it went elsewhere", { url: "https://example.test/", parent: null }, 1],
  ["a page that was made of data", { ...ourFrame, url: "data:text/html,app://understudy/" }, 1],
  ["a page that was made in our own", { ...ourFrame, url: "blob:app://understudy/1" }, 1],
  ["our page over another scheme", { ...ourFrame, url: "http://understudy/" }, 1],
])("I2: %s is refused and reaches no handler", async (_name, senderFrame, id) => {
  const request = { id: 6, method: "run.stop", input: { runId: "r1" } };
  const reply = await ask({ senderFrame, sender: { id } }, request);
  expect(reply).toEqual({
    id: 0,
    answer: { ok: false, failure: { code: "unavailable", message: expect.any(String) } },
  });
  expect(host.manager.stopped).toEqual([]);
});

test("batches go to every window that is there, on the one channel", () => {
  let isGone = false;
  const ipc = { handle: () => undefined };
  const listener = listenToIpc({ ipc, router: host.router, batcher: host.batcher });
  listener.attach(contents(2));
  listener.attach(contents(3, () => isGone));
  const tell = (providerId: string) => {
    host.batcher.emit({ topic: "provider-removed", providerId });
    host.batcher.flush();
  };
  tell("a");
  isGone = true;
  tell("b");
  expect(sent.map((one) => one.id)).toEqual([1, 2, 3, 1, 2]);
  expect(new Set(sent.map((one) => one.channel))).toEqual(new Set([batchChannel]));
});

test("a page that crashed is told nothing until it was loaded again", () => {
  let hasCrashed = false;
  const listener = listenToIpc({ ipc: { handle: () => undefined }, router: host.router, batcher: host.batcher });
  const crashing = contents(
    4,
    () => false,
    () => hasCrashed,
  );
  listener.attach(crashing);
  const heard = [true, false, true].map((isThere) => {
    hasCrashed = !isThere;
    sent = [];
    host.batcher.emit({ topic: "provider-removed", providerId: "a" });
    host.batcher.flush();
    return sent.some((one) => one.id === 4);
  });
  expect(heard).toEqual([true, false, true]);
});

import { beforeEach, expect, test } from "vitest";
import {
  createWindowRecovery,
  goneWords,
  type RecoveryQuestion,
  type WindowRecovery,
} from "#electron/window-recovery.ts";
import { createFakeClock, type FakeClock } from "#test/support/fake-clock.ts";

let clock: FakeClock;
let done: string[];
let log: string[];
let questions: RecoveryQuestion[];
let loads: (() => Promise<void>)[];
let answer: (choice: number) => void;
let isClosed: boolean;
let recovery: WindowRecovery;

beforeEach(() => {
  clock = createFakeClock();
  done = [];
  log = [];
  questions = [];
  loads = [];
  isClosed = false;
  recovery = createWindowRecovery({
    clock,
    load: async () => {
      done.push("load");
      await loads.shift()?.();
    },
    end: () => void done.push("end"),
    ask: (question) => {
      questions.push(question);
      return new Promise((resolve) => {
        answer = resolve;
        question.signal.addEventListener("abort", () => resolve(question.cancelId));
      });
    },
    quit: () => void done.push("quit"),
    isClosed: () => isClosed,
    log: (message) => void log.push(message),
  });
});

async function crash(): Promise<void> {
  void recovery.noteGone("crashed, code 5");
  await clock.advance(1_000);
}

const loadsDone = () => done.filter((one) => one === "load").length;

test("a page that crashed is loaded again, but not within the event of its end", async () => {
  void recovery.noteGone("crashed, code 5");
  await clock.advance(100);
  expect(done).toEqual([]);
  await clock.advance(100);
  expect(done).toEqual(["load"]);
  expect(log).toEqual(["The page of the window is gone: crashed, code 5."]);
});

test("one end that is told twice is one", async () => {
  loads.push(() => Promise.reject(new Error("ERR_FAILED (-2)")));
  void recovery.load();
  void recovery.noteGone("oom, code 9");
  await clock.advance(1_000);
  expect(done).toEqual(["load", "load"]);
});

test("after the third time within a minute the user decides, and a reload counts anew", async () => {
  for (let times = 0; times < 3; times += 1) await crash();
  expect(loadsDone()).toBe(3);
  expect(questions).toEqual([]);
  await crash();
  expect(loadsDone()).toBe(3);
  expect(questions.map(({ buttons, cancelId }) => [buttons, cancelId])).toEqual([[["Reload", "Quit"], 0]]);
  // What happens to a dead page while the question is open asks for no second one.
  await crash();
  expect(questions).toHaveLength(1);
  answer(0);
  await clock.advance(1_000);
  for (let times = 0; times < 2; times += 1) await crash();
  expect(loadsDone()).toBe(6);
  expect(questions).toHaveLength(1);
});

test("Quit loads nothing any more", async () => {
  for (let times = 0; times < 4; times += 1) await crash();
  answer(1);
  await clock.advance(60_000);
  expect(done).toEqual(["load", "load", "load", "quit"]);
});

test("crashes that are far apart are never asked about", async () => {
  for (let times = 0; times < 9; times += 1) {
    await crash();
    await clock.advance(20_000);
  }
  expect(loadsDone()).toBe(9);
  expect(questions).toEqual([]);
});

test("a page that never comes is asked about too, and a load that another one replaced is not taken for one", async () => {
  for (let times = 0; times < 4; times += 1) loads.push(() => Promise.reject(new Error("ERR_FAILED (-2)")));
  void recovery.load();
  await clock.advance(5_000);
  expect(loadsDone()).toBe(4);
  expect(questions).toHaveLength(1);
  answer(0);
  await clock.advance(5_000);
  loads.push(() => Promise.reject(Object.assign(new Error("ERR_ABORTED (-3)"), { code: "ERR_ABORTED" })));
  const before = loadsDone();
  await recovery.load();
  await clock.advance(5_000);
  expect(loadsDone()).toBe(before + 1);
});

test("a page that hangs is ended and loaded where the user wants it, once", async () => {
  void recovery.noteUnresponsive();
  void recovery.noteUnresponsive();
  expect(questions.map(({ buttons, cancelId }) => [buttons, cancelId])).toEqual([[["Wait", "Reload"], 0]]);
  answer(1);
  await clock.advance(10);
  void recovery.noteGone("killed, code 9");
  await clock.advance(1_000);
  expect(done).toEqual(["end", "load"]);
});

test("a page that answers again takes its question back; one that is waited for may hang again", async () => {
  void recovery.noteUnresponsive();
  recovery.noteResponsive();
  await clock.advance(1_000);
  expect(done).toEqual([]);
  void recovery.noteUnresponsive();
  answer(0);
  await clock.advance(1_000);
  expect(done).toEqual([]);
  void recovery.noteUnresponsive();
  expect(questions).toHaveLength(3);
});

test("nothing is loaded into a window that was closed", async () => {
  void recovery.noteGone("crashed, code 5");
  isClosed = true;
  await clock.advance(1_000);
  await crash();
  expect(done).toEqual([]);
});

test.each([
  [
    { type: "GPU", reason: "crashed", exitCode: 139 },
    "The GPU process ended: crashed, code 139. Chromium starts it again, or draws without it.",
  ],
  [
    { type: "Utility", reason: "oom", exitCode: 9, serviceName: "node.mojom.NodeService", name: "Understudy keychain" },
    "The Utility process “Understudy keychain” ended: oom, code 9.",
  ],
  [{ type: "Utility", reason: "clean-exit", exitCode: 0, name: "Audio Service" }, null],
])("the end of another process is told in words: %o", (gone, words) => {
  expect(goneWords(gone)).toBe(words);
});

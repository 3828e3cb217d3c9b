import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRedactor } from "#electron/keys/redactor.ts";
import { createLog, type Log } from "#electron/log/log.ts";
import { logFilesIn, mostLogFileBytes, mostLogFiles } from "#electron/log/log-files.ts";
import { mostAMinute } from "#electron/log/throttle.ts";
import { systemClock } from "#electron/system.ts";
import { mostShownLines } from "#shared/log-entry.ts";
import { runsOf } from "#test/support/runs.ts";

const key = "sk-proj-0123456789abcdefXYZ";

function newLog(nowMs: () => number = () => 1_795_000_000_000) {
  const told: string[] = [];
  const redactor = createRedactor();
  const clock = { ...systemClock, epochMs: nowMs };
  const log = createLog({ clock, redact: redactor.redact, tell: (words) => told.push(words) });
  return { log, told, redactor };
}

const hello = (log: Log, detail = {}) => log.note({ level: "info", area: "host", message: "Hello there", detail });
const text = (folder: string) => readFileSync(join(folder, "understudy.log"), "utf8");

let made = "";
beforeEach(() => {
  made = mkdtempSync(join(tmpdir(), "understudy-log-"));
});
afterEach(() => rmSync(made, { recursive: true, force: true }));

test("a line is one JSON object with its time, level, area, sentence and detail", () => {
  const { log } = newLog();
  hello(log, { port: 4747, class: "SERVER", frames: ["run@app.js:1:2"], status: null, demo: true });
  expect(log.lines().map((line) => JSON.parse(line))).toEqual([
    {
      at: "2026-11-18T11:06:40.000Z",
      level: "info",
      area: "host",
      message: "Hello there",
      detail: { port: 4747, class: "SERVER", frames: ["run@app.js:1:2"], status: null, demo: true },
    },
  ]);
});

test("what is more than a word is left out, and a key in a word is blackened", () => {
  const { log, redactor } = newLog();
  redactor.remember("an0ther-kind-of-key");
  hello(log, {
    prompt: "Tell me a secret",
    word: `key=${key}`,
    other: "an0ther-kind-of-key",
    list: ["two words", key],
  });
  const line = log.lines()[0] ?? "";
  expect(line).toContain('"prompt":"(left out)"');
  expect(line).toContain('"list":["(left out)","[redacted]"]');
  for (const secret of ["secret", key, "an0ther-kind-of-key", "two words"]) expect(line).not.toContain(secret);
});

test("a place in built code passes the door, an address of a server does not", () => {
  const { log } = newLog();
  hello(log, { frames: ["$t@index-Dk_3.js:1:20", "https://models.example.com/v1"], id: "openai/gpt-5" });
  const { detail } = JSON.parse(log.lines()[0] ?? "");
  expect(detail).toEqual({ frames: ["$t@index-Dk_3.js:1:20", "(left out)"], id: "(left out)" });
});

test("a key that stands where long words are cut leaves no part of itself", () => {
  const { log } = newLog();
  log.tell("window", `${"Very long ".repeat(29)}${key} and more`);
  expect(log.lines()[0]).not.toContain(key.slice(0, 8));
});

test("no text of two words or more, and no key, ever passes the door, in whatever field and error it comes", () => {
  const words = fc
    .array(fc.stringMatching(/^[a-z]{4,9}$/), { minLength: 2, maxLength: 6 })
    .map((list) => list.join(" "));
  fc.assert(
    fc.property(words, fc.stringMatching(/^[A-Za-z0-9]{24}$/), (prompt, secret) => {
      const { log, redactor } = newLog();
      const own = `sk-${secret}`;
      redactor.remember(own);
      hello(log, { text: prompt, key: own, list: [prompt, own] });
      log.bug("host", new Error(`Cannot read "${prompt}" with ${own}`));
      log.bug("host", new SyntaxError(`Unexpected token 'h', "${prompt}"... is not valid JSON`));
      log.bug("host", new TypeError(`${prompt}\n    at ${prompt.replaceAll(" ", ".")} (${secret}.js:1:2)`));
      log.bug("host", prompt);
      const all = log.lines().join("\n");
      expect(all).not.toContain(prompt);
      expect(all).not.toContain(prompt.replaceAll(" ", "."));
      expect(all).not.toContain(secret);
    }),
    { numRuns: runsOf(200, 5_000) },
  );
}, 60_000);

test("a mistake is whole on stderr without its key, and in the log by its name and places", () => {
  const { log, told } = newLog();
  log.bug("bridge", new TypeError(`Bad thing with ${key}`), "comparison.start");
  expect(told[0]).toMatch(/^comparison\.start: TypeError: Bad thing with \[redacted\]\n {4}at /);
  expect(JSON.parse(log.lines()[0] ?? "")).toMatchObject({
    level: "error",
    area: "bridge",
    detail: {
      during: "comparison.start",
      error: "TypeError",
      frames: expect.arrayContaining([expect.stringMatching(/^log\.test\.ts:\d+:\d+$/)]),
    },
  });
});

test("the same sentence again and again is written 30 times a minute, and how many were left out is said after it", () => {
  let nowMs = 1_000;
  const { log } = newLog(() => nowMs);
  for (let count = 0; count < 10_000; count += 1) hello(log);
  log.note({ level: "info", area: "host", message: "Something else" });
  expect(log.lines()).toHaveLength(mostAMinute + 1);
  nowMs += 60_000;
  hello(log, { port: 1 });
  expect(JSON.parse(log.lines().at(-1) ?? "").detail).toEqual({ port: 1, leftOutBefore: 10_000 - mostAMinute });
});

test("as many lines are kept at hand as are shown", () => {
  let nowMs = 0;
  const { log } = newLog(() => (nowMs += 60_000));
  for (let count = 0; count < mostShownLines + 50; count += 1) hello(log, { count });
  expect(log.lines()).toHaveLength(mostShownLines);
  expect(log.lines().at(-1)).toContain(`"count":${mostShownLines + 49}`);
});

test("lines wait in memory until there is a folder, and are closed to other users there", async () => {
  const { log } = newLog();
  const folder = join(made, "logs");
  hello(log, { before: true });
  expect(existsSync(folder)).toBe(false);
  await log.begin(logFilesIn(folder));
  hello(log, { before: false });
  await log.close();
  expect(text(folder).trim().split("\n")).toEqual(log.lines());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "understudy.log")).mode & 0o777).toBe(0o600);
});

test("a program that ends this moment leaves every line", async () => {
  const { log } = newLog();
  const folder = join(made, "logs");
  hello(log, { first: true });
  await log.begin(logFilesIn(folder));
  log.flushNow();
  expect(text(folder)).toContain('"first":true');
});

test("so does one that ends while lines are on their way to the disk: in their order, and once", async () => {
  const { log } = newLog();
  const files = logFilesIn(made);
  const asked = Promise.withResolvers<void>();
  const disk = Promise.withResolvers<void>();
  const append: typeof files.append = async (lines, take) => {
    asked.resolve();
    await disk.promise;
    await files.append(lines, take);
  };
  hello(log, { count: 1 });
  await log.begin({ ...files, append });
  await asked.promise;
  hello(log, { count: 2 });
  log.flushNow();
  const counts = () => [...text(made).matchAll(/"count":(\d)/g)].map(([, count]) => Number(count));
  expect(counts()).toEqual([1, 2]);
  disk.resolve();
  hello(log, { count: 3 });
  await log.close();
  expect(counts()).toEqual([1, 2, 3]);
});

test("lines of earlier starts come first, but only such as are ours, cleaned anew, after a line that was cut off", async () => {
  const folder = made;
  const first = newLog();
  await first.log.begin(logFilesIn(folder));
  hello(first.log, { start: 1 });
  await first.log.close();
  const forged = {
    at: "2026-11-18T09:46:40.000Z",
    level: "info",
    area: "host",
    message: "Old",
    detail: { text: "a prompt", key },
  };
  writeFileSync(join(folder, "understudy.log"), `${text(folder)}not json\n${JSON.stringify(forged)}\n{"at":"2026`, {
    flag: "w",
  });
  const second = newLog();
  await second.log.begin(logFilesIn(folder));
  hello(second.log, { start: 2 });
  await second.log.close();
  const details = second.log.lines().map((line) => JSON.parse(line).detail);
  expect(details).toEqual([{ start: 1 }, { text: "(left out)", key: "[redacted]" }, { start: 2 }]);
  expect(text(folder)).toMatch(/\{"at":"2026\n\{[^\n]*"start":2\}\}\n$/);
});

test("of more lines than are shown those of earlier starts that are oldest are left out", async () => {
  const files = logFilesIn(made);
  let nowMs = 0;
  const first = newLog(() => (nowMs += 60_000));
  await first.log.begin(files);
  for (let count = 0; count < mostShownLines; count += 1) hello(first.log, { count });
  await first.log.close();
  const second = newLog(() => (nowMs += 60_000));
  hello(second.log, { count: "before" });
  hello(second.log, { count: "too" });
  await second.log.begin(files);
  const counts = second.log.lines().map((line) => JSON.parse(line).detail.count);
  expect(counts).toHaveLength(mostShownLines);
  expect([counts[0], ...counts.slice(-3)]).toEqual([2, mostShownLines - 1, "before", "too"]);
});

test("files are rotated: five of them, none larger than a mebibyte, and nothing is written twice or lost on the way", async () => {
  const folder = made;
  const files = logFilesIn(folder);
  const line = (number: number) => `${String(number).padStart(8, "0")}${"x".repeat(991)}\n`;
  const batch = (from: number) => Array.from({ length: 100 }, (_, index) => line(from + index)).join("");
  for (let from = 0; from < 7_000; from += 100) await files.append(batch(from), () => batch(from));
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual([1, 2, 3, 4].map((number) => `understudy.${number}.log`).concat("understudy.log"));
  expect(names).toHaveLength(mostLogFiles);
  for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(mostLogFileBytes);
  const order = ["understudy.4.log", "understudy.3.log", "understudy.2.log", "understudy.1.log", "understudy.log"];
  const numbers = order
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((one) => Number(one.slice(0, 8)));
  const newest = Array.from({ length: numbers.length }, (_, index) => 7_000 - numbers.length + index);
  expect(numbers).toEqual(newest);
  expect(numbers.length).toBeGreaterThan(4_000);
});

test("a disk that refuses is told once, and takes nothing else along", async () => {
  const { log, told } = newLog();
  const folder = made;
  writeFileSync(join(folder, "logs"), "a file where the folder should be");
  await log.begin(logFilesIn(join(folder, "logs")));
  for (let count = 0; count < 5; count += 1) {
    hello(log, { count });
    log.flushNow();
  }
  await log.close();
  expect(told).toEqual([expect.stringMatching(/^The log cannot be written: /)]);
  expect(log.lines()).toHaveLength(5);
});

test("a disk that is there again gets the lines that come then", async () => {
  const { log } = newLog();
  const folder = made;
  const logs = join(folder, "logs");
  writeFileSync(logs, "in the way");
  await log.begin(logFilesIn(logs));
  hello(log, { lost: true });
  log.flushNow();
  rmSync(logs);
  hello(log, { lost: false });
  await log.close();
  expect(text(logs)).toContain('"lost":false');
});

test("a link in the place of the log is not followed", async () => {
  const { log, told } = newLog();
  const folder = made;
  mkdirSync(join(folder, "logs"));
  symlinkSync(join(folder, "elsewhere"), join(folder, "logs", "understudy.log"));
  await log.begin(logFilesIn(join(folder, "logs")));
  hello(log);
  await log.close();
  expect(existsSync(join(folder, "elsewhere"))).toBe(false);
  expect(told).toHaveLength(1);
});

test("a disk that hangs keeps no close waiting, and memory stays bounded", async () => {
  let nowMs = 0;
  const { log } = newLog(() => (nowMs += 60_000));
  const never = new Promise<void>(() => undefined);
  await log.begin({ append: () => never, appendNow: () => undefined, lastLines: async () => [] });
  hello(log);
  const closing = log.close();
  for (let count = 0; count < 5_000; count += 1) hello(log, { count });
  await closing;
  let written = "";
  const { log: other } = newLog(() => (nowMs += 60_000));
  for (let count = 0; count < 5_000; count += 1) hello(other, { count });
  await other.begin({
    append: async (lines) => {
      written += lines;
    },
    appendNow: () => undefined,
    lastLines: async () => [],
  });
  await other.close();
  const lines = written.trim().split("\n");
  expect(lines).toHaveLength(2_001);
  expect(lines.at(-1)).toContain('"Lines were left out","detail":{"lost":3000}');
});

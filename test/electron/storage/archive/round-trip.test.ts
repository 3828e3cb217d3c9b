import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answeredRun, comparison, conversation } from "#test/electron/storage/store-samples.ts";
import { exportAll, importInto, noSpans, nowMs, openFolder, readAll, uploadAll } from "./archives.ts";

const png = { mimeType: "image/png", base64: Buffer.from("a picture").toString("base64") };
const exchange = {
  attemptId: "a1",
  request: { method: "POST", url: "https://x.test", headers: [], body: "{}", omittedBytes: 0, omittedImages: 0 },
  response: { status: 200, headers: [["a", "b"] as const], body: "data: {}", omittedBytes: 0 },
};

/** A history with everything in it that an archive carries. */
function filled() {
  const here = openFolder(240);
  const { handlers } = here;
  const ids = { conversationId: "with-image", sessionId: "launch" } as const;
  handlers.saveConversation({ ...conversation, id: ids.conversationId });
  handlers.startSession({ id: ids.sessionId, startedAtMs: nowMs, name: "Launch week" });
  handlers.saveComparison({
    comparison: {
      ...comparison,
      ...ids,
      id: "picture",
      startedAtMs: 1_000,
      prompt: "What is \u0000 \ud83d\ude00 <b>this</b>?",
    },
    images: [png],
  });
  const columns = [{ columnId: "column-1", target: { kind: "chain", chainId: "smart" } }] as const;
  const repeat = { purpose: "repeat", times: 2, rows: [{ a: "1" }], seed: 9, perProvider: 1, columns } as const;
  for (const [id, status] of [["stands", "paused"] as const, ["measured", "done"] as const]) {
    handlers.saveComparison({ comparison: { ...comparison, ...ids, id, startedAtMs: 2_000, repeat }, images: [] });
    const events = answeredRun(`run-${id}`, ["one"], id).map((event) =>
      event.type === "run-started" ? { ...event, run: { ...event.run, round: 1 } } : event,
    );
    handlers.appendRuns([{ runId: `run-${id}`, events }]);
    handlers.saveRepeat({ comparisonId: id, status, pause: status === "paused" ? { kind: "user" } : null });
  }
  const page = handlers.searchHistory({ query: { text: "", filters: {}, cursor: null }, nowMs });
  const [first, second, third] = page.entries;
  if (first === undefined || second === undefined || third === undefined) throw new Error("There is no history.");
  handlers.changeHistory({
    change: { comparisonId: first.comparisonId, title: "Renamed", isPinned: true, tags: ["one", "two"] },
    nowMs,
  });
  const details = handlers.historyDetails({ comparisonId: second.comparisonId, nowMs });
  const attempt = details?.runs[0]?.attempts[0];
  if (details?.runs[0] === undefined || attempt === undefined) throw new Error("There is no attempt.");
  handlers.saveExchange({ runId: details.runs[0].id, exchange: { ...exchange, attemptId: attempt.id } });
  // Its money stays when it is gone.
  handlers.removeHistory({
    choice: { comparisonIds: [third.comparisonId] },
    undo: { undoId: "undo", fromBackups: false },
  });
  for (let isFirst = true; ; isFirst = false) {
    if (handlers.purgeHistory({ undoIds: ["undo"], isFirst, nowMs }).isDone) break;
  }
  return { ...here, second, attempt };
}

test("everything goes out and comes back: a second export is the first one, byte for byte", () => {
  const { handlers, second } = filled();
  const settings = { type: "settings", value: { theme: "dark" } } as const;
  const first = exportAll(handlers, [settings]);
  expect(first.text.match(/"type":"spend"/g)?.length).toBeGreaterThan(0);
  expect(first.text).toContain('"title":"Renamed","isPinned":true,"tags":["one","two"]');
  const there = importInto(first.text);
  expect(there.step).toMatchObject({ broken: null, bytes: there.step.totalBytes });
  expect(there.step.found).toMatchObject({ refused: [], refusedCount: 0, setup: [settings] });
  expect(there.step.found.comparisons).toEqual({ fresh: first.done, known: 0 });
  const again = exportAll(there.handlers, [settings]);
  expect(again.text === first.text).toBe(true);
  // The lists beside it are there, too.
  const search = { query: { text: "", filters: {}, cursor: null }, nowMs } as const;
  expect(there.handlers.searchHistory(search)).toEqual(handlers.searchHistory(search));
  const repeats = there.handlers.repeats({ conversationId: "with-image", nowMs }).values;
  expect(repeats.map(({ status, pause }) => [status, pause])).toEqual([
    ["stopped", null],
    ["done", null],
  ]);
  const measured = { comparisonId: "measured", nowMs };
  expect(there.handlers.historyDetails(measured)).toMatchObject({
    comparison: { repeat: { seed: 9 } },
    runs: [{ round: 1 }],
  });
  const words = { query: { text: "renamed", filters: { isPinned: true }, cursor: null }, nowMs } as const;
  expect(there.handlers.searchHistory(words).entries).toHaveLength(1);
  const details = { comparisonId: second.comparisonId, nowMs };
  expect(there.handlers.historyDetails(details)).toEqual(handlers.historyDetails(details));
  const spend = { range: { kind: "all" }, sinceMs: null, isDemo: false, nowMs, currentSessionId: "" } as const;
  expect(there.handlers.spendReport(spend)).toEqual(handlers.spendReport(spend));
});

test("an archive is JSON as a whole, one record a line, for its owner alone, and never takes another one's place", () => {
  const { handlers, dataDir } = openFolder(40);
  const first = exportAll(handlers);
  const parsed: { records: unknown[] } = JSON.parse(first.text);
  expect(parsed.records).toHaveLength(first.text.split("\n").length - 3);
  expect(statSync(first.path).mode & 0o777).toBe(0o600);
  const second = exportAll(handlers);
  expect(second.path).not.toBe(first.path);
  expect(readdirSync(join(dataDir, "exports")).sort()).toEqual([
    "understudy-2026-11-23-2.json",
    "understudy-2026-11-23.json",
  ]);
});

test("importing again, or into a history that has some of it, adds what is missing and changes nothing else", () => {
  const { handlers } = openFolder(60);
  const { text, done } = exportAll(handlers);
  uploadAll(handlers, text);
  const looked = readAll(handlers, false);
  expect(looked.found.comparisons).toEqual({ fresh: 0, known: done });
  expect(readAll(handlers, true).found.comparisons).toEqual({ fresh: 0, known: done });
  expect(exportAll(handlers).text === text).toBe(true);
});

test("looking changes nothing", () => {
  const { text } = exportAll(openFolder(40).handlers);
  const there = openFolder();
  uploadAll(there.handlers, text);
  const looked = readAll(there.handlers, false);
  expect(looked.found.comparisons.fresh).toBe(10);
  expect(looked.found.fromMs).toBeLessThanOrEqual(looked.found.untilMs ?? 0);
  expect(exportAll(there.handlers).text.split("\n")).toHaveLength(3);
});

test("what is stopped in the middle leaves no file, or whole comparisons that a second import completes", () => {
  const { handlers, dataDir } = openFolder(240);
  const { text, done } = exportAll(handlers);
  handlers.beginArchive({ name: "stopped", program: "Understudy", exportedAtMs: nowMs, setup: [] });
  handlers.writeArchive({ nowMs });
  handlers.endArchive(null);
  expect(readdirSync(join(dataDir, "exports"))).toEqual(["understudy-2026-11-23.json"]);
  const there = openFolder();
  uploadAll(there.handlers, text);
  there.handlers.beginReading({ uploadId: "u1" });
  const part = there.handlers.readArchive({ saves: noSpans });
  there.handlers.endArchive(null);
  expect(part.isDone).toBe(false);
  const some = exportAll(there.handlers);
  expect(some.done).toBe(part.found.comparisons.fresh);
  const lines = new Set(text.split("\n").map((line) => line.replace(/,$/, "")));
  expect(some.text.split("\n").filter((line) => !lines.has(line.replace(/,$/, "")))).toEqual([]);
  const rest = readAll(there.handlers, true);
  expect(rest.found.comparisons).toEqual({ fresh: done - some.done, known: some.done });
  expect(exportAll(there.handlers).text === text).toBe(true);
});

test("what a crash left half written or half uploaded is taken away at the next start; whole archives stay", () => {
  const { handlers, dataDir } = openFolder(40);
  const { path } = exportAll(handlers);
  handlers.beginArchive({ name: "cut", program: "Understudy", exportedAtMs: nowMs, setup: [] });
  handlers.saveUpload({ uploadId: "u1", index: 0, text: "{" });
  handlers.removeArchiveLeftovers(null);
  expect(readdirSync(join(dataDir, "exports"))).toEqual(["understudy-2026-11-23.json"]);
  expect(readdirSync(join(dataDir, "imports"))).toEqual([]);
  expect(existsSync(path)).toBe(true);
  handlers.endArchive(null);
});

test("a step is short, however much there is to do", () => {
  const { handlers } = openFolder(300);
  const { text, steps } = exportAll(handlers);
  expect(steps).toBeGreaterThan(1);
  const there = openFolder();
  uploadAll(there.handlers, text);
  there.handlers.beginReading({ uploadId: "u1" });
  const took: number[] = [];
  for (let isDone = false; !isDone; ) {
    const began = performance.now();
    isDone = there.handlers.readArchive({ saves: noSpans }).isDone;
    took.push(performance.now() - began);
  }
  there.handlers.endArchive(null);
  // 15 ms, what the last record takes, and the disk.
  expect(took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)]).toBeLessThan(100);
});

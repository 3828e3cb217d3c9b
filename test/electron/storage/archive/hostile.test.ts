import { expect, test } from "vitest";
import { attempt, comparison, run } from "#test/support/export-samples.ts";
import { archiveOf, exportAll, importInto, nowMs, openFolder, readAll, uploadAll } from "./archives.ts";

const conversation = {
  type: "conversation",
  conversation: { id: "v1", title: "Hello", createdAtMs: 1, columns: [{ id: "c1", target: run.target }] },
};
const whole = {
  type: "comparison",
  comparison,
  runs: [run],
  images: [],
  exchanges: [],
  title: null,
  isPinned: false,
  tags: [],
};
const good = [conversation, whole];

const countOf = (handlers: ReturnType<typeof openFolder>["handlers"]) =>
  handlers.searchHistory({ query: { text: "", filters: {}, cursor: null }, nowMs }).total;

test("a record that was written by hand comes in, with its answer, its words and its money", () => {
  const { handlers, step } = importInto(archiveOf(good));
  expect(step.found).toMatchObject({ refused: [], comparisons: { fresh: 1, known: 0 } });
  expect(handlers.historyDetails({ comparisonId: "x1", nowMs })).toMatchObject({ comparison, runs: [run] });
  const report = handlers.spendReport({
    range: { kind: "all" },
    sinceMs: null,
    isDemo: false,
    nowMs,
    currentSessionId: "",
  });
  expect(report.total).toMatchObject({ nanoUsd: 213_000, attempts: 2, answers: 1 });
});

const head = '{"format":"understudy-archive","version":1';
test.each([
  ["nothing", "", "It is not an archive from Understudy."],
  ["something else", "hello\nworld\n", "It is not an archive from Understudy."],
  ["a setup", '{"format":"understudy-setup","version":1}', "It is not an archive from Understudy."],
  ["another format", archiveOf(good, '{"format":"x","version":1'), "It is not an archive from Understudy."],
  ["a newer one", archiveOf(good, '{"format":"understudy-archive","version":2'), "newer version"],
  ["one that was written anew by an editor", JSON.stringify(JSON.parse(archiveOf(good)), null, 2), "not an archive"],
  ["one that was cut off", archiveOf(good).slice(0, -5), "Its end is missing"],
  ["one that was cut off within a record", archiveOf(good).slice(0, 400), "Its end is missing"],
  ["one with more behind its end", `${archiveOf(good)}${JSON.stringify(whole)}\n`, "There is more behind its end"],
  ["a head with a name twice", archiveOf([], `${head},"version":1`), "not an archive"],
])("%s is no archive, and nothing is changed", (_what, text, why) => {
  const { handlers, dataDir } = openFolder();
  if (text !== "") uploadAll(handlers, text);
  else handlers.saveUpload({ uploadId: "u1", index: 0, text });
  expect(readAll(handlers, false).broken).toContain(why);
  expect(countOf(handlers)).toBe(0);
  expect(dataDir).not.toBe("");
});

const changed = (change: object) => ({ ...whole, comparison: { ...comparison, id: "x2" }, runs: [], ...change });
const withRun = (change: object) => changed({ runs: [{ ...run, id: "r2", comparisonId: "x2", ...change }] });

test.each([
  ["an unknown kind", { type: "program", run: "rm" }],
  ["no object", 7],
  ["a run that goes on", withRun({ endMs: null, status: "running" })],
  ["a run of another comparison", withRun({ comparisonId: "x1" })],
  ["a run that is there already", withRun({ id: "r1" })],
  ["an attempt that is there twice", withRun({ attempts: [attempt, attempt] })],
  ["an unknown class of failure", withRun({ failure: { class: "EVIL" } })],
  ["an id that leads out of the folder", changed({ comparison: { ...comparison, id: "../x" } })],
  ["a conversation that is not there", changed({ comparison: { ...comparison, id: "x2", conversationId: "v9" } })],
  [
    "an image that is missing",
    changed({ comparison: { ...comparison, id: "x2", images: [{ mimeType: "image/png", bytes: 3 }] } }),
  ],
  ["an image that is no base64", changed({ images: [{ mimeType: "image/png", base64: "<script>" }] })],
  ["a number that overflows", withRun({ endMs: "OVER" })],
  ["a comparison that is in the file twice", whole],
])("%s is refused in words, and the rest comes in", (_what, record) => {
  const text = archiveOf([...good, record]).replace('"OVER"', "1e999");
  const looked = openFolder();
  uploadAll(looked.handlers, text);
  const preview = readAll(looked.handlers, false);
  const { handlers, step } = importInto(text);
  expect(step.broken).toBeNull();
  expect(countOf(handlers)).toBe(1);
  if (record === whole) {
    expect([preview.found.refusedCount, step.found.comparisons]).toEqual([1, { fresh: 1, known: 1 }]);
    return;
  }
  expect(preview.found).toEqual(step.found);
  expect(step.found.refusedCount).toBe(1);
  expect(step.found.refused[0]).toMatch(/^Line 4: [A-Z]|^Line 4: \w+(?:\.\w+)* is not as it must be\.$/);
  expect(handlers.historyDetails({ comparisonId: "x1", nowMs })?.runs).toEqual([run]);
});

test("names of prototypes are refused, and pollute nothing", () => {
  const text = archiveOf([...good, { type: "settings", value: {} }]).replace(
    '"value":{}',
    '"value":{"__proto__":{"polluted":1}}',
  );
  const { step } = importInto(text);
  expect(step.found.refused).toEqual(["Line 4: A field has a name that no field may have (line 1)."]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("a session that the file leaves out is made, so that its money is counted in one", () => {
  const { handlers } = importInto(archiveOf(good));
  expect(exportAll(handlers).text).toContain('{"type":"session","session":{"id":"s1","name":null,');
});

test("slices come in their order, and only to the upload that is open", () => {
  const { handlers } = openFolder();
  expect(handlers.saveUpload({ uploadId: "u1", index: 1, text: "x" })).toBe(false);
  expect(handlers.saveUpload({ uploadId: "u1", index: 0, text: "x" })).toBe(true);
  expect(handlers.saveUpload({ uploadId: "u1", index: 2, text: "x" })).toBe(false);
  expect(handlers.saveUpload({ uploadId: "u2", index: 0, text: "y" })).toBe(true);
  expect(handlers.saveUpload({ uploadId: "u1", index: 1, text: "x" })).toBe(false);
  expect(handlers.beginReading({ uploadId: "u1" })).toBe(false);
});

test("a character that is cut by two reads of the file is whole", () => {
  const text = "\ud83d\ude00ä北".repeat(60_000);
  const { handlers } = importInto(archiveOf([conversation, { ...whole, runs: [{ ...run, text }] }]));
  expect(handlers.historyDetails({ comparisonId: "x1", nowMs })?.runs[0]?.text === text).toBe(true);
});

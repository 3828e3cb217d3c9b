import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { beginReading } from "#electron/storage/archive/archive-reading.ts";
import { migrations } from "#electron/storage/migrations.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { comparison, run } from "#test/support/export-samples.ts";
import { archiveOf, noSpans, nowMs } from "./archives.ts";

const conversation = {
  type: "conversation",
  conversation: { id: "v1", title: "Hello", createdAtMs: 1, columns: [{ id: "c1", target: run.target }] },
};
const whole = (id: string) => ({
  type: "comparison",
  comparison: { ...comparison, id },
  runs: [{ ...run, id: `run-of-${id}`, comparisonId: id }],
  images: [],
  exchanges: [],
  title: null,
  isPinned: false,
  tags: ["one"],
});

const tables = [
  "conversations",
  "sessions",
  "comparisons",
  "runs",
  "attempts",
  "history",
  "history_words",
  "spend",
  "spend_runs",
];

test("a disk that fails at any write leaves the state before; the next import has everything", () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  // On a busy machine a step may end before the write that fails, and what it saved would stay.
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  onTestFinished(() => clock.mockRestore());
  const opened = openDatabase({ dataDir: folder.path, nowMs, steps: migrations });
  if (!opened.ok) throw new Error(opened.message);
  onTestFinished(opened.close);
  const { database } = opened;
  const path = join(folder.path, "archive.json");
  writeFileSync(path, archiveOf([conversation, whole("x1"), whole("x2")]));
  const counts = () => tables.map((table) => Number(database.get(`SELECT COUNT(*) AS count FROM ${table}`)?.count));
  const empty = counts();

  /** False where the n-th write did not come: everything was written. */
  const failsAt = (n: number): boolean => {
    let left = n;
    const failing: Database = {
      ...database,
      run(sql, ...values) {
        left -= 1;
        if (left === 0) throw new Error("database or disk is full");
        return database.run(sql, ...values);
      },
    };
    const reading = beginReading(failing, path);
    try {
      while (!reading.step({ saves: noSpans }).isDone);
      return false;
    } catch {
      return true;
    } finally {
      reading.close();
    }
  };

  let writes = 1;
  for (; failsAt(writes); writes += 1) expect(counts()).toEqual(empty);
  expect(writes).toBeGreaterThan(20);
  expect(counts()).toEqual([1, 1, 2, 2, 4, 2, 2, 4, 2]);
});

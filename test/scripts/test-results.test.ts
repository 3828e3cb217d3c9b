import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countTests, sum } from "#scripts/test-results.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "understudy-results-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(passed: number, failed: number, files: readonly { status: string; tests: number }[]) {
  const path = join(folder, "report.json");
  const testResults = files.map(({ status, tests }) => ({ status, assertionResults: Array(tests).fill({}) }));
  writeFileSync(
    path,
    JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, testResults }),
  );
  return path;
}

test("passed and failed tests are counted as reported", () => {
  expect(countTests(report(7, 2, [{ status: "failed", tests: 9 }]), 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
});

test("a file that could not be loaded counts as a failure", () => {
  const path = report(3, 0, [
    { status: "passed", tests: 3 },
    { status: "failed", tests: 0 },
  ]);
  expect(countTests(path, 1).failed).toBe(1);
});

test("a red exit code is never green: neither with only green tests nor without a report", () => {
  expect(countTests(report(3, 0, [{ status: "passed", tests: 3 }]), 1).failed).toBe(1);
  expect(countTests(join(folder, "absent.json"), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("the steps add up", () => {
  const one = { passed: 1, failed: 0, skipped: 2 };
  expect(sum([one, { passed: 4, failed: 3, skipped: 0 }])).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isLinked, whyStale } from "#scripts/install.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "understudy-install-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function lock(path: string, packages: Record<string, { version?: string; optional?: boolean }>) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify({ packages }));
}

const record = "node_modules/.package-lock.json";

test("a fresh clone is stale", () => {
  expect(whyStale(folder)).toBe("nothing is installed yet");
});

test("what the lockfile wants is there, packages of other platforms aside", () => {
  lock("package-lock.json", {
    "": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a-darwin": { version: "1.0.0", optional: true },
  });
  lock(record, { "node_modules/a": { version: "1.0.0" } });
  expect(whyStale(folder)).toBeNull();
});

test("a package that is missing or at another version makes it stale, optional ones too", () => {
  lock("package-lock.json", { "node_modules/a": { version: "2.0.0", optional: true } });
  lock(record, { "node_modules/a": { version: "1.0.0" } });
  expect(whyStale(folder)).toBe("a is not at 2.0.0");
  lock("package-lock.json", { "node_modules/b": { version: "1.0.0" } });
  expect(whyStale(folder)).toBe("b is not at 1.0.0");
});

test("a linked node_modules is somebody else's and is told from one of this folder", () => {
  expect(isLinked(folder)).toBe(false);
  lock(record, {});
  expect(isLinked(folder)).toBe(false);
  const other = mkdtempSync(join(tmpdir(), "understudy-install-"));
  // A junction needs no rights on Windows.
  symlinkSync(join(folder, "node_modules"), join(other, "node_modules"), "junction");
  expect(isLinked(other)).toBe(true);
  rmSync(other, { recursive: true });
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources, isBuilt } from "#scripts/bundle.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "understudy-bundle-"));
  for (const path of ["electron/main.ts", "renderer/app.tsx", "shared/run.ts", "vite.config.ts"]) write(path, path);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writeBuild() {
  const host = ["electron/main.js", "electron/node-host.js", "electron/preload.cjs"];
  for (const path of [...host, "renderer/index.html", "renderer/licences.json"]) write(`dist/${path}`, "");
  write("dist/.stamp", hashSources(folder));
}

test("a build is fresh until a source changes", () => {
  writeBuild();
  expect(isBuilt(folder)).toBe(true);
  write("shared/run.ts", "changed");
  expect(isBuilt(folder)).toBe(false);
});

test("a source that is added, removed or renamed makes a build stale", () => {
  writeBuild();
  write("electron/deep/er/new.ts", "");
  expect(isBuilt(folder)).toBe(false);
  rmSync(join(folder, "electron/deep"), { recursive: true });
  expect(isBuilt(folder)).toBe(true);
  rmSync(join(folder, "shared/run.ts"));
  write("shared/ran.ts", "shared/run.ts");
  expect(isBuilt(folder)).toBe(false);
});

test("a new date alone, as after a checkout, makes nothing stale", () => {
  writeBuild();
  utimesSync(join(folder, "shared/run.ts"), new Date(0), new Date(0));
  expect(isBuilt(folder)).toBe(true);
});

test("a build without one of its outputs is not one", () => {
  writeBuild();
  rmSync(join(folder, "dist/electron/preload.cjs"));
  expect(isBuilt(folder)).toBe(false);
});

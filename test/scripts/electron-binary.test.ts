import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { binaryName, findElectron, isFresh } from "#scripts/electron-binary.mjs";

const hourMs = 60 * 60 * 1000;

test("a failed download is remembered for a day and for its version", () => {
  const failure = { version: "45.4.1", failedAtMs: 1_000, reason: "offline" };
  expect(isFresh(failure, "45.4.1", 1_000 + 23 * hourMs)).toBe(true);
  expect(isFresh(failure, "45.4.1", 1_000 + 24 * hourMs)).toBe(false);
  expect(isFresh(failure, "46.0.0", 2_000)).toBe(false);
});

test("a clock that was set back does not keep a failure for ever", () => {
  expect(isFresh({ version: "45.4.1", failedAtMs: 50 * hourMs, reason: "offline" }, "45.4.1", hourMs)).toBe(false);
});

test("ELECTRON_OVERRIDE_DIST_PATH is where Electron is, or is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "understudy-electron-"));
  const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  expect(findElectron(env)).toEqual({ path: null, reason: "ELECTRON_OVERRIDE_DIST_PATH holds no Electron" });
  if (process.platform !== "darwin") {
    writeFileSync(join(folder, binaryName(process.platform)), "");
    expect(findElectron(env)).toEqual({ path: join(folder, binaryName(process.platform)) });
  }
  rmSync(folder, { recursive: true });
});

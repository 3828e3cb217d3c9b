import { spawnSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hideHome } from "#electron/log/hide-home.ts";
import { endOnMistake, lastWords } from "#electron/log/last-words.ts";
import { programPath } from "#test/support/programs.ts";

/** A process of its own that makes a mistake. */
function endedBy(kind: string) {
  const folder = mkdtempSync(join(tmpdir(), "understudy-last-"));
  const child = [programPath("mistaken-child"), folder, kind];
  const { status, stderr } = spawnSync(process.execPath, child, { encoding: "utf8", timeout: 60_000 });
  const lines = readFileSync(join(folder, "understudy.log"), "utf8").trim().split("\n");
  rmSync(folder, { recursive: true });
  return { status, stderr, lines: lines.map((line) => JSON.parse(line)) };
}

test.each(["uncaught-exception", "unhandled-rejection"])(
  "a mistake that nobody caught (%s) is in the log, told in words, and ends the program",
  (kind) => {
    const { status, stderr, lines } = endedBy(kind);
    expect(status).toBe(1);
    expect(stderr).toContain(lastWords);
    expect(stderr).not.toContain("sk-proj");
    expect(lines).toMatchObject([
      { level: "error", area: "host", detail: { during: kind, error: "TypeError" } },
      { level: "error", area: "host", message: "The program ends because of it" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("prompt");
  },
);

test("a second mistake on the way out is logged and asks nobody again", () => {
  const process = new EventEmitter();
  const calls: string[] = [];
  const log = {
    bug: (_: string, error: unknown) => void calls.push(`bug ${String(error)}`),
    note: () => undefined,
    flushNow: () => void calls.push("flush"),
  };
  endOnMistake({ process, log, leave: () => void calls.push("leave") });
  process.emit("uncaughtException", "one");
  process.emit("unhandledRejection", "two");
  expect(calls).toEqual(["bug one", "flush", "leave", "bug two", "flush"]);
});

test("a path is told without the home folder and the user's name", () => {
  expect(hideHome("/people/anna/.local/share/understudy", "/people/anna", "anna")).toBe("~/.local/share/understudy");
  expect(hideHome("/people/anna", "/people/anna", "anna")).toBe("~");
  expect(hideHome("/people/annabel/x", "/people/anna", "anna")).toBe("/people/annabel/x");
  expect(hideHome("/media/anna/disk", "/people/anna", "anna")).toBe("/media/<user>/disk");
  expect(hideHome("C:\\Users\\anna\\AppData\\x", "C:\\Users\\anna", "anna")).toBe("~\\AppData\\x");
  expect(hideHome("c:\\users\\Anna\\x", "C:\\Users\\anna", "anna")).toBe("c:\\users\\<user>\\x");
  expect(hideHome("/data", "", "")).toBe("/data");
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { programPath } from "#test/support/programs.ts";

/**
 * V8 frees code that calls from WebAssembly into JavaScript twice where threads with WebAssembly come and go, and the
 * whole program ends by SIGSEGV or SIGTRAP. The program's threads come and go, so none of them may use it; the main
 * thread may, which stays. Without its compiler V8 has no WebAssembly at all.
 */
test("the program's threads do their work without WebAssembly", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "understudy-threads-"));
  const child = programPath("threads-child");
  const parameters = ["--jitless", child, dirname(child), dataDir];
  const { stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8", timeout: 50_000 });
  rmSync(dataDir, { recursive: true });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({
    webAssembly: false,
    backedUp: true,
    counts: ["tokenizer", "tokenizer"],
    answer: expect.stringContaining("[DONE]"),
    problems: [],
  });
});

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Packed, runPackage } from "#test/support/package/packed.ts";

/** What `npm run package` refuses, in words, and without touching anything. */
export function testRefusals(packed: () => Packed): void {
  test("a folder that is not empty is left alone", async () => {
    const ended = await runPackage(["--targets", "dir", "--out", packed().out], {
      ELECTRON_OVERRIDE_DIST_PATH: join(packed().out, "..", "electron"),
    });
    expect(ended.code).toBe(2);
    expect(ended.output).toContain("is not empty");
    expect(existsSync(join(packed().program, "understudy"))).toBe(true);
  });

  test("without Electron's binary it says what is missing and where it would come from", async () => {
    const ended = await runPackage(["--targets", "dir"], { ELECTRON_OVERRIDE_DIST_PATH: packed().out });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain("Nothing was packed: a package holds Electron's binary, and it is not here");
    expect(ended.output).toContain("install-electron");
  });

  test("a place that cannot be packed to is told in words", async () => {
    const ended = await runPackage(["--targets", "dir", "--out", join(packed().out, "SHA256SUMS")], {
      ELECTRON_OVERRIDE_DIST_PATH: join(packed().out, "..", "electron"),
    });
    expect(ended.code).toBe(2);
    expect(ended.output).toMatch(/^Nothing was packed: .*SHA256SUMS cannot be written to \(EEXIST/m);
  });

  test("a deb that cannot name the project's address is told in words", async () => {
    const out = join(packed().out, "..", "no-address");
    // Whatever the clone's own origin is: git finds no repository here.
    const ended = await runPackage(["--targets", "dir,deb", "--out", out], {
      ELECTRON_OVERRIDE_DIST_PATH: join(packed().out, "..", "electron"),
      GIT_DIR: out,
    });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain("Nothing was packed: a deb has to name the project's address.");
    expect(ended.output).toContain("UNDERSTUDY_HOMEPAGE");
    expect(readdirSync(out)).toEqual([]);
  });

  test.each([[["--target", "dir"]], [["--targets", "dir,--publish=always"]]])(
    "wrong flags are told before anything is done: %j",
    async (flags) => {
      const ended = await runPackage(flags, {});
      expect(ended.code).toBe(2);
      expect(ended.output).toContain("Usage: npm run package");
    },
  );
}

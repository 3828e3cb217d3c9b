import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { makeBackup } from "#electron/storage/backups.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { fakeKeychain } from "#test/electron/keys/fake-key-process.ts";
import { expectOpen, nowMs, openFolder } from "#test/electron/storage/filled.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

let place = "";
let dataDir = "";
let umask = 0;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "understudy-modes-"));
  dataDir = join(place, "own", "data");
  // What is not closed on purpose is open to everyone.
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(place, { recursive: true, force: true });
});

async function started(): Promise<App> {
  const composed = await compose({
    ...realPrograms(),
    dataDir,
    env: {},
    host: "node",
    version: "0.0.0",
    spawnKeyProcess: fakeKeychain().spawn,
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

type Seen = { readonly path: string; readonly mode: string };

/** All that is in a folder, and the folder itself. */
function modesIn(folder: string): Seen[] {
  const paths = [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ];
  return paths.map((path) => {
    const stats = lstatSync(path);
    const kind = stats.isDirectory() ? "folder" : "file";
    return { path: relative(place, path), mode: `${kind} ${(stats.mode & 0o777).toString(8)}` };
  });
}

const open = (seen: readonly Seen[]) => seen.filter(({ mode }) => mode !== "folder 700" && mode !== "file 600");

describe.runIf(process.platform !== "win32")(
  "K2: what the program writes is its owner's alone, whatever the umask",
  () => {
    it("folders 0700 and files 0600: database and its side files, lock, log, export, upload", async () => {
      const app = await started();
      const call = callOf(app.router);
      await valueFrom(call("key.set", { providerId: "openai", key: "sk-proj-0123456789abcdef" }));
      await valueFrom(call("archive.upload", { uploadId: "half", index: 0, text: "{" }));
      const { id } = await valueFrom(call("archive.export", {}));
      const jobs = async () => (await valueFrom(call("app.snapshot", {}))).jobs.find((job) => job.id === id)?.state;
      await expect.poll(jobs).toBe("done");
      const seen = modesIn(join(place, "own"));
      expect(open(seen)).toEqual([]);
      const names = seen.map(({ path }) => path).join("\n");
      for (const part of ["understudy.db", "-wal", "-shm", ".lock", "exports", "imports", ".unfinished"]) {
        expect(names).toContain(part);
      }
      await app.close();
      const left = modesIn(join(place, "own"));
      expect(open(left)).toEqual([]);
      expect(left.map(({ path }) => path).join("\n")).toMatch(/logs.\S+/);
    });

    it("backups, what is restored from them, and what was damaged", async () => {
      await (await started()).close();
      const { database, close } = expectOpen(openFolder(dataDir));
      makeBackup(database, pathsIn(dataDir), { kind: "daily", atMs: nowMs });
      close();
      writeFileSync(join(dataDir, "understudy.db"), "no database");
      const app = await started();
      const seen = modesIn(dataDir);
      await app.close();
      expect(open(seen)).toEqual([]);
      expect(seen.map(({ path }) => path).join("\n")).toMatch(/backups[\s\S]*damaged/);
    });

    it("would find a file that others may read", () => {
      writeFileSync(join(place, "planted"), "");
      expect(open(modesIn(place)).map(({ mode }) => mode)).toEqual(["file 666"]);
      chmodSync(join(place, "planted"), 0o640);
      expect(open(modesIn(place)).map(({ mode }) => mode)).toEqual(["file 640"]);
    });
  },
);

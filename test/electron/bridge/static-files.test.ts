import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readStaticFiles } from "#electron/bridge/static-files.ts";

type FileSystem = typeof import("node:fs/promises");

/** Inside app.asar, Electron's own readdir gives names and kinds: no parentPath, so a recursive listing has none. */
vi.mock("node:fs/promises", async (original) => {
  const real = await original<FileSystem>();
  const readdir = async (folder: string, options: { recursive?: boolean }) => {
    if (options.recursive === true) throw new Error("A recursive listing of an archive has no places.");
    const entries = await real.readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({
      name: entry.name,
      isDirectory: () => entry.isDirectory(),
      isFile: () => entry.isFile(),
    }));
  };
  return { ...real, readdir };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-window-"));
  await mkdir(join(folder, "assets", "deep"), { recursive: true });
  await writeFile(join(folder, "assets", "index-1.js"), "one");
  await writeFile(join(folder, "assets", "index-1.js.map"), "map");
  await writeFile(join(folder, "assets", "deep", "two.css"), "two");
});
afterEach(() => rm(folder, { recursive: true }));

test("the window is found as it lies in a package, by the paths its page asks for", async () => {
  await writeFile(join(folder, "index.html"), "page");
  const files = await readStaticFiles(folder);
  expect([...files.keys()].sort()).toEqual(["/", "/assets/deep/two.css", "/assets/index-1.js", "/index.html"]);
  expect(files.get("/")).toBe(files.get("/index.html"));
  expect(files.get("/assets/deep/two.css")?.type).toBe("text/css; charset=utf-8");
  expect(Buffer.from(files.get("/assets/index-1.js")?.bytes ?? []).toString()).toBe("one");
});

test("a window that was not built says so", async () => {
  await expect(readStaticFiles(folder)).rejects.toThrow("has no index.html");
});

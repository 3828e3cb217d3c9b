import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where archives are written, and where one that is imported waits meanwhile. */
export function archiveFolders(dataDir: string) {
  return { exports: join(dataDir, "exports"), imports: join(dataDir, "imports") };
}

export const unfinishedEnd = ".unfinished";

/** What a crash left: files that were not whole yet, and uploads that nobody waits for any more. */
export function removeLeftovers(dataDir: string): void {
  const { exports, imports } = archiveFolders(dataDir);
  for (const name of namesIn(exports)) if (name.endsWith(unfinishedEnd)) rmSync(join(exports, name), { force: true });
  for (const name of namesIn(imports)) if (name.endsWith(unfinishedEnd)) rmSync(join(imports, name), { force: true });
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** `understudy-2026-11-22.json`, then `understudy-2026-11-22-2.json`: nothing that is there is ever replaced. */
export function freePath(folder: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const path = join(folder, `${name}${count === 1 ? "" : `-${count}`}.json`);
    if (!existsSync(path) && !existsSync(`${path}${unfinishedEnd}`)) return path;
  }
}

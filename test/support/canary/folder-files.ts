import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

export type NamedBytes = { readonly name: string; readonly bytes: Buffer };

/** Every file below a folder, and the names of all of them: a key may stand in a name, too. */
export async function filesBelow(folder: string): Promise<NamedBytes[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const files: NamedBytes[] = [{ name: "(names)", bytes: Buffer.from(names.join("\n")) }];
  for (const [index, entry] of entries.entries()) {
    if (entry.isFile())
      files.push({ name: names[index] ?? "", bytes: await bytesOf(join(entry.parentPath, entry.name)) });
  }
  return files;
}

/** Empty where the file went away meanwhile, as a `-wal` does at a checkpoint. */
async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

/**
 * Reads Electron's archives by their written form: two numbers, the header as JSON with its length, then the files.
 * An own reader, so that the archive is judged by something else than what wrote it.
 */

const fileSchema = z.object({
  size: z.number(),
  /** Bytes from the end of the header; absent for what lies beside the archive. */
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
  integrity: z.object({
    algorithm: z.literal("SHA256"),
    hash: z.string(),
    blockSize: z.number(),
    blocks: z.array(z.string()),
  }),
});
const folderSchema = z.object({
  get files() {
    return z.record(z.string(), z.union([fileSchema, folderSchema]));
  },
});

type Folder = z.infer<typeof folderSchema>;
export type PackedFile = z.infer<typeof fileSchema>;

export type Archive = {
  readonly files: ReadonlyMap<string, PackedFile>;
  /** What a signed program compares the header with. */
  readonly headerHash: string;
  /** The bytes of a file, of one beside the archive, too. */
  read(path: string): Buffer;
};

const headStart = 16;

export function readArchive(file: string): Archive {
  const bytes = readFileSync(file);
  const headerSize = bytes.readUInt32LE(4);
  const header = bytes.subarray(headStart, headStart + bytes.readUInt32LE(12));
  const files = new Map(listed(folderSchema.parse(JSON.parse(header.toString("utf8")))));
  const read = (path: string) => {
    const entry = files.get(path);
    if (entry === undefined) throw new Error(`${path} is not in ${file}.`);
    if (entry.unpacked === true) return readFileSync(join(`${file}.unpacked`, path));
    const start = 8 + headerSize + Number(entry.offset);
    return bytes.subarray(start, start + entry.size);
  };
  return { files, headerHash: createHash("sha256").update(header).digest("hex"), read };
}

/** An archive without a file, as small as they come. */
export function emptyArchive(): Buffer {
  const header = Buffer.from('{"files":{}}');
  const padded = Math.ceil(header.length / 4) * 4;
  const bytes = Buffer.alloc(headStart + padded);
  [4, padded + 8, padded + 4, header.length].forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  header.copy(bytes, headStart);
  return bytes;
}

/** Puts everything where a program without archives finds it: packed and unpacked files side by side. */
export async function extractArchive(archive: Archive, folder: string): Promise<void> {
  for (const path of archive.files.keys()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), archive.read(path));
  }
}

function listed(folder: Folder, under = ""): [string, PackedFile][] {
  return Object.entries(folder.files).flatMap(([name, entry]): [string, PackedFile][] =>
    "files" in entry ? listed(entry, `${under}${name}/`) : [[`${under}${name}`, entry]],
  );
}

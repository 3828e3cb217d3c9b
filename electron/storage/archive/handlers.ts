import type { Database } from "#electron/storage/sqlite.ts";
import { removeLeftovers } from "./archive-paths.ts";
import { type ArchiveReading, beginReading } from "./archive-reading.ts";
import { type ArchiveWriter, createArchiveWriter } from "./archive-writer.ts";
import type { ArchiveMethods } from "./protocol.ts";
import { createUploads, type Uploads } from "./uploads.ts";

type Handlers = {
  readonly [M in keyof ArchiveMethods]: (input: ArchiveMethods[M]["input"]) => ArchiveMethods[M]["output"];
};

type Open = { readonly database: Database; readonly dataDir: string };

/** The archives' part of the worker: one at a time is written or read. `open` is asked at each call. */
export function archiveHandlers(open: () => Open): Handlers {
  let writer: ArchiveWriter | null = null;
  let reading: ArchiveReading | null = null;
  let made: Uploads | null = null;
  const uploads = () => {
    made ??= createUploads(open().dataDir);
    return made;
  };
  const end = () => {
    writer?.drop();
    reading?.close();
    writer = null;
    reading = null;
  };
  return {
    removeArchiveLeftovers() {
      removeLeftovers(open().dataDir);
      return null;
    },
    beginArchive(request) {
      end();
      const { database, dataDir } = open();
      writer = createArchiveWriter(database, { ...request, dataDir });
      return { total: writer.total };
    },
    writeArchive({ nowMs }) {
      if (writer === null) throw new Error("No archive is being written.");
      return writer.step(nowMs);
    },
    endArchive() {
      end();
      return null;
    },
    saveUpload: (slice) => uploads().add(slice),
    removeUpload({ uploadId }) {
      end();
      uploads().remove(uploadId);
      return null;
    },
    beginReading({ uploadId }) {
      end();
      const path = uploads().path(uploadId);
      if (path === null) return false;
      reading = beginReading(open().database, path);
      return true;
    },
    readArchive(request) {
      if (reading === null) throw new Error("No archive is being read.");
      return reading.step(request);
    },
  };
}

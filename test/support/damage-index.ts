import { readFileSync, writeFileSync } from "node:fs";
import { openSqlite } from "#electron/storage/sqlite.ts";

/** Spoils what the history's index wrote, in the closed file itself: SQLite lets nobody change it otherwise. */
export function damageIndex(path: string): void {
  const database = openSqlite(path, 1000);
  const blocks = database.all("SELECT block FROM history_words_data WHERE id > 10").map(({ block }) => block);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  const file = readFileSync(path);
  for (const block of blocks) {
    if (!(block instanceof Uint8Array)) throw new Error("This is no block of an index.");
    const at = file.indexOf(block);
    if (at !== -1) file.fill(0xff, at, at + block.length);
  }
  writeFileSync(path, file);
}

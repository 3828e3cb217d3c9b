import { openSqlite } from "#electron/storage/sqlite.ts";

/**
 * Writes one row per transaction into a database that another process writes, too, for so many ms, and prints how many
 * were written and how many failed. Arguments: database, name, ms.
 */
const [path = "", name = "", ms = "0"] = process.argv.slice(2);
const database = openSqlite(path, 5000);
let written = 0;
let failed = 0;
const untilMs = Date.now() + Number(ms);
while (Date.now() < untilMs) {
  try {
    database.transaction(() => {
      // Reads before it writes, as the run keeper does: a plain BEGIN would fail here under another writer.
      const before = database.get("SELECT id FROM sessions WHERE id = ?", `${name}-${written - 1}`);
      if (written > 0 && before === undefined) throw new Error("The row before is lost.");
      database.run("INSERT INTO sessions (id, started_at_ms) VALUES (?, ?)", `${name}-${written}`, Date.now());
    });
    written += 1;
  } catch (error) {
    failed += 1;
    console.error(error);
  }
  // SQLite has no queue of writers: one that never rests would keep the other waiting for its whole patience.
  if (written % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
database.close();
process.stdout.write(`${written} ${failed}\n`);

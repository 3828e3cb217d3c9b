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
      const count = Number(database.get("SELECT COUNT(*) AS count FROM sessions WHERE id LIKE ?", `${name}-%`)?.count);
      database.run("INSERT INTO sessions (id, started_at_ms) VALUES (?, ?)", `${name}-${count}`, Date.now());
    });
    written += 1;
  } catch (error) {
    failed += 1;
    console.error(error);
  }
}
database.close();
process.stdout.write(`${written} ${failed}\n`);

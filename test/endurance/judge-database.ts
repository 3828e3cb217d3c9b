import { join } from "node:path";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { SpendSum } from "#shared/spend.ts";
import type { Asked } from "./ledger.ts";

/** What the database holds after the last life, as against what was acknowledged and what was shown as spent. */
export function faultsOfDatabase(
  dataDir: string,
  asked: readonly Asked[],
  shown: Pick<SpendSum, "nanoUsd">,
): readonly string[] {
  const database = openSqlite(join(dataDir, "understudy.db"), 0);
  const number = (sql: string) => Number(database.get(sql)?.n);
  try {
    const integrity = String(database.get("PRAGMA integrity_check")?.integrity_check);
    const kept = new Set(database.all("SELECT id FROM comparisons").map(({ id }) => String(id)));
    const lost = asked.filter((one) => one.isAcknowledged && !kept.has(one.comparisonId));
    const spent = number("SELECT COALESCE(SUM(cost_nano_usd), 0) AS n FROM attempts WHERE kind <> 'skip'");
    const uncounted = number(
      `SELECT COUNT(*) AS n FROM attempts a LEFT JOIN spend s ON s.run_id = a.run_id AND s.attempt_id = a.id
       WHERE a.kind <> 'skip' AND (s.run_id IS NULL OR s.nano_usd IS NOT a.cost_nano_usd)`,
    );
    const faults: readonly (readonly [boolean, string])[] = [
      [integrity !== "ok", `The database is not well: ${integrity}`],
      [database.get("PRAGMA foreign_key_check") !== undefined, "A row belongs to nothing."],
      [lost.length > 0, `Lost: ${lost.map(({ comparisonId }) => comparisonId).join(", ")}`],
      [number("SELECT COUNT(*) AS n FROM runs WHERE end_ms IS NULL") > 0, "A run has no end."],
      [number("SELECT COUNT(*) AS n FROM attempts WHERE end_ms IS NULL") > 0, "An attempt has no end."],
      [number("SELECT COUNT(*) AS n FROM damaged") > 0, "A row is damaged."],
      [uncounted > 0, `${uncounted} attempts are not in the spend.`],
      [spent !== shown.nanoUsd, `The attempts cost ${spent} nano-USD, and ${shown.nanoUsd} are shown.`],
    ];
    return faults.flatMap(([isSo, words]) => (isSo ? [words] : []));
  } finally {
    database.close();
  }
}

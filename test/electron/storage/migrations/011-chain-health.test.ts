import { expect, test } from "vitest";
import { loadHealthRuns } from "#electron/storage/health/runs.ts";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { loadChainStatistics } from "#electron/storage/tables/chain-statistics.ts";

test("what a chain did of late is found without reading every run and attempt there ever was", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  const plans: string[] = [];
  const watched: Database = {
    ...database,
    all: (sql, ...values) => {
      plans.push(...database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)));
      return database.all(sql, ...values);
    },
  };
  loadChainStatistics(watched, { chainId: "smart", sinceMs: 1, isDemo: false });
  loadHealthRuns(watched, { chainId: "smart", sinceMs: 1, isDemo: false });
  database.close();
  const runs = plans.filter((detail) => /\bruns\b/.test(detail));
  expect(new Set(runs)).toEqual(
    new Set(["SEARCH runs USING INDEX runs_of_chains (<expr>=? AND is_demo=? AND started_at_ms>?)"]),
  );
  expect(plans.filter((detail) => /^SCAN (?:runs|winner|attempts)\b/.test(detail))).toEqual([]);
});

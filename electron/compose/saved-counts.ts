import type { Clock } from "#electron/manager/dependencies.ts";
import type { StorageFacts } from "#electron/storage/facts.ts";
import type { Store } from "#electron/storage/store.ts";

/** A disk that hangs must not keep back the report that is made because of it. */
const limitMs = 3_000;

/** How much is saved, in words. A database that gives no answer is itself worth telling. */
export async function savedCounts(
  store: Pick<Store, "facts">,
  clock: Pick<Clock, "after">,
): Promise<Record<string, number | string>> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>();
  const cancel = clock.after(limitMs, () => resolve(null));
  try {
    const facts = await Promise.race([store.facts(), tooLong]);
    return facts === null ? { Database: `gives no answer within ${limitMs / 1_000} s` } : wordsOf(facts);
  } catch (error) {
    return { Database: `gives no answer (${error instanceof Error ? error.name : "unknown"})` };
  } finally {
    cancel();
  }
}

function wordsOf(facts: StorageFacts): Record<string, number | string> {
  const { newestBackupAtMs: newest } = facts;
  return {
    Conversations: facts.conversations,
    Comparisons: facts.comparisons,
    Runs: facts.runs,
    Attempts: facts.attempts,
    "Damaged rows": facts.damagedRows,
    "Database version": facts.schemaVersion,
    "Database size": `${(facts.databaseBytes / 1e6).toFixed(1)} MB`,
    Backups: facts.backups,
    "Newest backup": newest === null ? "none" : new Date(newest).toISOString(),
  };
}

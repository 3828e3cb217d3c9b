import { pathsIn } from "./data-files.ts";
import { failureWords, isDamage } from "./failure-words.ts";
import { interruptLeftovers } from "./interrupt-leftovers.ts";
import { migrations } from "./migrations.ts";
import { type OpenDatabase, openDatabase, type Refusal } from "./open-database.ts";
import { createRunKeeper, type RunKeeper } from "./run-keeper.ts";
import { dropLostExchanges } from "./tables/exchanges.ts";
import { pauseLeftovers } from "./tables/repeats.ts";
import { readUpkeep, writeUpkeep } from "./upkeep-record.ts";

/** What the worker works on while it has a data folder. */
export type OpenStorage = {
  readonly dataDir: string;
  readonly opened: OpenDatabase;
  readonly runs: RunKeeper;
  /** Found at opening, told by the next `load`. */
  readonly problems: readonly string[];
};

export type StorageOpening = { readonly dataDir: string; readonly nowMs: number };

/** Opens the database and ends what a crash left. Damage that shows only then is put right like any other. */
export function openStorage(opening: StorageOpening, open = openDatabase): OpenStorage | Refusal {
  const request = { ...opening, steps: migrations };
  const first = open(request);
  if (!first.ok) return first;
  try {
    return begin(opening, first);
  } catch (error) {
    first.close();
    if (!isDamage(error)) throw error;
    suspectDamage(opening.dataDir, error);
  }
  // The suspicion has it checked as a whole this time.
  const second = open(request);
  if (!second.ok) return second;
  try {
    return begin(opening, second);
  } catch (error) {
    second.close();
    throw error;
  }
}

function begin({ dataDir, nowMs }: StorageOpening, opened: OpenDatabase): OpenStorage {
  const { database } = opened;
  dropLostExchanges(database);
  const problems = interruptLeftovers(database, nowMs);
  pauseLeftovers(database);
  return { dataDir, opened, runs: createRunKeeper(database), problems };
}

/** Has the next start look at the whole database before it opens it, where this error says that it is damaged. */
export function suspectDamage(dataDir: string, error: unknown): void {
  if (!isDamage(error)) return;
  const paths = pathsIn(dataDir);
  writeUpkeep(paths, { ...readUpkeep(paths), suspicion: failureWords(error) });
}

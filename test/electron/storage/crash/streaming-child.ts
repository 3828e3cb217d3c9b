import { pathToFileURL } from "node:url";
import { openStore } from "#electron/storage/store.ts";
import { systemClock } from "#electron/system.ts";
import { attemptStart, delta, runStarted, saveParents } from "#test/electron/storage/store-samples.ts";

/**
 * A program that streams an answer until it is killed. It prints the number of a word when that word is on disk.
 * Arguments: data folder, storage worker, the run's id.
 */
const [dataDir = "", workerPath = "", runId = ""] = process.argv.slice(2);

function fail(message: string): never {
  throw new Error(message);
}

const opened = await openStore({ workerUrl: pathToFileURL(workerPath), dataDir, clock: systemClock, onFailure: fail });
if (!opened.ok) {
  process.stdout.write(`${opened.reason}\n`);
  process.exit(3);
}
const { store } = opened;
if ((await store.load()).isNew) await saveParents(store);
store.appendRunEvents([runStarted(runId), { type: "attempt-started", runId, attempt: attemptStart("attempt-1", 1) }]);
for (let word = 1; ; word += 1) {
  store.appendRunEvents([delta(runId, `${word} `, { atMs: word })]);
  await store.flush();
  process.stdout.write(`${word}\n`);
}

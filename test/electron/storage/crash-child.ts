import { attemptStart, delta, open, runStarted, saveParents } from "./store-fixtures.ts";

/**
 * A program that streams an answer until it is killed. It prints the number of a word when that word is on disk.
 * Run by crash.test.ts with the data folder and the run's id.
 */
const [dataDir, runId] = process.argv.slice(2);
if (dataDir === undefined || runId === undefined) throw new Error("Usage: crash-child.ts DATA-FOLDER RUN-ID");

const opened = await open(dataDir);
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

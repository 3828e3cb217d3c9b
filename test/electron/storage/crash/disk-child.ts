import { writeFileSync } from "node:fs";
import { pathsIn } from "#electron/storage/data-files.ts";
import { migrations } from "#electron/storage/migrations.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import { addRuns } from "#test/electron/storage/filled.ts";

/**
 * A program that does one kind of work on a data folder until it is killed or its writes fail, and tells on stdout
 * what it did. Arguments: kind of work, data folder, epoch ms, text of an answer.
 */
const [work = "", dataDir = "", atMs = "0", text = "word "] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const nowMs = Number(atMs);
const dayMs = 24 * 3_600_000;

function openOrSay() {
  const opened = openDatabase({ dataDir, nowMs, steps: migrations });
  if (!opened.ok) say(`refused ${opened.message}`);
  return opened.ok ? opened : null;
}

/** Opens and closes: a migration or a restored backup is all that there is to do. */
function open(): void {
  openOrSay()?.close();
  say("opened");
}

function addUntilItFails(): void {
  const opened = openOrSay();
  if (opened === null) return;
  const first = Number(opened.database.get("SELECT COUNT(*) AS count FROM runs")?.count);
  try {
    for (let number = first; ; number += 1) {
      addRuns(opened.database, [number, number + 1], text);
      say(`saved ${number}`);
    }
  } catch (error) {
    say(`failed ${error instanceof Error ? error.message : ""}`);
  }
}

/** A backup a day, while the database changes. */
function backUp(): void {
  const opened = openOrSay();
  if (opened === null) return;
  for (let day = 0; day < 10_000; day += 1) {
    opened.database.run("UPDATE sessions SET started_at_ms = ?", day);
    const tended = tendDatabase({ dataDir, nowMs: nowMs + day * dayMs, needsCheck: false });
    say(tended.backupFailure === null ? `made ${day}` : `failed ${tended.backupFailure}`);
    if (tended.backupFailure !== null) return;
  }
}

/** Spoils the database and lets the next opening restore it, again and again. */
function restore(): void {
  for (let round = 0; ; round += 1) {
    writeFileSync(pathsIn(dataDir).database, `spoiled in round ${round}`);
    const opened = openDatabase({ dataDir, nowMs: nowMs + round, steps: migrations });
    if (!opened.ok) return void say(`refused ${opened.message}`);
    opened.close();
    say(`restored ${round}`);
  }
}

say(`begins ${work}`);
if (work === "open") open();
if (work === "add") addUntilItFails();
if (work === "back-up") backUp();
if (work === "restore") restore();

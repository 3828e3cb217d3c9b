import { createRedactor } from "#electron/keys/redactor.ts";
import { endOnMistake } from "#electron/log/last-words.ts";
import { createLog } from "#electron/log/log.ts";
import { logFilesIn } from "#electron/log/log-files.ts";
import { systemClock } from "#electron/system.ts";

/** A process that makes a mistake, with the real log and the real last words: `<folder of the log> <kind>`. */
const [folder = "", kind] = process.argv.slice(2);
const redactor = createRedactor();
const log = createLog({ clock: systemClock, redact: redactor.redact, tell: (words) => console.error(words) });
await log.begin(logFilesIn(folder));
endOnMistake({
  process,
  log,
  leave: (words) => {
    console.error(words);
    process.exit(1);
  },
});
const mistake = () => new TypeError("my prompt, with sk-proj-0123456789abcdefXYZ");
// Nothing but the mistake ends it.
setInterval(() => undefined, 1_000);
if (kind === "unhandled-rejection") void Promise.reject(mistake());
else {
  setTimeout(() => {
    throw mistake();
  }, 1);
}

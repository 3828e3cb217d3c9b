/**
 * Why something failed, in a word that holds nothing of the user's. Messages of the system and of SQLite name files,
 * rows and values, so only what is known of them goes into the log.
 */
const causes: readonly (readonly [pattern: RegExp, cause: string])[] = [
  [/disk is full|database or disk is full|ENOSPC|EDQUOT|too full/, "disk-full"],
  [/read-only|readonly|EROFS/, "read-only"],
  [/EACCES|EPERM|permission denied/i, "no-permission"],
  [/disk reported an error|disk I\/O error|EIO\b/, "disk-error"],
  [/is damaged|malformed|not a database/, "damaged"],
  [/another program is using|database is locked|EBUSY/i, "in-use"],
  [/cannot be opened|unable to open/, "cannot-open"],
  [/EMFILE|ENFILE/, "too-many-files"],
  [/ENOENT|no such file/, "gone"],
  [/EADDRINUSE|is taken by/, "port-taken"],
  [/ENOMEM|out of memory/i, "no-memory"],
  [/thread (?:ended|failed|sent)/, "thread-ended"],
  [/newer/, "newer"],
];

export function causeOf(words: string): string {
  return causes.find(([pattern]) => pattern.test(words))?.[1] ?? "other";
}

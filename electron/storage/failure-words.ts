import { messageOf } from "#shared/failure.ts";

/** SQLite's primary result codes that a user can do something about, in words. */
const wordsByCode: Readonly<Record<number, string>> = {
  5: "Another program is using the database.",
  8: "The data folder is read-only.",
  10: "The disk reported an error.",
  11: "The database is damaged.",
  13: "The disk is full.",
  14: "A file in the data folder cannot be opened.",
  26: "The file is not a database.",
};

const busyCode = 5;
const corruptCode = 11;
const notDatabaseCode = 26;
const constraintCode = 19;

/** The primary result code of an SQLite error, or null where the error came from elsewhere. */
function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  return error.errcode & 0xff;
}

/** What went wrong, for people: the known reason first, the system's own words after it. */
export function failureWords(error: unknown): string {
  const own = messageOf(error);
  const code = sqliteCode(error);
  const words = code === null ? undefined : wordsByCode[code];
  return words === undefined ? own : `${words} (${own})`;
}

/** True where the same write can never succeed: the rows contradict what is stored. A full disk may be freed. */
export function isPermanent(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === null || code === constraintCode;
}

/** True where another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === busyCode;
}

/** True where the contents of the file are to blame, not the disk, the folder or the rows. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === corruptCode || code === notDatabaseCode;
}

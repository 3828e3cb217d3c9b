import { randomUUID } from "node:crypto";
import { failed } from "./key-channel.ts";
import type { Keychain, Outcome } from "./keychain.ts";

/**
 * Stores a random canary, reads it back and deletes it. Nothing less tells a keychain that works from a locked one,
 * which answers reads with "not found" (security.md finding 8).
 */
export async function probeKeychain(keychain: Keychain): Promise<Outcome<null>> {
  // An account of its own each time: two programs on one keychain may probe at the same moment.
  const account = `probe|${randomUUID()}`;
  const canary = randomUUID();
  const stored = await keychain.set(account, canary);
  if (!stored.ok) return stored;
  const read = await keychain.get(account);
  const removed = await keychain.delete(account);
  if (!read.ok) return read;
  if (!removed.ok) return removed;
  if (read.value !== canary || !removed.value) return failed("wrong", "the canary did not come back");
  return { ok: true, value: null };
}

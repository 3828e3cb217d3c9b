import type { Log } from "#electron/log/log.ts";

/** Closes everything, whatever fails on the way; what failed is told. */
export async function closeAll(parts: readonly { close(): Promise<void> }[], log: Pick<Log, "bug">): Promise<void> {
  const closed = await Promise.allSettled(parts.map((part) => part.close()));
  for (const one of closed) if (one.status === "rejected") log.bug("host", one.reason);
}

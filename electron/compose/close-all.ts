import type { Redact } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";

/** Closes everything, whatever fails on the way; what failed is told. */
export async function closeAll(parts: readonly { close(): Promise<void> }[], redact: Redact): Promise<void> {
  const closed = await Promise.allSettled(parts.map((part) => part.close()));
  for (const one of closed) if (one.status === "rejected") console.error(redact(messageOf(one.reason)));
}

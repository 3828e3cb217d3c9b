import type { CDPSession } from "playwright-core";

/** A browser that cuts no string of a heap snapshot: V8 keeps 1,024 characters of each by itself. */
export const heapFlags = ["--js-flags=--heap-snapshot-string-limit=536870912"] as const;

/** Every string that the page's scripts can still reach, after a collection of what they cannot. */
export async function heapStrings(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => void chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.send("HeapProfiler.disable");
  return stringsOf(JSON.parse(chunks.join("")));
}

function stringsOf(snapshot: unknown): string {
  if (typeof snapshot !== "object" || snapshot === null || !("strings" in snapshot)) throw new Error("No snapshot.");
  if (!Array.isArray(snapshot.strings)) throw new Error("A snapshot without strings.");
  return snapshot.strings.join("\n");
}

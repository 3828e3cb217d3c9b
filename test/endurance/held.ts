import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { z } from "zod";
import type { Inspector } from "./inspector.ts";

/** What a program holds at a moment at which nothing goes on. */
export type Held = {
  /** Bytes of live objects of the main thread. */
  readonly heapBytes: number;
  /** Bytes of memory of the whole process, threads and all; null where the system does not tell. */
  readonly residentBytes: number | null;
  /** Handles, timers and requests that Node counts, by their kind, as in `Timeout`. */
  readonly resources: Readonly<Record<string, number>>;
  /** Listeners on all emitters and signals there are. */
  readonly listeners: number;
  readonly emitters: number;
  /** Open TCP connections and listening ports; null where the system does not tell. */
  readonly sockets: number | null;
  readonly files: number | null;
  readonly children: number | null;
};

const count = z.number();
const ofEmitters = z.object({ emitters: count, listeners: count });
const counts = z.record(z.string(), z.number());

const countResources = `(() => {
  const counts = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
})()`;
const emitters = "process.getBuiltinModule('node:events').prototype";
const countListeners = `(all) => ({ emitters: all.length, listeners: all.reduce((sum, one) => {
  try {
    return sum + one.eventNames().reduce((own, name) => own + one.listenerCount(name), 0);
  } catch {
    return sum;
  }
}, 0) })`;
const countSignalListeners = `(all) => {
  const { getEventListeners } = process.getBuiltinModule('node:events');
  return all.reduce((sum, one) => sum + (one === AbortSignal.prototype ? 0 : getEventListeners(one, 'abort').length), 0);
}`;

export async function readHeld(pid: number, inspector: Inspector): Promise<Held> {
  // Before the questions that make objects of their own.
  const heapBytes = await inspector.heapBytes();
  const resources = await inspector.evaluate(countResources, counts);
  const onEmitters = await inspector.overAll(emitters, countListeners, ofEmitters);
  const onSignals = await inspector.overAll("AbortSignal.prototype", countSignalListeners, count);
  return {
    heapBytes,
    residentBytes: residentBytes(pid),
    resources,
    listeners: onEmitters.listeners + onSignals,
    emitters: onEmitters.emitters,
    ...filesOf(pid),
    children: childrenOf(pid)?.length ?? null,
  };
}

/** What a program holds more of than it did before, of what must come back to nothing; in words. */
export function leftOver(now: Held, before: Held): readonly string[] {
  const kinds = new Set([...Object.keys(now.resources), "sockets", "children", "listeners"]);
  const countOf = ({ resources, ...held }: Held, kind: string) => {
    if (kind === "sockets" || kind === "children" || kind === "listeners") return held[kind] ?? 0;
    return resources[kind] ?? 0;
  };
  return [...kinds].flatMap((kind) => {
    const [is, was] = [countOf(now, kind), countOf(before, kind)];
    return is > was ? [`${kind}: ${is} instead of ${was}`] : [];
  });
}

function residentBytes(pid: number): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, "utf8")) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

function filesOf(pid: number): { readonly sockets: number | null; readonly files: number | null } {
  const folder = `/proc/${pid}/fd`;
  if (!existsSync(folder)) return { sockets: null, files: null };
  const targets = readdirSync(folder).map((name) => orWhereGone("", () => readlinkSync(`${folder}/${name}`)));
  const inodes = new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  return { sockets: tcpInodes(pid).filter((inode) => inodes.has(inode)).length, files: targets.length };
}

/** Files are closed, and threads and processes end, between one look and the next. */
export function orWhereGone<T>(instead: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return instead;
    throw error;
  }
}

/** Of every TCP socket that is not waiting out its end, whoever has it. */
function tcpInodes(pid: number): readonly string[] {
  const timeWait = "06";
  const lines = ["tcp", "tcp6"].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, "utf8").split("\n").slice(1),
  );
  const fields = lines.map((line) => line.trim().split(/\s+/));
  return fields.flatMap((columns) => (columns[3] === timeWait ? [] : (columns[9] ?? [])));
}

/** Processes that a process started, and those that they started; null where the system does not tell. */
export function childrenOf(pid: number): readonly number[] | null {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return null;
  const own = orWhereGone([], () => readdirSync(folder)).flatMap((thread) => {
    const text = orWhereGone("", () => readFileSync(`${folder}/${thread}/children`, "utf8"));
    return text.split(" ").filter(Boolean).map(Number);
  });
  return own.flatMap((child) => [child, ...(childrenOf(child) ?? [])]);
}

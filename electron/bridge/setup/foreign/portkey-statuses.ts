import { joined } from "#electron/bridge/setup/find-key.ts";
import type { Trigger } from "#shared/chain.ts";
import { defaultTriggers } from "#shared/link-rules.ts";
import { everyFailure, type ForeignLink } from "./foreign-chain.ts";
import type { Placed } from "./values.ts";

/** By which answers each class of failure is known. */
const statuses: Readonly<Partial<Record<Trigger, readonly number[]>>> = {
  RATE_LIMIT: [429],
  QUOTA_DAY: [429],
  BILLING: [402],
  AUTH: [401, 403],
  MODEL_GONE: [404, 410],
  SERVER: [409, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529],
  NETWORK: [500, 502, 503],
  TIMEOUT: [408],
  UNSUPPORTED: [413, 415],
};

/** An empty answer is one for Portkey. */
const answered = { EMPTY: false } as const;

/** What differs from the engine's own triggers. Where the file has no list, every failure leads on. */
export function goingOn(codes: unknown, { notes, path }: Placed): ForeignLink["triggers"] {
  if (codes === undefined || codes === null) {
    notes.add(path, everyFailure);
    return { ...answered, CONTENT_POLICY: true };
  }
  const place = joined(path, "on_status_codes");
  if (!Array.isArray(codes)) {
    notes.add(place, "It is no list of answers, so it is left out.");
    return answered;
  }
  const known: ReadonlySet<unknown> = new Set(codes);
  const entries = Object.entries(statuses).map(
    ([name, list]) => [name, list.some((status) => known.has(status))] as const,
  );
  const every: ReadonlySet<unknown> = new Set(Object.values(statuses).flat());
  if (codes.some((code) => !every.has(code)))
    notes.add(place, "Not all of these answers lead on here: those that stand for no kind of failure are left out.");
  if (entries.some(([name, leadsOn]) => leadsOn && !isWhole(name, known)))
    notes.add(place, "Failures are told apart by their kind here, so answers of the same kind lead on as well.");
  const usual: Readonly<Record<string, boolean>> = defaultTriggers;
  // They come as a wrong request does.
  const isWrong = known.has(400);
  const all = [...entries, ["CONTEXT_LENGTH", isWrong] as const, ["CONTENT_POLICY", isWrong] as const];
  return { ...answered, ...Object.fromEntries(all.filter(([name, value]) => usual[name] !== value)) };
}

/** What lasts for an hour, or until midnight, comes with the same answer as what is over in a minute. */
function isWhole(name: string, known: ReadonlySet<unknown>): boolean {
  const list = Object.entries(statuses).find(([one]) => one === name)?.[1] ?? [];
  return name === "NETWORK" || list.every((status) => known.has(status));
}

import type { Chain } from "./chain.ts";
import type { Drill, DrillFault } from "./drill.ts";
import { rulesFor } from "./link-rules.ts";

type Faults = Drill["faults"];

/** What providers do most; each once on the first link. */
export const usualFaults: readonly DrillFault[] = [
  { kind: "rate-limit", retryAfterS: 30 },
  { kind: "rate-limit", retryAfterS: null },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "status", status: 529 },
  { kind: "status", status: 401 },
  { kind: "refused" },
  { kind: "no-first-token" },
  { kind: "cut", afterTokens: 120 },
  { kind: "stall", afterTokens: 120 },
  { kind: "malformed" },
  { kind: "empty" },
];

const pairs: readonly (readonly [DrillFault, DrillFault])[] = [
  [
    { kind: "rate-limit", retryAfterS: 30 },
    { kind: "cut", afterTokens: 120 },
  ],
  [{ kind: "status", status: 503 }, { kind: "no-first-token" }],
  [{ kind: "refused" }, { kind: "refused" }],
];

/**
 * Rehearsals that a chain should hold: each usual fault on its first link, and some on the first two where there is a
 * third. A filter's refusal only where the chain is set to ask the next link then.
 */
export function usualFaultsOf(chain: Chain): readonly Faults[] {
  const [first, second, third] = chain.links;
  if (first === undefined) return [];
  const { triggers } = rulesFor(first, chain, { reasons: false });
  const filter: readonly DrillFault[] = triggers.CONTENT_POLICY ? [{ kind: "content-filter" }] : [];
  const single = [...usualFaults, ...filter].map((fault) => ({ [first.id]: fault }));
  if (second === undefined || third === undefined) return single;
  return [...single, ...pairs.map(([one, other]) => ({ [first.id]: one, [second.id]: other }))];
}

/** Whether two rehearsals inject the same. */
export function isSameFaults(one: Faults, other: Faults): boolean {
  return textOf(one) === textOf(other);
}

function textOf(faults: Faults): string {
  return JSON.stringify(
    Object.keys(faults)
      .sort()
      .map((linkId) => [linkId, Object.entries(faults[linkId] ?? {}).sort()]),
  );
}

import type { SeenRequest } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { field, parseJson } from "#electron/demo/json.ts";
import { answerCostNanoUsd, type LinkName } from "./scenario-world.ts";
import type { Seen } from "./scenarios.ts";

/** What must hold of a scenario beyond its outcome and its calls: a problem in words, or null. */

export function waitedFor(atLeastMs: number): (seen: Seen) => string | null {
  return ({ calls: { primary } }) => {
    const [first, second] = primary;
    const gapMs = (second?.atMs ?? 0) - (first?.atMs ?? 0);
    return gapMs >= atLeastMs ? null : `came again after ${Math.round(gapMs)} ms`;
  };
}

/** The request that was given up was also closed, so that nobody pays for an answer that nobody reads. */
export function wasLeftAlone({ calls }: Seen): string | null {
  return calls.primary.every(({ wasLeft }) => wasLeft) ? null : "the silent connection was not closed";
}

export function tookBack(tokens: number): (seen: Seen) => string | null {
  return ({ run }) => {
    const expected = wholeTextOf("primary", tokens);
    return run.attempts[0]?.droppedText === expected ? null : "the trace does not hold the draft that was taken back";
  };
}

export function countedMalformed({ run }: Seen): string | null {
  const count = run.attempts[0]?.malformedEvents ?? 0;
  return count === 1 ? null : `${count} malformed events were counted`;
}

export function refusesPrefill({ body }: SeenRequest): Fault | null {
  const turns = turnsIn(body);
  const last: unknown = Array.isArray(turns) ? turns.at(-1) : null;
  return field(last, "role") === "user" ? null : { kind: "status", status: 400 };
}

/** The conversation as a dialect names it. */
function turnsIn(body: string): unknown {
  const request = parseJson(body);
  return field(request, "messages") ?? field(request, "contents") ?? field(request, "input");
}

export function sentTheSame({ calls }: Seen): string | null {
  const [asked, again] = [...calls.primary, ...calls.fallback].map(({ body }) => JSON.stringify(turnsIn(body)));
  return asked !== undefined && asked === again ? null : "the fallback was not sent the original messages";
}

export function bookedOnce({ run }: Seen): string | null {
  const nanoUsd = run.attempts.reduce((sum, { cost }) => sum + (cost.nanoUsd ?? Number.NaN), 0);
  return nanoUsd === answerCostNanoUsd ? null : `${nanoUsd} nano-USD were booked`;
}

/** What a link says when nothing is wrong, or its first tokens. */
export function wholeTextOf(name: LinkName, tokens = 60): string {
  return Array.from({ length: tokens }, (_, index) => `${name}${index + 1} `).join("");
}

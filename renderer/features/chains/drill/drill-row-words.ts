import { briefOf } from "#renderer/parts/failure-words.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import type { DrillFault } from "#shared/drill.ts";
import type { Failure } from "#shared/failure.ts";
import { formatCount, formatPause, formatSpeed } from "#shared/format.ts";
import type { Attempt } from "#shared/run.ts";
import { speedOf } from "#shared/run-numbers.ts";
import type { DrillRow } from "./drill-rows.ts";

/** What stands under a bar: what happened, and what came of it. */
export type RowReason = { readonly what: string; readonly rest: string };

export type RowLook = {
  readonly icon: IconName;
  readonly tone: "ok" | "bad" | "warn" | "acc" | "dim";
  readonly state: string;
};

const looks = {
  running: { icon: "live", tone: "acc", state: "Running" },
  answered: { icon: "ok", tone: "ok", state: "Answered" },
  failed: { icon: "fail", tone: "bad", state: "Failed" },
  stopped: { icon: "stop", tone: "dim", state: "Stopped" },
  skipped: { icon: "timer", tone: "warn", state: "Skipped" },
  idle: { icon: "ring", tone: "dim", state: "Not tried" },
} as const satisfies Record<DrillRow["state"], RowLook>;

export function rowLook({ state, failures }: DrillRow): RowLook {
  const reason = failures.at(-1)?.reason;
  const isCut = state === "failed" && (reason === "cut" || reason === "stall");
  return isCut ? { ...looks.failed, icon: "cut" } : looks[state];
}

export type RowFacts = {
  readonly provider: string;
  /** What was injected at this link. */
  readonly fault: DrillFault | null;
  /** How the whole rehearsal stands; null before the first. */
  readonly ended: "done" | "failed" | "stopped" | "running" | null;
};

export function rowReason(row: DrillRow, facts: RowFacts): RowReason {
  const last = row.attempts.at(-1);
  const lost = row.failures.at(-1);
  switch (row.state) {
    case "idle":
      return { what: "", rest: idleWords(facts.ended) };
    case "running":
      return { what: "", rest: last?.firstContentMs == null ? "Waiting for the first token." : "Streaming." };
    case "stopped":
      return { what: "", rest: "Stopped." };
    case "skipped":
      return lost === undefined ? { what: "Skipped.", rest: "" } : { what: "Skipped.", rest: lost.message };
    case "answered":
      return { what: "", rest: last === undefined ? "" : answeredWords(last, row) };
    case "failed":
      return lost === undefined ? { what: "Failed.", rest: "" } : failedWords(row, lost, facts);
  }
}

function idleWords(ended: RowFacts["ended"]): string {
  if (ended === null) return "";
  if (ended === "running") return "Not needed yet.";
  return ended === "done" ? "Not needed." : "Not tried.";
}

function answeredWords(attempt: Attempt, { failures }: DrillRow): string {
  const tokens = attempt.usage?.outputTokens ?? 0;
  const perSecond = speedOf(attempt, tokens, attempt.endMs ?? 0);
  const speed = perSecond === null ? "" : ` at ${formatSpeed(perSecond)}\u00a0tok/s`;
  const before = failures[0];
  const after = before === undefined ? "" : ` after ${briefOf(before)}`;
  const skipped = attempt.malformedEvents === 0 ? "" : " One malformed event was skipped.";
  return `Answered with ${formatCount(tokens)} tokens${speed}${after}.${skipped}`;
}

function failedWords(row: DrillRow, lost: Failure, facts: RowFacts): RowReason {
  const tries = row.attempts.length > 1 ? " Tried twice." : "";
  if (lost.reason === "cut" || lost.reason === "stall") {
    const what = lost.reason === "cut" ? "Stream cut" : "Stream stalled";
    return { what: `${what}${afterTokens(facts.fault)}.`, rest: `${draftWords(row.attempts.at(-1))}${tries}` };
  }
  // Where nothing listens there is no word of a provider, only of this computer.
  if (lost.reason === "refused") return { what: "Connection refused.", rest: tries.trim() };
  const what = `${sentence(lost.status === 429 ? "429 rate limited" : briefOf(lost))}.`;
  if (lost.class !== "RATE_LIMIT") return { what, rest: `${messageOf(lost)}${tries}`.trim() };
  const until = lost.hintMs === null ? "" : ` for ${formatPause(lost.hintMs)}`;
  return { what, rest: `${facts.provider} cools down${until}.${tries}` };
}

function afterTokens(fault: DrillFault | null): string {
  if (fault === null || !("afterTokens" in fault)) return "";
  return ` after ${fault.afterTokens === 1 ? "1 token" : `${fault.afterTokens} tokens`}`;
}

function draftWords(attempt: Attempt | undefined): string {
  return attempt === undefined || attempt.droppedText === ""
    ? "The partial answer stays, and is billed."
    : "Partial dropped, still billed.";
}

/** The provider's own words where they say more than the few before them. */
function messageOf({ message }: Failure): string {
  return message === "" || /[.!?]$/.test(message) ? message : `${message}.`;
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

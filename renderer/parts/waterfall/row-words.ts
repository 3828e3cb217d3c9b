import { briefOf, classWords } from "#renderer/parts/failure-words.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import type { Failure } from "#shared/failure.ts";
import { formatCostSum, formatPart, formatPause, formatSeconds, formatTimeOfDay } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { servedInstead } from "#shared/served-model.ts";
import { sumCosts } from "#shared/usage.ts";
import type { WaterfallRow } from "./rows.ts";

/** Names of what a row went to. */
export type RowNames = {
  provider(providerId: string): string;
  model(providerId: string, modelId: string): string;
};

/** A row as text: what sighted users read beside the bar is what assistive tech reads. */
export type RowWords = {
  readonly icon: IconName;
  readonly tone: string;
  /** For assistive tech, in place of the icon. */
  readonly state: string;
  readonly name: string;
  /** Where there is no room for both: `2 Groq` in a chain, else the model. */
  readonly shortName: string;
  readonly nameTone: "bad" | "dim" | "";
  readonly brief: string;
  readonly briefTone: string;
  readonly duration: string;
  readonly cost: string;
  readonly costTitle: string | undefined;
  /** What was paid for no answer is red. */
  readonly costTone: "bad" | "dim" | "";
  readonly why: string | null;
  /** The same as `brief`, at length: shown only where there is room for the wide form. */
  readonly isWhyLong: boolean;
};

/** Icon, tone and word of what a row, or one attempt of it, came to. */
export const rowLooks = {
  running: { icon: "live", tone: "acc", state: "Running" },
  answered: { icon: "ok", tone: "ok", state: "Answered" },
  failed: { icon: "fail", tone: "bad", state: "Failed" },
  stopped: { icon: "stop", tone: "dim", state: "Stopped" },
  skipped: { icon: "timer", tone: "warn", state: "Skipped" },
  idle: { icon: "ring", tone: "dim", state: "Not tried" },
} as const satisfies Record<WaterfallRow["state"], { icon: IconName; tone: string; state: string }>;

export function rowWords(row: WaterfallRow, run: Run, names: RowNames): RowWords {
  const isLost = row.state === "failed";
  const isChain = run.links.length > 1;
  const provider = names.provider(row.providerId);
  const served = servedInstead(run.links[row.linkIndex], {
    modelId: row.modelId,
    modelServed: row.attempts.at(-1)?.modelServed ?? null,
  });
  const asked = names.model(row.providerId, row.modelId);
  const model = served === null ? asked : names.model(row.providerId, served);
  return {
    ...rowLooks[row.state],
    ...(row.failures.at(-1)?.class === "BUDGET" && { icon: "spend" as const }),
    name: `${model} · ${provider}`,
    shortName: isChain ? `${row.linkIndex + 1} ${provider}` : model,
    nameTone: isLost ? "bad" : row.state === "idle" ? "dim" : "",
    brief: [served === null ? "" : `in place of ${asked}`, briefWords(row, run)].filter(Boolean).join(" · "),
    briefTone: isLost ? "bad" : row.state === "skipped" ? "warn" : "dim",
    duration: row.durationMs === null ? "" : formatSeconds(row.durationMs),
    cost: row.cost === null ? "" : row.cost.unknownCount > 0 ? "unknown" : formatCostSum(row.cost),
    costTitle: costTitle(row),
    costTone: (row.cost?.nanoUsd ?? 0) === 0 ? "dim" : isLost ? "bad" : "",
    ...whyWords(row, run, isChain),
  };
}

function briefWords(row: WaterfallRow, run: Run): string {
  if (row.state === "idle") return run.endMs === null ? "not needed yet" : idleEnd(run);
  if (row.state === "stopped") return "stopped";
  const texts = row.failures.map((failure) => briefOf(failure));
  const [first, ...others] = texts;
  if (first === undefined) return "";
  if (others.length === 0) return row.state === "answered" ? `after ${first}` : first;
  const statuses = row.failures.map((failure) => (failure.status === null ? briefOf(failure) : String(failure.status)));
  return row.state === "answered" ? `after ${statuses.join(", ")}` : statuses.join(", then ");
}

function idleEnd(run: Run): string {
  return run.status === "done" ? "not needed" : "not tried";
}

function whyWords(row: WaterfallRow, run: Run, isChain: boolean): { why: string | null; isWhyLong: boolean } {
  const lost = row.failures.at(-1);
  if (row.state === "failed" || row.state === "skipped") {
    return { why: lost === undefined ? null : lostWords(row, run, lost), isWhyLong: true };
  }
  const last = row.attempts.at(-1);
  const phases = last === undefined ? null : phaseWords(last, row.durationMs ?? 0);
  const wasted = wasteWords(row);
  return {
    why: phases === null || wasted === "" ? phases : `${phases} · ${wasted}`,
    isWhyLong: isChain || row.attempts.length > 1,
  };
}

/** What happened, what the server asked for, what it cost and what it said: `429 rate limited. Asked for a 30 s pause, …` */
function lostWords(row: WaterfallRow, run: Run, failure: Failure): string {
  const { hintMs, retryAtMs, message, status, reason } = failure;
  const isHinted = status === 429 && hintMs !== null && reason === null;
  const movedOn = row.state === "failed" && hasMovedOn(row, run) ? ", so the chain moved on" : "";
  const wasted = wasteWords(row);
  const words = [
    sentence(isHinted ? `${status} ${classWords(failure)}` : briefOf(failure)),
    hintMs === null ? "" : `Asked for a ${formatPause(hintMs)} pause${movedOn}.`,
    wasted === "" ? "" : sentence(wasted),
    retryAtMs === null || row.state === "skipped" ? "" : `Cooldown until ${formatTimeOfDay(retryAtMs)}.`,
    // Last, since it may be long and is cut where there is no room.
    ended(message),
  ];
  return words.filter((one) => one !== "").join(" ");
}

/** Servers end their sentences or not; another one follows. */
function ended(words: string): string {
  return words === "" || /[.!?…]$/.test(words) ? words : `${words}.`;
}

function hasMovedOn({ attempts }: WaterfallRow, run: Run): boolean {
  const last = run.attempts.findIndex((attempt) => attempt.id === attempts.at(-1)?.id);
  return run.attempts.slice(last + 1).some((attempt) => attempt.linkIndex !== attempts[0]?.linkIndex);
}

/** What the lost attempts of a row cost; empty where that was nothing, or is not known. */
function wasteWords({ attempts }: WaterfallRow): string {
  const lost = sumCosts(attempts.filter((attempt) => attempt.status === "failed").map((attempt) => attempt.cost));
  return lost.nanoUsd === 0 ? "" : `wasted ${formatCostSum(lost)}`;
}

/** `cut mid-stream` → `Cut mid-stream.` */
function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** `Connect 84 ms · wait 436 ms · stream 4.28 s`: wait lasts from the open connection to the first content. */
function phaseWords(attempt: Attempt, durationMs: number): string | null {
  const { startMs, connectedMs, firstContentMs } = attempt;
  if (connectedMs === null) return null;
  const connect = `Connect ${formatPart(connectedMs - startMs)}`;
  const endMs = attempt.endMs ?? startMs + durationMs;
  if (firstContentMs === null) return `${connect} · wait ${formatPart(endMs - connectedMs)}`;
  const parts = [
    connect,
    `wait ${formatPart(firstContentMs - connectedMs)}`,
    `stream ${formatPart(endMs - firstContentMs)}`,
  ];
  return parts.join(" · ");
}

const sourceWords = {
  reported: "Cost as the provider reported it",
  computed: "Cost computed from tokens and price",
  estimated: "Cost estimated from what arrived",
  unknown: "The price of this model is not known",
} as const satisfies Record<Attempt["cost"]["source"], string>;

function costTitle(row: WaterfallRow): string | undefined {
  const last = row.attempts.at(-1);
  if (last === undefined || last.status === "skipped") return undefined;
  if (last.status === "running") return sourceWords.estimated;
  const wasted = row.state === "failed" && last.cost.nanoUsd !== 0 ? "Wasted. " : "";
  const price =
    last.price === null || last.cost.source !== "computed" ? "" : `, from the ${priceSource[last.price.source]}`;
  return `${wasted}${sourceWords[last.cost.source]}${price}`;
}

const priceSource = {
  link: "price set on the link",
  own: "price set by you",
  "provider list": "provider's price list",
  override: "built-in price",
  "genai-prices": "built-in price list",
  demo: "simulated price list",
} as const;

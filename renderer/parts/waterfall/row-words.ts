import { briefOf } from "#renderer/parts/failure-words.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import { formatCost, formatPart, formatSeconds } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { servedModel } from "#shared/served-model.ts";
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
  readonly isCostNothing: boolean;
  readonly why: string | null;
  /** The same as `brief`, at length: shown only where there is room for the wide form. */
  readonly isWhyLong: boolean;
};

const looks = {
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
  const served = servedInstead(row, run);
  const asked = names.model(row.providerId, row.modelId);
  const model = served === null ? asked : names.model(row.providerId, served);
  return {
    ...looks[row.state],
    name: `${model} · ${provider}`,
    shortName: isChain ? `${row.linkIndex + 1} ${provider}` : model,
    nameTone: isLost ? "bad" : row.state === "idle" ? "dim" : "",
    brief: [served === null ? "" : `in place of ${asked}`, briefWords(row, run)].filter(Boolean).join(" · "),
    briefTone: isLost ? "bad" : row.state === "skipped" ? "warn" : "dim",
    duration: row.durationMs === null ? "" : formatSeconds(row.durationMs),
    cost: row.cost === null ? "" : row.cost.unknownCount > 0 ? "unknown" : costText(row),
    costTitle: costTitle(row),
    isCostNothing: row.cost === null || row.cost.nanoUsd === 0,
    ...whyWords(row, isChain),
  };
}

/** The model that served where it is not the one that was asked: OpenRouter's own fallback. */
function servedInstead({ attempts, linkIndex, modelId }: WaterfallRow, run: Run): string | null {
  const link = run.links[linkIndex];
  const named = attempts.at(-1)?.modelServed ?? null;
  if (link === undefined || named === null) return null;
  const served = servedModel(link, named) ?? named;
  return served === modelId ? null : served;
}

function costText(row: WaterfallRow): string {
  const sum = row.cost;
  if (sum === null) return "";
  return `${sum.isEstimate && sum.nanoUsd > 0 ? "≈" : ""}${formatCost(sum.nanoUsd)}`;
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

function whyWords(row: WaterfallRow, isChain: boolean): { why: string | null; isWhyLong: boolean } {
  const lost = row.failures.at(-1);
  if (row.state === "failed" || row.state === "skipped") {
    return lost === undefined
      ? { why: null, isWhyLong: true }
      : { why: `${sentence(briefOf(lost))} ${lost.message}`.trim(), isWhyLong: true };
  }
  const last = row.attempts.at(-1);
  return {
    why: last === undefined ? null : phaseWords(last, row.durationMs ?? 0),
    isWhyLong: isChain || row.attempts.length > 1,
  };
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
  const price =
    last.price === null || last.cost.source !== "computed" ? "" : `, from the ${priceSource[last.price.source]}`;
  return `${sourceWords[last.cost.source]}${price}`;
}

const priceSource = {
  link: "price set on the link",
  "provider list": "provider's price list",
  override: "built-in price",
  "genai-prices": "built-in price list",
  demo: "simulated price list",
} as const;

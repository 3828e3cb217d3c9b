import type { ChipProps } from "#renderer/ui/chip.tsx";
import type { Failure } from "#shared/failure.ts";
import { formatCountdown, formatTicking } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { elapsedMs } from "#shared/run-numbers.ts";
import { servedInstead } from "#shared/served-model.ts";

/** What a column is doing (ui/README.md §4); the chip and the body follow from it. */
export type ColumnState =
  | { readonly kind: "empty" }
  | { readonly kind: "ready" }
  | { readonly kind: "queued" }
  /** Sent, no content yet. */
  | { readonly kind: "waiting"; readonly attempt: Attempt | undefined }
  /** `untilMs` is null while another request finds out whether the provider is back. */
  | { readonly kind: "cooling-down"; readonly failure: Failure | null; readonly untilMs: number | null }
  | { readonly kind: "streaming"; readonly hasText: boolean }
  /** `linkNumber` counts from 1; `servedInstead` is the model that served where another one was asked. */
  | {
      readonly kind: "done";
      readonly linkNumber: number;
      readonly servedInstead: string | null;
      readonly hasUnknownPrice: boolean;
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** A budget let nothing of it out. */
  | { readonly kind: "not-sent"; readonly failure: Failure }
  | { readonly kind: "no-key"; readonly providerId: string; readonly failure: Failure }
  | { readonly kind: "keychain"; readonly failure: Failure }
  | { readonly kind: "stopped" }
  | { readonly kind: "interrupted" };

export function columnStateOf(hasTarget: boolean, run: Run | undefined): ColumnState {
  if (!hasTarget) return { kind: "empty" };
  if (run === undefined) return { kind: "ready" };
  switch (run.status) {
    case "queued":
      return { kind: "queued" };
    case "starting":
    case "running":
      return liveState(run);
    case "waiting":
      return waitingState(run);
    case "done":
      return doneState(run);
    case "stopped":
      return { kind: "stopped" };
    case "interrupted":
      return { kind: "interrupted" };
    case "failed":
      return failedState(run);
  }
}

function liveState(run: Run): ColumnState {
  const attempt = run.attempts.at(-1);
  if (attempt === undefined || attempt.firstContentMs === null) return { kind: "waiting", attempt };
  return { kind: "streaming", hasText: attempt.firstAnswerMs !== null };
}

function waitingState(run: Run): ColumnState {
  if (run.waiting === null) return { kind: "queued" };
  const failure = run.attempts.findLast((attempt) => attempt.failure !== null)?.failure ?? null;
  return { kind: "cooling-down", failure, untilMs: run.waiting.isProbed === true ? null : run.waiting.untilMs };
}

function doneState(run: Run): ColumnState {
  const answered = run.attempts.find((attempt) => attempt.id === run.answeredBy);
  // What an attempt without a word cost may be unknown at a known price, too; another price would not help there.
  const hasUnknownPrice = run.attempts.some(({ cost, price }) => cost.nanoUsd === null && price === null);
  const linkIndex = answered?.linkIndex ?? 0;
  const instead = answered === undefined ? null : servedInstead(run.links[linkIndex], answered);
  return { kind: "done", linkNumber: linkIndex + 1, servedInstead: instead, hasUnknownPrice };
}

function failedState(run: Run): ColumnState {
  const last = run.attempts.at(-1);
  // Of a single model its one link says more than the sum of the run.
  const failure = (run.links.length <= 1 ? last?.failure : null) ?? run.failure;
  if (failure === null) return { kind: "interrupted" };
  const isUnsent = run.attempts.every(({ status }) => status === "skipped");
  if (isUnsent && run.failure?.class === "BUDGET") return { kind: "not-sent", failure: run.failure };
  const isAlone = run.links.length <= 1;
  const providerId = last?.providerId ?? run.links[0]?.provider;
  if (isAlone && failure.reason === "no-key" && providerId !== undefined)
    return { kind: "no-key", providerId, failure };
  if (isAlone && failure.reason === "key-store") return { kind: "keychain", failure };
  return { kind: "failed", failure };
}

export type ChipWords = Pick<ChipProps, "tone" | "icon" | "isSpinning"> & {
  readonly text: string;
  /** Ticks; apart from the words, so that it is set in tabular numbers. */
  readonly time?: string;
};

/** Icon and word for the column's head; null where there is nothing to say. */
export function chipOf(state: ColumnState, run: Run | undefined, nowMs: number): ChipWords | null {
  const spentMs = run === undefined ? 0 : elapsedMs(run, nowMs);
  switch (state.kind) {
    case "empty":
      return null;
    case "ready":
      return { tone: "neutral", text: "Ready" };
    case "queued":
      return { tone: "accent", icon: "spin", isSpinning: true, text: "Queued", time: formatTicking(spentMs) };
    case "waiting":
      return { tone: "accent", icon: "spin", isSpinning: true, text: "Waiting", time: formatTicking(spentMs) };
    case "streaming":
      return {
        tone: "accent",
        icon: "spin",
        isSpinning: true,
        text: state.hasText ? "Streaming" : "Reasoning",
        time: formatTicking(spentMs),
      };
    case "cooling-down":
      return { tone: "warn", icon: "timer", text: "Cooling down", time: coolingTime(state.untilMs, spentMs) };
    default:
      return endedChip(state);
  }
}

function coolingTime(untilMs: number | null, spentMs: number): string {
  return untilMs === null ? formatTicking(spentMs) : formatCountdown(untilMs - spentMs);
}

type EndedState = Extract<
  ColumnState,
  { kind: "done" | "failed" | "not-sent" | "no-key" | "keychain" | "stopped" | "interrupted" }
>;

function endedChip(state: EndedState): ChipWords {
  switch (state.kind) {
    case "done": {
      // A fallback is never silent, nor is one within a link.
      const link = state.linkNumber > 1 ? `, link ${state.linkNumber}` : "";
      const model = state.servedInstead === null ? "" : ` · ${state.servedInstead.split("/").at(-1)}`;
      return { tone: "ok", icon: "check", text: `Done${link}${model}` };
    }
    case "failed":
      if (state.failure.reason === "offline") return { tone: "neutral", icon: "off", text: "Offline" };
      return { tone: "bad", icon: "fail", text: "No answer" };
    case "not-sent":
      return { tone: "bad", icon: "stop", text: "Not sent" };
    case "no-key":
      return { tone: "neutral", icon: "key", text: "No key" };
    case "keychain":
      return { tone: "bad", icon: "lock", text: "No key" };
    case "stopped":
      return { tone: "neutral", icon: "stop", text: "Stopped" };
    case "interrupted":
      return { tone: "warn", icon: "warn", text: "Interrupted" };
  }
}

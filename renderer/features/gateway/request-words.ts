import { rowsOf, type Segment } from "#renderer/parts/waterfall/rows.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import { formatCostSum, formatSeconds } from "#shared/format.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import type { Run } from "#shared/run.ts";
import { costOfAttempt, numbersOf, shownAttempt } from "#shared/run-numbers.ts";
import { sumCosts } from "#shared/usage.ts";

/** A request's status as a word with its icon. */
export type StatusWords = {
  readonly text: string;
  readonly icon: IconName | null;
  readonly tone: "ok" | "bad" | "warn" | "sub" | "acc";
  readonly isSpinning: boolean;
};

export function isOpenEnded({ clientLeft, run, httpStatus, message }: GatewayRequest): boolean {
  if (clientLeft) return false;
  return run === null ? httpStatus === null && message === null : run.endMs === null;
}

export function statusWords(request: GatewayRequest): StatusWords {
  const { httpStatus, clientLeft, message } = request;
  if (clientLeft) return { text: "client left", icon: null, tone: "sub", isSpinning: false };
  if (isOpenEnded(request)) return { text: "running", icon: "spin", tone: "acc", isSpinning: true };
  if (httpStatus === null) return { text: "no answer", icon: "fail", tone: "bad", isSpinning: false };
  if (httpStatus >= 400) return { text: String(httpStatus), icon: "fail", tone: "bad", isSpinning: false };
  // The status was sent before the stream broke; a proxy cannot take it back.
  if (message !== null) return { text: `${httpStatus}, cut`, icon: "warn", tone: "warn", isSpinning: false };
  return { text: String(httpStatus), icon: "ok", tone: "ok", isSpinning: false };
}

/** Who answered. `providerId` is null where nobody did. */
export type Answerer = {
  readonly providerId: string | null;
  readonly words: string;
  readonly tone: "" | "bad" | "sub";
};

export function answererOf(request: GatewayRequest, providerName: (id: string) => string): Answerer {
  const { run, clientLeft } = request;
  if (run?.failure?.class === "BUDGET") {
    const why = run.failure.reason === "unknown-price" ? "price unknown" : "over budget";
    return { providerId: null, words: `not sent, ${why}`, tone: "bad" };
  }
  if (run === null || run.attempts.every((attempt) => attempt.status === "skipped")) {
    const hasFailed = run !== null && run.endMs !== null;
    return { providerId: null, words: hasFailed ? noAnswer(run) : "not sent", tone: hasFailed ? "bad" : "sub" };
  }
  const attempt = run.endMs === null || clientLeft ? run.attempts.at(-1) : shownAttempt(run);
  if (attempt === undefined || isUnanswered(request, run))
    return { providerId: null, words: noAnswer(run), tone: "bad" };
  return { providerId: attempt.providerId, words: providerName(attempt.providerId), tone: "" };
}

/** A stream that was cut after its 200 was answered in part. */
function isUnanswered({ clientLeft, httpStatus }: GatewayRequest, run: Run): boolean {
  return run.endMs !== null && run.answeredBy === null && !clientLeft && httpStatus !== 200;
}

function noAnswer({ links }: Run): string {
  return links.length > 1 ? "no link answered" : "no answer";
}

/** `link 2`, `direct`; nothing for the first link of a chain. */
export function placeWords({ run }: GatewayRequest): string {
  if (run === null) return "";
  if (run.target.kind === "model") return "direct";
  const attempt = shownAttempt(run) ?? run.attempts.at(-1);
  return attempt === undefined || attempt.linkIndex === 0 ? "" : `link ${attempt.linkIndex + 1}`;
}

/** Cells of a row, empty where there is nothing to say yet. */
export type RequestFigures = { readonly firstToken: string; readonly total: string; readonly cost: string };

export function figuresOf({ run, httpStatus }: GatewayRequest, nowMs: number): RequestFigures {
  if (run === null) return { firstToken: "", total: "", cost: httpStatus === null ? "" : "$0" };
  const { firstTokenMs, totalMs, cost } = numbersOf(run, 0, nowMs);
  const costText = cost.unknownCount > 0 ? "unknown" : formatCostSum(cost);
  return {
    firstToken: firstTokenMs === null ? "" : formatSeconds(firstTokenMs),
    total: formatSeconds(totalMs),
    // A running cost would be guessed from texts, and they are not here.
    cost: run.endMs === null ? "" : costText,
  };
}

/** All attempts of a run on one line. */
export function segmentsOf(run: Run, nowMs: number): readonly Segment[] {
  const all = rowsOf(run, 0, nowMs - run.startedAtMs).flatMap((row) => row.segments);
  // Links that were skipped in the same moment lie on top of each other.
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}

function isSame(one: Segment, other: Segment): boolean {
  return one.kind === other.kind && one.startMs === other.startMs;
}

/** What a program finds in the answer's headers, and, since a stream's cost comes after them, in its body's `understudy`. */
export function sentBack(request: GatewayRequest, run: Run): readonly string[] {
  const attempt = isUnanswered(request, run) ? undefined : (shownAttempt(run) ?? run.attempts.at(-1));
  const count = run.attempts.filter(({ status }) => status !== "skipped").length;
  const { nanoUsd, unknownCount } = sumCosts(run.attempts.map((one) => costOfAttempt(run, one, 0)));
  const hasCost = run.endMs !== null && unknownCount === 0;
  return [
    ...(attempt === undefined ? [] : [`x-understudy-link: ${attempt.linkIndex + 1}`]),
    `x-understudy-attempts: ${count}`,
    ...(hasCost ? [`understudy.costUsd: ${nanoUsd / 1e9}`] : []),
  ];
}

import type { Run } from "#shared/run.ts";
import { answerCost, answerText, billedNanoUsd } from "./answers.ts";

export type RunQuestion = {
  readonly question: string;
  /** The link that stands for a provider. */
  readonly linkOf: (providerId: string) => string;
  /** Whether it was stopped by whoever asked. */
  readonly wasStopped: boolean;
  /** Whether the program was killed meanwhile. */
  readonly wasKilled: boolean;
};

/** What must not be so with a run that is over, in words; empty where all is well. */
export function faultsOfRun(run: Run, asked: RunQuestion): readonly string[] {
  const faults = [...faultsOfEnd(run, asked), ...faultsOfText(run, asked)];
  if (run.attempts.some(({ endMs }) => endMs === null)) faults.push("has an attempt without an end");
  return faults.map((fault) => `Run ${run.id} ${fault}.`);
}

/** Nothing that our servers do is our own fault, and nothing of it is one of ours. */
const neverClasses = new Set(["LOCAL", "ABORT", "BUDGET", "BAD_REQUEST", "UNSUPPORTED", "CONTEXT_LENGTH", "AUTH"]);

function faultsOfEnd(run: Run, { wasStopped, wasKilled }: RunQuestion): string[] {
  const { status, failure } = run;
  if (run.endMs === null) return [`is ${status} without an end`];
  if (status === "stopped") return wasStopped ? [] : ["was stopped by nobody"];
  if (status === "interrupted") return wasKilled ? [] : ["was interrupted although the program went on"];
  if (status === "done") return failure === null ? [] : ["is done and failed"];
  if (status !== "failed" || failure === null) return [`ended as ${status} without a failure`];
  const isAllowed = !neverClasses.has(failure.class) && failure.reason !== "internal";
  return isAllowed ? [] : [`failed with ${failure.class} (${failure.reason}): ${failure.message}`];
}

/** Done is the whole answer of the one link that is named for it, billed as it was sent; else it may be a beginning. */
function faultsOfText(run: Run, { question, linkOf }: RunQuestion): string[] {
  if (run.status !== "done") {
    const links = run.links.map(({ provider }) => linkOf(provider));
    const isBeginning = links.some((link) => answerText(link, question).startsWith(run.text));
    return isBeginning ? [] : [`has a text that was never sent: "${run.text}"`];
  }
  const answered = run.attempts.find(({ id }) => id === run.answeredBy);
  if (answered === undefined) return ["is done and answered by nobody"];
  const link = linkOf(answered.providerId);
  const faults = run.text === answerText(link, question) ? [] : [`is shown as whole with "${run.text}"`];
  const { nanoUsd } = answered.cost;
  const costs = answerCost(link, question);
  // OpenRouter says later what it charged, where an answer did not.
  const isRight = nanoUsd === costs || (link === "openrouter" && nanoUsd === billedNanoUsd);
  return isRight ? faults : [...faults, `costs ${nanoUsd} instead of ${costs} nano-USD`];
}

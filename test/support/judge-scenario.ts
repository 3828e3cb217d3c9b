import type { Run } from "#shared/run.ts";
import { wholeTextOf } from "./scenario-checks.ts";
import { answerCostNanoUsd, type LinkName, linkNames } from "./scenario-world.ts";
import type { Expected, Seen } from "./scenarios.ts";

/**
 * pass: as specified. partial: answered, but with other calls, or later. safe: no answer where one was due, said as a
 * clean failure. fail: a wrong or joined text, a failure that was not seen, a hang, a crash.
 */
export type Verdict = "pass" | "partial" | "safe" | "fail";
export type Judged = { readonly verdict: Verdict; readonly problems: readonly string[] };

/** What came of a scenario against what engine.md §7 says. `withinMs` replaces the expected limit of time. */
export function judge(seen: Seen, expects: Expected, withinMs = expects.withinMs): Judged {
  const { run } = seen;
  const wrong = wrongText(run);
  if (wrong !== null) return { verdict: "fail", problems: [wrong] };
  const isAnswerDue = isLink(expects.outcome);
  if (run.status !== "done") {
    const shown = run.failure?.class ?? run.status;
    if (isAnswerDue) return { verdict: "safe", problems: [`it failed with ${shown}`] };
    const problems = [
      ...(shown === expects.outcome ? [] : [`${shown} was shown`]),
      ...othersOf(seen, expects, withinMs),
    ];
    return { verdict: problems.length === 0 ? "pass" : "safe", problems };
  }
  if (!isAnswerDue) return { verdict: "fail", problems: [`${expects.outcome} was not shown`] };
  const problems = [...answerProblems(run, expects), ...othersOf(seen, expects, withinMs)];
  return { verdict: problems.length === 0 ? "pass" : "partial", problems };
}

function isLink(outcome: string): outcome is LinkName {
  return linkNames.some((name) => name === outcome);
}

/** Whatever happens, an answer is one link's whole text, and a failure shows the beginning of one at most. */
function wrongText({ status, text }: Run): string | null {
  const whole = linkNames.map((name) => wholeTextOf(name));
  const isRight = status === "done" ? whole.includes(text) : whole.some((one) => one.startsWith(text));
  return isRight ? null : `the text is wrong: ${text.slice(0, 60)}`;
}

function answerProblems({ attempts, answeredBy, text }: Run, { outcome }: Expected): string[] {
  const winner = attempts.find(({ id }) => id === answeredBy);
  const problems: string[] = [];
  const say = (isWrong: boolean, problem: string) => isWrong && problems.push(problem);
  say(winner?.providerId !== outcome, `${winner?.providerId} answered`);
  say(text.startsWith(String(outcome)) === false, "the text is the other link's");
  say(winner?.modelServed !== `${outcome}-served`, `the served model is ${winner?.modelServed}`);
  const { inputTokens, outputTokens, source } = winner?.usage ?? {};
  const isUsageRight = inputTokens === 100 && outputTokens === 60 && source === "reported";
  say(!isUsageRight, `the usage is ${inputTokens} in, ${outputTokens} out (${source})`);
  say(winner?.cost.nanoUsd !== answerCostNanoUsd, `the answer was booked with ${winner?.cost.nanoUsd} nano-USD`);
  return problems;
}

function othersOf(seen: Seen, { calls, also }: Expected, withinMs: number): string[] {
  const counts = linkNames.map((name) => [name, seen.calls[name].length, calls[name]] as const);
  const wrongCalls = counts.filter(([, count, due]) => count !== due);
  const said = also?.(seen) ?? null;
  return [
    ...wrongCalls.map(([name, count, due]) => `${count} instead of ${due} calls to the ${name}`),
    ...(seen.tookMs > withinMs ? [`it took ${(seen.tookMs / 1000).toFixed(1)} s`] : []),
    ...(said === null ? [] : [said]),
  ];
}

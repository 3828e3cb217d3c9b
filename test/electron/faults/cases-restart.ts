import type { Run } from "#shared/run.ts";
import { answerCostNanoUsd } from "#test/support/scenario-world.ts";
import { cut } from "./expectations.ts";
import { type FaultCase, streamsOnly } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";

/** P47: an answer that breaks off after some content. Whatever came of it, it cost something. */

const tokensOf = { short: (index: number) => String(index % 10), long: (index: number) => `primary${index} ` };

type Kind = keyof typeof tokensOf;

/** A cut answer is estimated, the one that won is as the provider reports it. */
function areCosted({ attempts }: Run): string | null {
  const [first, second] = attempts.map(({ cost }) => cost);
  const isEstimated = first?.source === "estimated" && (first.nanoUsd ?? 0) > 0;
  const isBooked = second === undefined || second.nanoUsd === answerCostNanoUsd;
  return isEstimated && isBooked ? null : `the costs are ${JSON.stringify([first, second])}`;
}

function after(count: number, kind: Kind): Variant[] {
  const tokens = Array.from({ length: 1_200 }, (_, index) => tokensOf[kind](index));
  const shown = tokens.slice(0, count).join("");
  const setup = {
    // All that was written arrives: the end is in the middle of a chunk.
    scripts: { primary: [{ kind: "cut", after: count, how: "mid-chunk" }] },
    servers: { primary: { answer: { tokens } } },
  } as const;
  const kept: Expected = { ...cut, outcome: "failed", text: shown, also: areCosted };
  const restarted: Expected = { ...cut, dropped: shown, also: areCosted };
  // What is long is not taken back, even where the chain would restart.
  const isLong = shown.length > 1_500;
  return [
    { name: `restart after ${count} ${kind}`, setup, expects: isLong ? kept : restarted },
    { name: `keep after ${count} ${kind}`, setup: { ...setup, onMidStream: "fail" }, expects: kept },
  ];
}

export const restartCases: readonly FaultCase[] = [
  {
    id: "P47",
    title: "cut after 1, 10 and 1,000 tokens: taken back or kept as the chain says, and both attempts are costed",
    notOn: streamsOnly,
    play: inVariants(() => [
      ...after(1, "long"),
      ...after(10, "long"),
      ...after(1_000, "short"),
      ...after(1_000, "long"),
    ]),
  },
];

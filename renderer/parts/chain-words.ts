import { formatCountWord } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";

/**
 * What became of a chain that gave no answer. Some refusals end it at once, since every link would get the same request:
 * the rest was not tried then.
 */
export function chainWords(run: Run): string {
  const tried = new Set(run.attempts.map((attempt) => attempt.linkIndex));
  const last = run.attempts.at(-1);
  const untried = run.links.length - tried.size;
  if (untried === 0 || last === undefined) return `None of the ${formatCountWord(run.links.length)} links answered.`;
  const rest = untried === 1 ? "link was" : `${formatCountWord(untried)} links were`;
  return `The chain stopped at link ${last.linkIndex + 1}. The other ${rest} not tried.`;
}

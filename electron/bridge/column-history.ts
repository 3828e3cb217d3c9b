import type { ComparisonState } from "#shared/contract.ts";
import type { ColumnOverrides, Image, Message, Prompt, PromptImage } from "#shared/prompt.ts";
import { promptOfRound } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";

/** One prompt of a thread with one column's answer to it. */
export type Turn = { readonly comparison: Comparison; readonly answer: string };

/**
 * The comparisons that a prompt follows, oldest first: the path of `followsId`, which leaves out what was edited and
 * sent again. It ends where one of them is not there any more.
 */
export function threadOf(states: readonly ComparisonState[], followsId: string | undefined): ComparisonState[] {
  const byId = new Map(states.map((state) => [state.comparison.id, state]));
  const thread: ComparisonState[] = [];
  for (let next = followsId; next !== undefined; ) {
    const state = byId.get(next);
    if (state === undefined) break;
    // Taken out, so that a damaged path that bites its own tail ends, too.
    byId.delete(next);
    thread.unshift(state);
    next = state.comparison.followsId;
  }
  return thread;
}

/** What one column has said in a thread, isolated from the others. A prompt that it did not answer is no turn of it. */
export function turnsOf(thread: readonly ComparisonState[], columnId: string): Turn[] {
  return thread.flatMap(({ comparison, runs }) => {
    const newest = runs.findLast((run) => run.columnId === columnId);
    if (newest === undefined || !isAnswer(newest)) return [];
    return [{ comparison: asAsked(comparison, newest), answer: newest.text }];
  });
}

/** Of a repeated comparison, the run's own prompt: with the values of its row. */
function asAsked(comparison: Comparison, { round }: Run): Comparison {
  if (comparison.repeat === undefined || round === undefined) return comparison;
  const { prompt, system } = promptOfRound(comparison, round);
  return { ...comparison, prompt, ...(system !== undefined && { system }) };
}

/** What the user stopped, or a crash cut off, was read all the same; a failed run's remains are no answer. */
function isAnswer({ status, text }: Run): boolean {
  return text.trim() !== "" && (status === "done" || status === "stopped" || status === "interrupted");
}

export type Asking = {
  readonly comparison: Pick<Comparison, "id" | "prompt" | "system">;
  readonly overrides: ColumnOverrides | undefined;
  readonly turns: readonly Turn[];
  /** The images of each comparison that has some. */
  readonly images: ReadonlyMap<string, readonly PromptImage[]>;
};

/** Everything that one column's model gets to read. The column's own system text stands in for the comparison's. */
export function promptOf({ comparison, overrides, turns, images }: Asking): Prompt {
  const user = ({ id, prompt }: Pick<Comparison, "id" | "prompt">): Message => {
    const own = (images.get(id) ?? []).map((image): Image => ({ kind: "data", ...image }));
    return { role: "user", text: prompt, ...(own.length > 0 && { images: own }) };
  };
  const system = overrides?.system ?? comparison.system ?? "";
  return {
    system: system.trim() === "" ? null : system,
    messages: [
      ...turns.flatMap((turn): Message[] => [user(turn.comparison), { role: "assistant", text: turn.answer }]),
      user(comparison),
    ],
  };
}

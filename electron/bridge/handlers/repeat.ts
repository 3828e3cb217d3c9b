import { readDataSet } from "#electron/bridge/data-set/read-data-set.ts";
import { notSaved } from "#electron/bridge/not-saved.ts";
import type { Done } from "#electron/bridge/outcome.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import { isRepeated } from "#electron/manager/repeat/work.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { readStored, statesOf } from "./repeat-states.ts";
import { savedWorkOf } from "./repeat-work.ts";
import { checkRepeat, refusalSentence, startRepeat } from "./start-repeat.ts";

type RepeatHandlers = Pick<
  Handlers,
  | "repeat.start"
  | "repeat.check"
  | "repeat.pause"
  | "repeat.resume"
  | "repeat.stop"
  | "repeat.state"
  | "repeat.readData"
>;

/** Comparisons that are asked again and again. */
export function repeatHandlers(dependencies: HandlerDependencies): RepeatHandlers {
  const { workspace, repeats } = dependencies;
  // What is just being begun or resumed runs a moment later: else that would be the last word.
  const halt = (comparisonId: string, change: () => Promise<Done>) => {
    const halted = () => changed(dependencies, comparisonId, change);
    return repeats.isRunning(comparisonId) ? halted() : workspace.conversationTurns(halted);
  };
  return {
    "repeat.start": (input) => workspace.conversationTurns(() => startRepeat(dependencies, input)),
    "repeat.check": (input) => checkRepeat(dependencies, input),
    "repeat.pause": ({ comparisonId }) => halt(comparisonId, () => repeats.pause(comparisonId)),
    "repeat.stop": ({ comparisonId }) => halt(comparisonId, () => repeats.stop(comparisonId)),
    "repeat.resume": ({ comparisonId }) => workspace.conversationTurns(() => resumeRepeat(dependencies, comparisonId)),
    "repeat.readData": async ({ text }) => readDataSet(text),
    "repeat.state": ({ comparisonId }) => stateNow(dependencies, comparisonId),
  };
}

async function changed(
  dependencies: HandlerDependencies,
  comparisonId: string,
  change: () => Promise<Done>,
): Promise<Answer<RepeatState>> {
  const known = await stateNow(dependencies, comparisonId);
  if (!known.ok) return known;
  const done = await change();
  return done.ok ? stateNow(dependencies, comparisonId) : notSaved(done);
}

async function stateNow(dependencies: HandlerDependencies, comparisonId: string): Promise<Answer<RepeatState>> {
  const known = dependencies.repeats.state(comparisonId);
  if (known !== null) return succeed(known);
  const read = await readRepeated(dependencies, comparisonId);
  if (!read.ok) return read;
  const { conversation, stored } = read.value;
  const states = statesOf(dependencies, conversation, stored);
  const state = states.find((one) => one.comparisonId === comparisonId);
  return state === undefined ? gone() : succeed(state);
}

const gone = () => refuse("not-found", "This comparison is not repeated, or not there any more.");

/** The conversation of a repeated comparison. */
async function readRepeated(dependencies: HandlerDependencies, comparisonId: string) {
  const { store, repeats } = dependencies;
  const found = await store.repeat(comparisonId);
  if (!found.ok) return refuse("unavailable", `The comparison could not be read: ${found.message}`);
  const conversationId = found.value?.conversationId ?? repeats.state(comparisonId)?.conversationId;
  if (conversationId === undefined) return gone();
  const read = await readConversation(dependencies, conversationId);
  if (!read.ok) return read;
  if (read.value === null) return gone();
  return succeed({ conversation: read.value, stored: await readStored(dependencies, conversationId) });
}

async function resumeRepeat(dependencies: HandlerDependencies, comparisonId: string): Promise<Answer<RepeatState>> {
  const { workspace, repeats } = dependencies;
  const known = await stateNow(dependencies, comparisonId);
  if (!known.ok || known.value.status === "running" || known.value.status === "done") return known;
  const read = await readRepeated(dependencies, comparisonId);
  if (!read.ok) return read;
  const { comparisons } = read.value.conversation;
  const comparison = comparisons.find((state) => state.comparison.id === comparisonId)?.comparison;
  if (comparison === undefined || !isRepeated(comparison)) return gone();
  if (comparison.isDemo !== workspace.settings().demo) return refuse("conflict", otherMode(comparison.isDemo));
  const work = await savedWorkOf(dependencies, { comparison, known: comparisons });
  if (!work.ok) return work;
  const resumed = await repeats.resume(work.value);
  if (resumed.ok) return stateNow(dependencies, comparisonId);
  if (!("refusal" in resumed)) return notSaved(resumed);
  return refuse("conflict", refusalSentence(dependencies, resumed.refusal));
}

function otherMode(isDemo: boolean): string {
  return isDemo
    ? "This was measured in the demo. Turn the demo on to go on with it."
    : "This was measured with real providers. Turn the demo off to go on with it.";
}

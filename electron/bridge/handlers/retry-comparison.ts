import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import { askColumns, readImages } from "./ask-columns.ts";
import { checkTargets } from "./check-targets.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** More runs of a comparison, each with the prompt, the images and the turns before it that the first ones had. */
export async function retryComparison(
  dependencies: HandlerDependencies,
  { comparisonId, columns }: Input<"comparison.retry">,
): Promise<Answer<null>> {
  const { workspace, manager, clock, sessions } = dependencies;
  const lost = checkTargets(dependencies, columns);
  if (lost !== null) return lost;
  const known = await readOpen(dependencies);
  if (!known.ok) return known;
  const state = known.value.find(({ comparison }) => comparison.id === comparisonId);
  if (state === undefined) return refuse("not-found", "This prompt is not part of the open conversation.");
  if (state.comparison.repeat !== undefined) {
    return refuse("conflict", "A repeated prompt is not tried again by its columns. Resume it, or repeat it anew.");
  }
  const runs = [...known.value, ...manager.live()].flatMap((one) => one.runs);
  if (columns.some(({ runId }) => runs.some((run) => run.id === runId))) {
    return refuse("conflict", "This was tried again before.");
  }
  const answering = new Set(state.runs.filter((run) => run.endMs === null).map((run) => run.columnId));
  if (columns.some(({ columnId }) => answering.has(columnId))) {
    return refuse("conflict", "This column is still answering. Stop it first.");
  }
  const { comparison } = state;
  const images = await readImages(dependencies, comparison);
  if (!images.ok) return images;
  const asked = await askColumns(dependencies, { comparison, columns, known: known.value, images: images.value });
  // By the switch as it is now: a real prompt that is tried again in the demo must call nobody. And what it costs is
  // spent in the session of now.
  const send = {
    startedAtMs: clock.epochMs(),
    isDemo: workspace.settings().demo,
    sessionId: sessions.current().id,
  };
  const started = await manager.start({ comparison, columns: asked, send });
  return started.ok ? succeed(null) : started;
}

async function readOpen(dependencies: HandlerDependencies) {
  const { conversationId } = dependencies.workspace.settings();
  if (conversationId === null) return succeed([]);
  const read = await readConversation(dependencies, conversationId);
  return read.ok ? succeed(read.value?.comparisons ?? []) : read;
}

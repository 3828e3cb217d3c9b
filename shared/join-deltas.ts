import type { RunEvent } from "./run.ts";

export type Delta = Extract<RunEvent, { type: "delta" }>;

/**
 * Two neighbouring deltas as one, or null where they must stay apart: another attempt, another channel, another call,
 * or a piece that begins a call. The first one's time stays: it says when the content arrived.
 */
export function joinDeltas(last: Delta, next: Delta): Delta | null {
  if (last.runId !== next.runId || last.attemptId !== next.attemptId || last.channel !== next.channel) return null;
  if (last.tool?.index !== next.tool?.index) return null;
  // Id and name come with the first piece of a call; joined to the piece before, they would be lost.
  if (next.tool !== undefined && (next.tool.id !== null || next.tool.name !== null)) return null;
  return { ...last, text: last.text + next.text };
}

import { type Delta, joinDeltas } from "#shared/join-deltas.ts";
import { type AnswerState, noteFact } from "./answer-state.ts";
import type { Part } from "./dependencies.ts";

export type ContentAt = {
  readonly runId: string;
  readonly attemptId: string;
  /** Ms since the run's Send. */
  readonly atMs: number;
  readonly state: AnswerState;
  /** Told of everything that bears on the deadlines. */
  readonly heard: (what: "reasoning" | "content" | "finish" | "terminated") => void;
};

/** Content parts → delta events, neighbours of one chunk merged; facts go into the state. */
export function contentEvents(parts: readonly Part[], at: ContentAt): Delta[] {
  const events: Delta[] = [];
  for (const part of parts) {
    const delta = deltaOf(part, at);
    if (delta === null) {
      noteFact(at.state, part);
      if (part.type === "finish" || part.type === "terminated") at.heard(part.type);
      continue;
    }
    // Empty deltas are no content (R14), but a piece that only names a call is.
    if (delta.text === "" && delta.tool === undefined) continue;
    noteContent(at.state, delta);
    at.heard(delta.channel === "reasoning" ? "reasoning" : "content");
    const last = events.at(-1);
    const joined = last === undefined ? null : joinDeltas(last, delta);
    if (joined === null) events.push(delta);
    else events[events.length - 1] = joined;
  }
  return events;
}

function deltaOf(part: Part, { runId, attemptId, atMs }: ContentAt): Delta | null {
  const delta = { type: "delta", runId, attemptId, atMs } as const;
  switch (part.type) {
    case "text-delta":
      return { ...delta, channel: "text", text: part.text };
    case "reasoning-delta":
      return { ...delta, channel: "reasoning", text: part.text };
    case "tool-delta":
      return { ...delta, channel: "tool", text: part.text, ...(part.tool && { tool: part.tool }) };
    default:
      return null;
  }
}

function noteContent(state: AnswerState, { channel, text, atMs }: Delta): void {
  state.firstContentMs ??= atMs;
  state.lastContentMs = atMs;
  if (channel === "reasoning") state.reasoningLength += text.length;
  else if (channel === "tool") state.hasTool = true;
  else {
    state.textLength += text.length;
    state.firstAnswerMs ??= atMs;
  }
}

import { type Delta, joinDeltas } from "#shared/join-deltas.ts";
import { type AnswerState, noteFact, noteGoingOn } from "./answer-state.ts";
import type { Part } from "./dependencies.ts";
import type { KeyGuard, Piece } from "./key-guard.ts";

export type ContentAt = {
  readonly runId: string;
  readonly attemptId: string;
  /** Ms since the run's Send. */
  readonly atMs: number;
  readonly state: AnswerState;
  readonly guard: KeyGuard;
  /** Told of everything that bears on the deadlines. */
  readonly heard: (what: "reasoning" | "content" | "finish" | "terminated") => void;
};

/**
 * Content parts → delta events, neighbours of one chunk merged; facts go into the state. Neighbours are merged before
 * anything is made of them: several hundred may arrive at once, and each may cost next to nothing (engine.md R23).
 */
export function contentEvents(parts: readonly Part[], at: ContentAt): Delta[] {
  const events: Delta[] = [];
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (part.type === "text-delta" || part.type === "reasoning-delta") {
      text += part.text;
      if (parts[index + 1]?.type === part.type) continue;
      hear(events, at, { channel: part.type === "text-delta" ? "text" : "reasoning", text });
      text = "";
    } else if (part.type === "tool-delta") {
      hear(events, at, { channel: "tool", text: part.text, ...(part.tool && { tool: part.tool }) });
    } else {
      // Not at a finish: there are servers that say one with each piece of an answer.
      if (part.type === "terminated") tellHeld(events, at);
      noteFact(at.state, part, at.guard.clean);
      if (part.type === "finish" || part.type === "terminated") at.heard(part.type);
    }
  }
  return events;
}

/** What waited for more, once the answer has ended. */
export function heldEvents(at: ContentAt): Delta[] {
  const events: Delta[] = [];
  tellHeld(events, at);
  return events;
}

function tellHeld(events: Delta[], at: ContentAt): void {
  for (const held of at.guard.rest()) tell(events, at, held);
}

/** Empty deltas are no content (R14), but a piece that only names a call is. */
function isContent({ text, tool }: Piece): boolean {
  return text !== "" || tool !== undefined;
}

function hear(events: Delta[], at: ContentAt, piece: Piece): void {
  // The server is at work, also where what it said has to wait.
  if (isContent(piece)) {
    noteGoingOn(at.state);
    at.heard(piece.channel === "reasoning" ? "reasoning" : "content");
  }
  tell(events, at, at.guard.pass(piece));
}

function tell(events: Delta[], at: ContentAt, content: Piece): void {
  if (!isContent(content)) return;
  const { runId, attemptId, atMs, state } = at;
  const delta: Delta = { type: "delta", runId, attemptId, atMs, ...content };
  noteContent(state, delta);
  const last = events.at(-1);
  const joined = last === undefined ? null : joinDeltas(last, delta);
  if (joined === null) events.push(delta);
  else events[events.length - 1] = joined;
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

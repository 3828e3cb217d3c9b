import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import type { RunRequest } from "#electron/manager/new-job.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Comparison, Conversation, Run, RunEvent } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import type { Answer } from "./answer.ts";
import { type ErrorAnswer, serverError } from "./openai-error.ts";
import { createOutlet, type Outlet } from "./outlet.ts";
import { readBody } from "./read-body.ts";
import { type ChatAsk, readChat } from "./read-chat.ts";
import type { LogEntry, RequestLog } from "./request-log.ts";
import { createThinner } from "./run-events.ts";
import type { RunTraffic } from "./run-traffic.ts";
import { sendError } from "./send-json.ts";
import { findServed, type Served, type Serving } from "./served-models.ts";
import { createStreamAnswer } from "./stream-answer.ts";
import { createWholeAnswer } from "./whole-answer.ts";

export type ChatParts = {
  readonly serving: Serving;
  /** Null where the program is ending. */
  readonly startRun: (request: RunRequest) => { stop(): void } | null;
  /** Puts a request on record, before its run may be. Never waited for; trouble is told elsewhere. */
  readonly record: (request: { conversation: Conversation; comparison: Comparison }) => void;
  /** Puts events of a run on record after its request. Never waited for. */
  readonly keep: (events: readonly RunEvent[]) => void;
  readonly traffic: RunTraffic;
  readonly log: RequestLog;
  /** False once the gateway is being turned off. */
  readonly isOn: () => boolean;
  readonly clock: Pick<Clock, "epochMs" | "after">;
  readonly ids: Ids;
  /** The span of spend that a request counts in when it comes. */
  readonly sessionId: () => string;
};

export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: string;
};

const mostBodyBytes = 32 * 1024 * 1024;
/** How long a run may wait for a link to come back (engine.md R18a). */
const maxWaitMs = 8000;
const recordAfterMs = 100;

/** `POST /v1/chat/completions`, from its body to the last byte of its answer. */
export async function answerChat(parts: ChatParts, { request, response, client }: Exchange): Promise<void> {
  const entry = parts.log.open(client);
  const gone = () => (parts.isOn() ? entry.left() : entry.cutOff("The gateway was turned off."));
  let onGone = gone;
  const outlet = createOutlet({ response, clock: parts.clock, onGone: () => onGone() });
  const refuse = (error: ErrorAnswer, headers: Record<string, string> = {}) => {
    entry.answered(error.status, error.message);
    sendError(outlet, error, { headers });
  };
  const body = await readBody(request, mostBodyBytes);
  if (body.kind === "gone") return;
  // The rest of it is not read, so nothing else can come over this connection.
  if (body.kind === "refused") return refuse(body.error, { connection: "close" });
  const reading = readChat(body.text);
  entry.asked(reading.ok ? reading.ask.asked : reading.asked);
  if (!reading.ok) return refuse(reading.error);
  const served = findServed(parts.serving, reading.ask.asked);
  if (!served.ok) return refuse(served.error);
  const run = begin(parts, { ask: reading.ask, served, outlet, entry, client });
  if (run === null) return refuse(serverError("Understudy is closing.", "closing"));
  onGone = () => {
    gone();
    run.stop();
  };
}

type Asked = {
  readonly ask: ChatAsk;
  readonly served: Extract<Served, { ok: true }>;
  readonly outlet: Outlet;
  readonly entry: LogEntry;
  readonly client: string;
};

function begin(parts: ChatParts, asked: Asked): { stop(): void } | null {
  const { ask, served, outlet } = asked;
  const { gateway } = parts.serving.settings();
  const records = recordsOf(parts, asked);
  const { comparison } = records;
  const [column] = records.conversation.columns;
  if (column === undefined) throw new Error("A conversation of one has one column.");
  const runId = parts.ids.next();
  const recorder = recordOnce(parts, () => {
    parts.record(records);
    const waiting = parts.traffic.due(runId);
    if (waiting.length > 0) parts.keep(waiting);
  });
  parts.traffic.add(runId, { keepsTexts: gateway.saveTexts, isRecorded: recorder.isDone });
  const nowEpochMs = () => parts.clock.epochMs();
  const chainName = served.chain?.name ?? null;
  const create = ask.stream ? createStreamAnswer : createWholeAnswer;
  const answer = create({ outlet, chainName, includeUsage: ask.includeUsage, nowEpochMs });
  const run = parts.startRun({
    comparison,
    column: { columnId: column.id, runId, target: served.target },
    prompt: ask.prompt,
    overrides: ask.overrides,
    maxWaitMs,
    // What was sent cannot be taken back; what was not can begin anew.
    ...(ask.stream && { onMidStream: "fail" }),
    onEvent: listenerOf({ answer, entry: asked.entry, record: recorder.record }),
  });
  if (run === null) recorder.cancel();
  return run;
}

/**
 * The record is made a moment after the request went out, so that it costs the first token nothing. What happens
 * until then waits (run-traffic.ts).
 */
function recordOnce({ clock }: Pick<ChatParts, "clock">, record: () => void) {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    cancel();
    record();
  };
  const cancel = clock.after(recordAfterMs, once);
  return { record: once, cancel, isDone: () => isDone };
}

type Listening = { readonly answer: Answer; readonly entry: LogEntry; readonly record: () => void };

/** Turns a run's events into the answer and the list's entry. A delta costs the answer's one write and no more. */
function listenerOf({ answer, entry, record }: Listening): (event: RunEvent) => void {
  const thin = createThinner();
  let run: Run | undefined;
  return (event) => {
    const figures = thin(event);
    if (figures !== null) run = reduceRun(run, figures);
    if (run === undefined) return;
    if (event.type === "delta") answer.delta(event, run);
    else if (event.type === "reset") answer.reset();
    if (figures === null) return;
    entry.run(run);
    if (event.type !== "run-ended") return;
    record();
    const { status, error } = answer.end(run);
    entry.answered(status, error?.message ?? null);
  };
}

/** A conversation of one. Without the texts where they are not to be saved. */
function recordsOf({ ids, clock, sessionId, serving }: ChatParts, { ask, served, client }: Asked) {
  const { gateway, demo: isDemo } = serving.settings();
  const prompt = gateway.saveTexts ? (ask.prompt.messages.findLast(({ role }) => role === "user")?.text ?? "") : "";
  const startedAtMs = clock.epochMs();
  const conversation: Conversation = {
    id: ids.next(),
    title: prompt === "" ? ask.asked : titleOf(prompt),
    createdAtMs: startedAtMs,
    columns: [{ id: ids.next(), target: served.target }],
  };
  const conversationId = conversation.id;
  const told = { sessionId: sessionId(), prompt, startedAtMs, isDemo, client };
  return { conversation, comparison: { id: ids.next(), conversationId, ...told } satisfies Comparison };
}

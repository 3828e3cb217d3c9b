import type { Call, HostEvent, MethodName, Output, Snapshot } from "#shared/contract.ts";
import type { Batch, Reply } from "#shared/envelope.ts";
import { type Answer, refuse } from "#shared/failure.ts";
import type { DisconnectReason, Port } from "./port.ts";

export type ClientListener = {
  /** Replaces everything that was known. */
  onSnapshot(snapshot: Snapshot): void;
  /** All events of one batch, in order, each exactly once after the snapshot before it. */
  onEvents(events: readonly HostEvent[]): void;
  /** `retryInMs`: when a lost connection is tried again; null where it is not. */
  onConnection(state: "connected" | DisconnectReason, retryInMs: number | null): void;
  /** A mistake of our own in taking a snapshot or events; they are asked for anew. */
  onMistake(error: unknown): void;
};

export type Client = { readonly call: Call; reconnect(): void };

/** Numbers the requests and joins snapshots and batches into one gapless line of events. */
export function createClient(port: Port, listener: ClientListener): Client {
  let lastId = 0;
  const call: Call = async (method, input) => {
    lastId += 1;
    const reply = await port.request({ id: lastId, method, input });
    return answerOf(method, reply);
  };
  const line = createEventLine(() => call("app.snapshot", {}), listener);
  port.open({
    onBatch: line.take,
    onConnected: line.resync,
    onDisconnected: (reason, retryInMs) => listener.onConnection(reason, retryInMs),
  });
  return { call, reconnect: () => port.reconnect() };
}

/** A host that failed to describe itself is asked again, not left in silence. */
const retrySnapshotMs = 1_000;

type EventLine = { take(batch: Batch): void; resync(): void };

/** design.md §4.10: a snapshot, then the batches after it; a missing number asks for a new snapshot. */
function createEventLine(takeSnapshot: () => Promise<Answer<Snapshot>>, listener: ClientListener): EventLine {
  // Null while a snapshot is on its way: batches are kept until then.
  let seq: number | null = null;
  let kept: Batch[] = [];
  let round = 0;
  const attempt = (take: () => void): boolean => {
    try {
      take();
      return true;
    } catch (error) {
      listener.onMistake(error);
      return false;
    }
  };

  const resync = async () => {
    round += 1;
    const own = round;
    seq = null;
    // What an earlier connection left belongs to an earlier count, maybe of another host.
    kept = [];
    const answer = await takeSnapshot();
    // A newer connection took over, or this one broke: whoever comes next asks again.
    if (own !== round) return;
    if (!answer.ok) {
      if (answer.failure.code !== "disconnected") resyncSoon();
      return;
    }
    seq = answer.value.seq;
    // One that cannot be taken cannot be taken again: what was taken of it is shown.
    attempt(() => listener.onSnapshot(answer.value));
    listener.onConnection("connected", null);
    const waiting = kept;
    kept = [];
    for (const batch of waiting) take(batch);
  };
  /** Not at once: what fails each time must not ask without end. Nothing where another one was begun meanwhile. */
  const resyncSoon = () => {
    const own = round;
    setTimeout(() => own === round && void resync(), retrySnapshotMs);
  };
  const take = (batch: Batch) => {
    if (seq === null) {
      kept.push(batch);
      return;
    }
    if (batch.seq <= seq) return;
    if (batch.seq > seq + 1) {
      void resync();
      return;
    }
    seq = batch.seq;
    // Taken in part, and never sent again: a snapshot closes the gap.
    if (!attempt(() => listener.onEvents(batch.events))) resyncSoon();
  };
  return { take, resync: () => void resync() };
}

/** Both ends compile against one contract, so the method of the request decides the type of its answer. */
function answerOf<M extends MethodName>(method: M, reply: Reply): Answer<Output<M>> {
  if (isAnswerOf(method, reply.answer)) return reply.answer;
  return refuse("internal", `The host answered ${method} with something else.`);
}

function isAnswerOf<M extends MethodName>(_method: M, answer: Reply["answer"]): answer is Answer<Output<M>> {
  return answer.ok ? "value" in answer : "failure" in answer;
}

import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { WireEvent } from "#electron/demo/wire/answer.ts";
import { midStreamError, type Speaker } from "#electron/demo/wire/errors.ts";
import type { Dialect, ProviderKind } from "#shared/model.ts";
import type { AnswerFault } from "./fault.ts";

export type SpoiledStream = {
  readonly response: ServerResponse;
  readonly events: Iterable<WireEvent> | AsyncIterable<WireEvent>;
  readonly fault: AnswerFault | null;
  readonly kind: ProviderKind;
  readonly dialect: Dialect;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
};

const flushMs = 5;

/** Sends the events of an answer and spoils them where the fault asks for it. Rejects where the signal aborts. */
export async function sendStream({ response, events, fault, signal, ...from }: SpoiledStream): Promise<void> {
  if (fault?.kind === "late") await sleep(fault.ms, undefined, { signal });
  let sent = 0;
  let isDone = fault === null;
  for await (const event of events) {
    if (!isDone && isDue(fault, event, sent)) {
      isDone = true;
      const step = stepOf(fault, from);
      if (step.waitMs > 0) await sleep(step.waitMs, undefined, { signal });
      if (step.insert !== "") response.write(step.insert);
      if (step.next === "break") {
        // What was written by now is still on its way; a reset would overtake it.
        await sleep(flushMs, undefined, { signal });
        return breakOff(response, fault);
      }
      if (step.next === "end") break;
    }
    if (isLeftOut(fault, event)) continue;
    response.write(fault?.kind === "empty" ? withoutWords(event.text) : event.text);
    if (event.kind === "token") sent += 1;
  }
  if (fault?.kind === "no-terminator" && fault.stays) return;
  response.end();
}

/** An answer shorter than asked for still has its fault: before its finish instead of after some content. */
function isDue(fault: AnswerFault | null, event: WireEvent, sent: number): boolean {
  if (fault === null || !("after" in fault) || event.kind === "head") return false;
  return sent >= fault.after || event.kind !== "token";
}

type Step = { readonly waitMs: number; readonly insert: string; readonly next: "go-on" | "break" | "end" };

function stepOf(fault: AnswerFault | null, from: Speaker): Step {
  const step: Step = { waitMs: 0, insert: "", next: "go-on" };
  switch (fault?.kind) {
    case "cut":
      return { ...step, next: fault.how === "clean" ? "end" : "break" };
    case "stall":
      return { ...step, waitMs: fault.ms };
    case "malformed":
      return { ...step, insert: 'data: {"broken":\n\n'.repeat(fault.count ?? 1) };
    case "insert":
      return { ...step, insert: fault.text };
    case "error":
      return { ...step, insert: midStreamError(from), next: "end" };
    default:
      return step;
  }
}

function breakOff(response: ServerResponse, fault: AnswerFault | null): void {
  const how = fault?.kind === "cut" ? fault.how : "close";
  if (how === "reset") return void response.socket?.resetAndDestroy();
  // A chunk is announced as longer than what comes of it.
  if (how === "mid-chunk") return void response.socket?.end('400\r\ndata: {"choi');
  response.destroy();
}

function isLeftOut(fault: AnswerFault | null, event: WireEvent): boolean {
  return fault?.kind === "no-terminator" && event.kind === "end";
}

/** The events of an answer with every word taken out; its finish and its usage stay. */
function withoutWords(event: string): string {
  return event.replace(/"(content|reasoning|reasoning_content|text|thinking|delta)":"(?:[^"\\]|\\.)*"/g, '"$1":""');
}

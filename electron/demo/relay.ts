import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderKind } from "#shared/model.ts";
import type { DemoFault } from "./demo-faults.ts";
import { joinSurrogates } from "./surrogates.ts";
import { midStreamError } from "./wire-errors.ts";

const stallAfterEvents = 5;

type Relay = {
  readonly upstream: IncomingMessage;
  readonly response: ServerResponse;
  readonly kind: ProviderKind;
  readonly fault: DemoFault | null;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
};

/** Passes an answer on, event by event as it arrives, and spoils it where a fault asks for that. */
export async function relayAnswer(relay: Relay): Promise<void> {
  const { upstream, response, fault, signal } = relay;
  const join = joinSurrogates();
  let sent = 0;
  for await (const event of eventsOf(upstream)) {
    const step = fault === null ? passOn : spoil(relay, fault, { event, sent });
    if (step.waitMs > 0) {
      await sleep(step.waitMs, undefined, { signal });
    }
    if (step.before !== "") {
      response.write(step.before);
    }
    if (step.next !== "go-on") {
      upstream.destroy();
      return step.next === "cut" ? void response.destroy() : void response.end();
    }
    response.write(join(withFirstCount(step.empty ? withoutWords(event) : event)));
    sent += 1;
  }
  response.end();
}

/** What happens with one event: wait, write `before`, then the event itself unless the answer ends here. */
type Step = {
  readonly waitMs: number;
  readonly before: string;
  readonly empty: boolean;
  readonly next: "go-on" | "cut" | "end";
};
const passOn: Step = { waitMs: 0, before: "", empty: false, next: "go-on" };

function spoil(relay: Relay, fault: DemoFault, at: { event: string; sent: number }): Step {
  // An answer shorter than asked for still breaks, before its last word instead of after it.
  const isDue = at.sent >= fault.amount || isFinish(at.event);
  switch (fault.name) {
    case "cut":
      return isDue ? { ...passOn, next: "cut" } : passOn;
    case "error":
      return isDue ? { ...passOn, before: midStreamError(relay.kind), next: "end" } : passOn;
    case "malformed":
      return at.sent === fault.amount ? { ...passOn, before: 'data: {"broken":\n\n' } : passOn;
    case "stall":
      return at.sent === stallAfterEvents ? { ...passOn, waitMs: fault.amount * 1000 } : passOn;
    case "slow":
      return at.sent === 0 ? { ...passOn, waitMs: fault.amount * 1000 } : passOn;
    case "empty":
      return { ...passOn, empty: true };
    case "fail":
    case "drop":
      return passOn;
  }
}

/** Server-sent events with their blank line; the rest of a body that has none comes last. */
async function* eventsOf(upstream: IncomingMessage): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const bytes of upstream) {
    pending += decoder.decode(bytes, { stream: true });
    const pieces = pending.split("\n\n");
    pending = pieces.pop() ?? "";
    for (const piece of pieces) {
      yield `${piece}\n\n`;
    }
  }
  if (pending !== "") {
    yield pending;
  }
}

function isFinish(event: string): boolean {
  return /"finish_?[rR]eason":\s*"|"type":\s*"message_delta"/.test(event);
}

/**
 * The mock names the final number of output tokens in Anthropic's first event, where the real one has counted hardly
 * any: an answer that breaks off would seem to have been generated and billed in full.
 */
function withFirstCount(event: string): string {
  return event.includes('"message_start"')
    ? event.replace(/("output_tokens":\s*)\d+/, (_, field: string) => `${field}1`)
    : event;
}

function withoutWords(event: string): string {
  return event.replace(/"(content|reasoning|reasoning_content|text|thinking)":"(?:[^"\\]|\\.)*"/g, '"$1":""');
}

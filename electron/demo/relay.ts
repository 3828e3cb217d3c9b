import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dialect, ProviderKind } from "#shared/model.ts";
import type { AnswerFault } from "./faults/fault.ts";
import { sendStream } from "./faults/spoil-stream.ts";
import type { Generation } from "./generations.ts";
import { responsesKind, withTrueEnd } from "./relay-responses.ts";
import { joinSurrogates } from "./surrogates.ts";
import type { WireEvent } from "./wire/answer.ts";

type Relay = {
  readonly upstream: IncomingMessage;
  readonly response: ServerResponse;
  readonly kind: ProviderKind;
  readonly dialect: Dialect;
  readonly fault: AnswerFault | null;
  /** Null for providers that nobody asks afterwards what an answer cost. */
  readonly generation: Generation | null;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
};

/** Passes an answer of the mock on, event by event as it arrives, and spoils it where a fault asks for that. */
export function relayAnswer({ upstream, generation, ...to }: Relay): Promise<void> {
  return sendStream({ ...to, events: wireEvents(upstream, generation) });
}

async function* wireEvents(upstream: IncomingMessage, generation: Generation | null): AsyncGenerator<WireEvent> {
  const join = joinSurrogates();
  for await (const event of eventsOf(upstream)) {
    const kind = responsesKind(event) ?? (isFinish(event) ? "finish" : "token");
    const text = join(withTrueEnd(withFirstCount(event)));
    yield { kind, text: generation === null ? text : generation.pass(text) };
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

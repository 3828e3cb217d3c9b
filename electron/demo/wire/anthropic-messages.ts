import type { WireAnswer, WireEvent } from "./answer.ts";

const stopReason = { stop: "end_turn", length: "max_tokens", content_filter: "refusal" } as const;

/** Anthropic's Messages as a stream. The first event counts one token of output, the last one all of them. */
export function anthropicEvents(answer: WireAnswer): WireEvent[] {
  const { id, model, usage, reasoning, tokens } = answer;
  const first = { input_tokens: usage?.inputTokens ?? 0, output_tokens: 1 };
  const message = { id, type: "message", role: "assistant", model, content: [], stop_reason: null, usage: first };
  const thinking = { type: "thinking", thinking: "", signature: "" };
  const textIndex = reasoning.length === 0 ? 0 : 1;
  const delta = { stop_reason: stopReason[answer.finish], stop_sequence: null };
  const thoughts = reasoning.map((text) => ({ type: "thinking_delta", thinking: text }));
  const words = tokens.map((text) => ({ type: "text_delta", text }));
  return [
    namedEvent("head", "message_start", { message }),
    ...(reasoning.length === 0 ? [] : block(0, thinking, thoughts)),
    ...block(textIndex, { type: "text", text: "" }, words),
    namedEvent("finish", "message_delta", { delta, usage: finalUsage(answer) }),
    namedEvent("end", "message_stop"),
  ];
}

function block(index: number, content_block: object, deltas: readonly object[]): WireEvent[] {
  return [
    namedEvent("head", "content_block_start", { index, content_block }),
    ...deltas.map((delta) => namedEvent("token", "content_block_delta", { index, delta })),
    namedEvent("head", "content_block_stop", { index }),
  ];
}

function namedEvent(kind: WireEvent["kind"], type: string, fields: object = {}): WireEvent {
  return { kind, text: `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n` };
}

export function anthropicWhole(answer: WireAnswer): object {
  const { id, model, reasoning, tokens } = answer;
  const thinking = reasoning.length === 0 ? [] : [{ type: "thinking", thinking: reasoning.join(""), signature: "" }];
  const text = tokens.length === 0 ? [] : [{ type: "text", text: tokens.join("") }];
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [...thinking, ...text],
    stop_reason: stopReason[answer.finish],
    stop_sequence: null,
    usage: finalUsage(answer),
  };
}

function finalUsage({ usage }: WireAnswer): object {
  return usage === null ? {} : { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens };
}

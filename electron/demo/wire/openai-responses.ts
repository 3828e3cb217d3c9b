import type { WireAnswer, WireEvent } from "./answer.ts";

const createdAtSeconds = 1_795_305_600;
const messageId = "msg_scripted";

/** OpenAI's Responses as a stream. Its last event says at once that it is over, why, and what was used. */
export function responsesEvents(answer: WireAnswer): WireEvent[] {
  const { id, model } = answer;
  const named = { id, object: "response", created_at: createdAtSeconds };
  const inProgress = { ...named, status: "in_progress", model, output: [] };
  const item = { id: messageId, type: "message", status: "in_progress", role: "assistant", content: [] };
  const part = { type: "output_text", text: "", annotations: [] };
  const place = { item_id: messageId, output_index: 0, content_index: 0 };
  const thought = { item_id: "rs_scripted", output_index: 0, summary_index: 0 };
  const ending = answer.finish === "stop" ? "completed" : "incomplete";
  const events: readonly (readonly [kind: WireEvent["kind"], type: string, fields: object])[] = [
    ["head", "created", { response: { ...inProgress, usage: null } }],
    ...answer.reasoning.map((delta) => ["token", "reasoning_summary_text.delta", { ...thought, delta }] as const),
    ["head", "output_item.added", { output_index: 0, item }],
    ["head", "content_part.added", { ...place, part }],
    ...answer.tokens.map((delta) => ["token", "output_text.delta", { ...place, delta, logprobs: [] }] as const),
    ["finish", ending, { response: responsesWhole(answer) }],
  ];
  return events.map(([kind, name, fields], sequence_number) => {
    const type = `response.${name}`;
    return { kind, text: `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...fields })}\n\n` };
  });
}

export function responsesWhole(answer: WireAnswer): object {
  const content = [{ type: "output_text", text: answer.tokens.join(""), annotations: [] }];
  const isWhole = answer.finish === "stop";
  const reason = answer.finish === "length" ? "max_output_tokens" : "content_filter";
  return {
    id: answer.id,
    object: "response",
    created_at: createdAtSeconds,
    status: isWhole ? "completed" : "incomplete",
    incomplete_details: isWhole ? null : { reason },
    model: answer.model,
    output: [...summaryOf(answer), { id: messageId, type: "message", status: "completed", role: "assistant", content }],
    usage: responsesUsage(answer),
  };
}

function summaryOf({ reasoning }: WireAnswer): object[] {
  const summary = [{ type: "summary_text", text: reasoning.join("") }];
  return reasoning.length === 0 ? [] : [{ id: "rs_scripted", type: "reasoning", summary }];
}

function responsesUsage({ usage }: WireAnswer): object | null {
  if (usage === null) return null;
  const { inputTokens, outputTokens } = usage;
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
}

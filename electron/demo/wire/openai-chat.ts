import type { WireAnswer, WireEvent } from "./answer.ts";

const createdAtSeconds = 1_795_305_600;
const finishOf = { stop: "stop", length: "length", content_filter: "content_filter" } as const;

/** OpenAI's Chat Completions as a stream, with the usage chunk that `include_usage` asks for. */
export function chatEvents(answer: WireAnswer): WireEvent[] {
  const { id, model } = answer;
  const base = { id, object: "chat.completion.chunk", created: createdAtSeconds, model };
  const chunk = (delta: object, finish_reason: string | null = null) =>
    dataEvent({ ...base, choices: [{ index: 0, delta, finish_reason }], usage: null });
  return [
    { kind: "head", text: chunk({ role: "assistant", content: "" }) },
    ...answer.reasoning.map((text): WireEvent => ({ kind: "token", text: chunk({ reasoning_content: text }) })),
    ...answer.tokens.map((text): WireEvent => ({ kind: "token", text: chunk({ content: text }) })),
    { kind: "finish", text: chunk({}, finishOf[answer.finish]) },
    ...usageChunk(answer, base),
    { kind: "end", text: "data: [DONE]\n\n" },
  ];
}

function usageChunk(answer: WireAnswer, base: object): WireEvent[] {
  const usage = chatUsage(answer);
  return usage === null ? [] : [{ kind: "finish", text: dataEvent({ ...base, choices: [], usage }) }];
}

export function chatWhole(answer: WireAnswer): object {
  const message = { role: "assistant", content: answer.tokens.join(""), ...reasoningOf(answer) };
  return {
    id: answer.id,
    object: "chat.completion",
    created: createdAtSeconds,
    model: answer.model,
    choices: [{ index: 0, message, finish_reason: finishOf[answer.finish] }],
    usage: chatUsage(answer),
  };
}

function reasoningOf({ reasoning }: WireAnswer): object {
  return reasoning.length === 0 ? {} : { reasoning_content: reasoning.join("") };
}

function chatUsage({ usage }: WireAnswer): object | null {
  if (usage === null) return null;
  const { inputTokens, outputTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

function dataEvent(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

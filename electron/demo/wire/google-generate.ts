import type { WireAnswer, WireEvent } from "./answer.ts";

const finishReason = { stop: "STOP", length: "MAX_TOKENS", content_filter: "SAFETY" } as const;

/** Gemini as a stream, in its line ends. It has no terminator: the end of the body is the end. */
export function googleEvents(answer: WireAnswer): WireEvent[] {
  const pieces = [
    ...answer.reasoning.map((text) => ({ text, thought: true })),
    ...answer.tokens.map((text) => ({ text })),
  ];
  return [
    ...pieces.map((part): WireEvent => ({ kind: "token", text: dataEvent(response(answer, [part], null)) })),
    { kind: "finish", text: dataEvent(response(answer, [], finishReason[answer.finish])) },
  ];
}

export function googleWhole(answer: WireAnswer): object {
  const thought = answer.reasoning.length === 0 ? [] : [{ text: answer.reasoning.join(""), thought: true }];
  const text = answer.tokens.length === 0 ? [] : [{ text: answer.tokens.join("") }];
  return response(answer, [...thought, ...text], finishReason[answer.finish]);
}

function response(answer: WireAnswer, parts: readonly object[], reason: string | null): object {
  const content = parts.length === 0 ? {} : { content: { role: "model", parts } };
  const finish = reason === null ? {} : { finishReason: reason };
  return {
    candidates: [{ ...content, ...finish, index: 0 }],
    ...(reason === null ? {} : usageOf(answer)),
    modelVersion: answer.model,
    responseId: answer.id,
  };
}

function usageOf({ usage }: WireAnswer): object {
  if (usage === null) return {};
  const { inputTokens, outputTokens } = usage;
  const usageMetadata = {
    promptTokenCount: inputTokens,
    candidatesTokenCount: outputTokens,
    totalTokenCount: inputTokens + outputTokens,
  };
  return { usageMetadata };
}

function dataEvent(value: object): string {
  return `data: ${JSON.stringify(value)}\r\n\r\n`;
}

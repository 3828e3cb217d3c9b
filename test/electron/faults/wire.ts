import type { Bytes, Fault } from "#electron/demo/faults/fault.ts";
import { answerOf } from "#electron/demo/faults/fault-link.ts";
import type { WireAnswer } from "#electron/demo/wire/answer.ts";
import { answerEvents, wholeAnswer } from "#electron/demo/wire/dialects.ts";
import { dialectOf, type On } from "./matrix.ts";

const contentTypes = { stream: "text/event-stream", json: "application/json" } as const;

/** The primary's answer where nothing else is said. */
export function primaryAnswer(answer?: Partial<WireAnswer>): WireAnswer {
  return answerOf("primary", answer);
}

/** The body of an answer, whole. */
export function bodyOf({ speaker, shape }: On, answer: WireAnswer = primaryAnswer()): string {
  if (shape === "json") return wholeAnswer(dialectOf[speaker], answer);
  return eventsOf(speaker, answer).join("");
}

export function eventsOf(speaker: On["speaker"], answer: WireAnswer = primaryAnswer()): string[] {
  return answerEvents(dialectOf[speaker], answer).map(({ text }) => text);
}

/** The beginning of an answer: a stream with this many tokens, or half of a JSON body. */
export function beginningOf(on: On, tokens: number): string {
  const body = bodyOf(on);
  if (on.shape === "json") return body.slice(0, body.length / 2);
  const events = answerEvents(dialectOf[on.speaker], primaryAnswer());
  const after = events.flatMap(({ kind }, index) => (kind === "token" ? [index + 1] : []))[tokens - 1] ?? 0;
  return events
    .slice(0, after)
    .map(({ text }) => text)
    .join("");
}

/** What comes after `beginningOf`. */
export function restOf(on: On, tokens: number): string {
  return bodyOf(on).slice(beginningOf(on, tokens).length);
}

/** A 200 with this body. */
export function sends({ shape }: On, body: Bytes, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: "status", status: 200, headers: { "content-type": contentTypes[shape], ...headers }, body };
}

/** The head of a 200, as written on the socket. `fields` end with a line end each. */
export function headOf({ shape }: On, fields: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: ${contentTypes[shape]}\r\n${fields}\r\n`;
}

/** These bytes on the bare socket. */
export function raw(bytes: Bytes, end: "close" | "reset" | "stay" = "close"): Fault {
  return { kind: "raw", bytes, end };
}

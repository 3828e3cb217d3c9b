import fc from "fast-check";
import { breaksAfter, refusesConnection } from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";
import { maybeHint } from "./hints.ts";

/** What a server does with one request, and what is true of it whatever the engine makes of it. */
export type Served = {
  readonly script: Script;
  /** The text of a whole answer; null where it gives none. */
  readonly says: string | null;
  /** How long it asks to wait; null where it does not say. */
  readonly hintMs: number | null;
};

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: unknown, finish: string | null = null) =>
  event({ id: "x", choices: [{ index: 0, delta, finish_reason: finish }] });
const stream = (text: string, end: Script["end"] = "close"): Script => ({ chunks: [{ afterMs: 5, text }], end });
const json = { "content-type": "application/json" };
const whole = (text: string) => JSON.stringify({ choices: [{ message: { content: text }, finish_reason: "stop" }] });
const dns = (code: string): Script => ({ refuse: { reason: "dns", code, message: `getaddrinfo ${code}` } });

const fault = (script: Script): Served => ({ script, says: null, hintMs: null });

const cuts = [
  breaksAfter(["a ", "draft"], "close"),
  breaksAfter(["a ", "draft"], "reset"),
  breaksAfter(["a ", "draft"], "hang"),
  breaksAfter(["x".repeat(1600)], "reset"),
  stream(`${chunk({ content: "half" })}${event({ error: { message: "overloaded", code: 529 } })}`),
  { chunks: Array.from({ length: 6 }, () => ({ afterMs: 10_000, text: chunk({ content: "slow " }) })) },
] as const satisfies readonly Script[];

const network = [
  refusesConnection,
  dns("ENOTFOUND"),
  dns("EAI_AGAIN"),
  { refuse: { reason: "tls", code: "CERT_HAS_EXPIRED", message: "certificate has expired" } },
  { refuse: { reason: "connect-timeout", code: null, message: "no connection within 5 s" } },
] as const satisfies readonly Script[];

/** Headers and then nothing; an error whose body never ends; a JSON answer that never ends or is none; no content. */
const silences = [
  { delayMs: 300_000 },
  { end: "hang" },
  { status: 500, headers: json, end: "hang" },
  { headers: json, chunks: [{ afterMs: 5, text: '{"choices":' }], end: "hang" },
  { headers: { "content-type": "text/html" }, chunks: [{ afterMs: 5, text: "<html>" }] },
  stream(chunk({}, "stop")),
  stream(chunk({ reasoning: "hm" }, "length")),
  stream(chunk({ content: "no" }, "content_filter")),
  stream(chunk({ content: "no" }, "refusal")),
  stream("data: {oops\n\n".repeat(5)),
] as const satisfies readonly Script[];

const refused = (status: number, error: Readonly<Record<string, unknown>>, headers = {}): Script => ({
  status,
  headers: { ...json, ...headers },
  chunks: [{ afterMs: 0, text: JSON.stringify({ error }) }],
});

/** A prompt that is too long, fields that are not known, spent allowances: each by its code. */
const coded = [
  refused(400, { message: "too long", code: "context_length_exceeded" }),
  refused(400, { message: "too long", code: "context_length_exceeded" }),
  refused(400, { message: "Unknown parameter: stream_options", param: "stream_options" }),
  refused(400, { message: "flagged", code: "content_policy_violation" }),
  refused(429, { message: "free-models-per-day", code: 429 }),
  refused(429, { message: "You have no credit", code: "insufficient_quota" }),
  refused(500, { message: "again?", code: null }, { "x-should-retry": "false" }),
  refused(404, { message: "again?", code: null }, { "x-should-retry": "true" }),
] as const satisfies readonly Script[];

const refusal = fc
  .record({
    status: fc.constantFrom(400, 401, 402, 403, 404, 408, 413, 429, 429, 429, 429, 500, 503, 503, 529),
    isHostPage: fc.constantFrom(false, false, false, true),
    hint: maybeHint,
    isOpen: fc.constantFrom(false, false, false, true),
  })
  .map(({ status, isHostPage, hint, isOpen }): Served => {
    const { hintMs } = hint;
    const page = { ...hint.headers, "content-type": "text/html" };
    // A page has no error object that could tell a wait.
    if (isHostPage && Object.keys(hint.error).length === 0) {
      return { script: { status, headers: page, chunks: [{ afterMs: 1, text: "<html>" }] }, says: null, hintMs };
    }
    const script = refused(status, { message: `status ${status}`, code: status, ...hint.error }, hint.headers);
    return { script: isOpen ? { ...script, end: "hang" } : script, says: null, hintMs };
  });

const words = fc.array(fc.constantFrom("one ", "two ", "three "), { minLength: 1, maxLength: 4 });

/** Whole answers: with or without `[DONE]`, usage, the end of the body, reasoning and broken events on the way. */
const answer = fc
  .record({
    words,
    delayMs: fc.constantFrom(0, 0, 0, 3000, 11_900, 20_000),
    gapMs: fc.constantFrom(1, 10, 10, 4000),
    tail: fc.constantFrom("data: [DONE]\n\n", "data: [DONE]\n\n", ""),
    end: fc.constantFrom<"close" | "hang" | "reset">("close", "close", "hang", "reset"),
    thinks: fc.boolean(),
    broken: fc.constantFrom(0, 0, 3),
    id: fc.nat({ max: 9 }),
  })
  .map(({ words: said, delayMs, gapMs, tail, end, thinks, broken, id }): Served => {
    const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
    const finish = `${chunk({}, "stop")}${event({ id: `g${id}`, choices: [], usage })}${tail}`;
    const content = said.map((text) => ({ afterMs: gapMs, text: chunk({ content: text }) }));
    const thought = thinks ? [{ afterMs: 5, text: chunk({ reasoning: "hm " }) }] : [];
    const noise = { afterMs: 1, text: ": ping\n\n".concat("data: {oops\n\n".repeat(broken)) };
    const chunks = [noise, ...thought, ...content, { afterMs: 1, text: finish }];
    return { script: { delayMs, chunks, end }, says: said.join(""), hintMs: null };
  });

const wholeAtOnce = words.map(
  (said): Served => ({
    script: { headers: json, chunks: [{ afterMs: 5, text: whole(said.join("")) }] },
    says: said.join(""),
    hintMs: null,
  }),
);

export const served: fc.Arbitrary<Served> = fc.oneof(
  { arbitrary: answer, weight: 4 },
  { arbitrary: wholeAtOnce, weight: 1 },
  { arbitrary: refusal, weight: 5 },
  { arbitrary: fc.constantFrom(...cuts).map(fault), weight: 2 },
  { arbitrary: fc.constantFrom(...network).map(fault), weight: 2 },
  { arbitrary: fc.constantFrom(...silences).map(fault), weight: 2 },
  { arbitrary: fc.constantFrom(...coded).map(fault), weight: 2 },
);

/** What OpenRouter tells of a generation: not yet, something, or nothing. */
export const lookedUp: fc.Arbitrary<Script> = fc.constantFrom<Script>(
  { status: 404, headers: json, chunks: [{ afterMs: 1, text: "{}" }] },
  { headers: json, chunks: [{ afterMs: 1, text: JSON.stringify({ data: { total_cost: 0.0123 } }) }] },
  { status: 429, headers: { ...json, "retry-after": "3" }, chunks: [{ afterMs: 1, text: "{}" }] },
  { end: "hang" },
);

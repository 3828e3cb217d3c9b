import type {
  Adapter,
  AnswerReader,
  BodyItem,
  HttpResponse,
  Part,
  SseItem,
  SseReader,
  TransportFailure,
} from "./dependencies.ts";

/** What the bytes of one network chunk, or the end of the body, meant. */
export type Reading =
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  /** The body ended: on its own, or with a failure. */
  | { readonly kind: "end"; readonly failure: TransportFailure | null };

/**
 * Turns a response into parts. A stream is read as it comes; any other content type to a streaming request is read
 * whole (protocols.md §2 rule 7). Reads on after the stream's own terminator, because a body read to its end leaves a
 * connection that the next request can use; the caller bounds that wait.
 */
export async function* readAnswer(
  response: HttpResponse,
  adapter: Adapter,
  newSseReader: () => SseReader,
): AsyncGenerator<Reading> {
  const isStream = (response.headers["content-type"] ?? "text/event-stream")
    .toLowerCase()
    .includes("text/event-stream");
  const reader = adapter.reader();
  if (!isStream) {
    const whole = await readText(response.body, wholeAnswerCap);
    const failure = whole.failure ?? notJson(whole.text);
    yield { kind: "parts", parts: failure === null ? reader.json(whole.text) : [] };
    yield { kind: "end", failure };
    return;
  }
  const sse = newSseReader();
  for await (const item of response.body) {
    if (item.kind === "failure") {
      yield { kind: "parts", parts: [...partsOf(reader, sse.end()), ...reader.end()] };
      yield { kind: "end", failure: item.failure };
      return;
    }
    const items = sse.push(item.bytes);
    const isCut = items.some(isTooLarge);
    yield { kind: "parts", parts: partsOf(reader, isCut ? items.filter((one) => !isTooLarge(one)) : items) };
    if (!isCut) continue;
    yield { kind: "end", failure: tooLarge };
    return;
  }
  yield { kind: "parts", parts: [...partsOf(reader, sse.end()), ...reader.end()] };
  yield { kind: "end", failure: null };
}

const tooLarge: TransportFailure = {
  reason: "too-large",
  code: null,
  message: "An event of the stream is larger than 8 MiB.",
};

/** The SSE reader's sign for a line or event over its cap, after which nothing more comes. */
function isTooLarge(item: SseItem): boolean {
  return item.kind === "stray" && item.line.startsWith("data");
}

/** An answer that should be JSON and is not: a page of a proxy, or half an answer. A blank one says nothing at all. */
function notJson(text: string): TransportFailure | null {
  if (text.trim() === "") return null;
  try {
    JSON.parse(text);
    return null;
  } catch {
    return { reason: "protocol", code: null, message: "It answered with something that is not JSON." };
  }
}

function partsOf(reader: AnswerReader, items: ReturnType<SseReader["push"]>): Part[] {
  const parts: Part[] = [];
  for (const item of items) for (const part of reader.push(item)) parts.push(part);
  return parts;
}

const wholeAnswerCap = 32 * 1024 * 1024;
export const errorBodyCap = 64 * 1024;

/** The body as text, cut at `capBytes`; a failure keeps what had arrived. */
export async function readText(
  body: AsyncIterable<BodyItem>,
  capBytes: number,
): Promise<{ text: string; failure: TransportFailure | null }> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const item of body) {
    if (item.kind === "failure") return { text: text + decoder.decode(), failure: item.failure };
    bytes += item.bytes.length;
    text += decoder.decode(item.bytes, { stream: true });
    if (bytes > capBytes) break;
  }
  return { text: text + decoder.decode(), failure: null };
}

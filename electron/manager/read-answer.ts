import type {
  Adapter,
  AnswerReader,
  BodyItem,
  HttpResponse,
  Part,
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
    yield { kind: "parts", parts: whole.failure === null ? reader.json(whole.text) : [] };
    yield { kind: "end", failure: whole.failure };
    return;
  }
  const sse = newSseReader();
  for await (const item of response.body) {
    if (item.kind === "failure") {
      yield { kind: "parts", parts: [...partsOf(reader, sse.end()), ...reader.end()] };
      yield { kind: "end", failure: item.failure };
      return;
    }
    yield { kind: "parts", parts: partsOf(reader, sse.push(item.bytes)) };
  }
  yield { kind: "parts", parts: [...partsOf(reader, sse.end()), ...reader.end()] };
  yield { kind: "end", failure: null };
}

function partsOf(reader: AnswerReader, items: ReturnType<SseReader["push"]>): Part[] {
  return items.length === 1 && items[0] !== undefined
    ? reader.push(items[0])
    : items.flatMap((item) => reader.push(item));
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
    if (bytes >= capBytes) break;
  }
  return { text: text + decoder.decode(), failure: null };
}

import type { BodyItem, HttpRequest, Transport, TransportFailure } from "#electron/manager/dependencies.ts";

/** A whole answer, or why there is none. */
export type Exchange =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "failure"; readonly failure: TransportFailure };

const connectTimeoutMs = 5_000;
/** OpenRouter's list of all models, the largest one known, takes about 1 MiB. */
const longestBody = 8 * 1024 * 1024;
/** An error says what it has to say in less; the rest is thrown away with the socket. */
const longestErrorBody = 64 * 1024;

/** One request with its whole answer. Never rejects; the signal ends it at any point. */
export async function exchange(transport: Transport, request: HttpRequest, signal: AbortSignal): Promise<Exchange> {
  const opened = await transport.open(request, { signal, connectTimeoutMs });
  if (opened.kind === "failure") return opened;
  const { status, headers } = opened.response;
  const isError = status < 200 || status > 299;
  const read = await readAll(opened.response.body, isError ? longestErrorBody : longestBody);
  // An error that was read in part still says what is wrong; a list that was cut is no list.
  if (read.failure !== null && !isError) return { kind: "failure", failure: read.failure };
  return { kind: "answer", status, headers, body: read.text };
}

async function readAll(
  body: AsyncIterable<BodyItem>,
  longest: number,
): Promise<{ text: string; failure: TransportFailure | null }> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const item of body) {
    if (item.kind === "failure") return { text, failure: item.failure };
    size += item.bytes.length;
    if (size > longest) {
      const message = `The answer is larger than ${longest} bytes.`;
      return { text, failure: { reason: "too-large", code: null, message } };
    }
    text += decoder.decode(item.bytes, { stream: true });
  }
  return { text: text + decoder.decode(), failure: null };
}

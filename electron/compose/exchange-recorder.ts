import type { BodyItem, Clock, HttpResponse, Opened, Redact } from "#electron/manager/dependencies.ts";
import type { Recorder, Sent } from "#electron/manager/recorder.ts";
import type { Exchange } from "#shared/exchange.ts";
import { messageOf } from "#shared/failure.ts";
import { maskedHeaders, maskedRequest } from "./masked-request.ts";

/** Of an answer this much is kept; the rest is counted. */
const longestBodyBytes = 512 * 1024;
/** Held beyond that, so that no key stands cut at the end where nothing would know it. */
const slackBytes = 8 * 1024;
/** Redacted in one go: about a millisecond, in which no other answer waits for longer. */
const pieceLength = 16 * 1024;
/** In place of the body of an answer that says its key: a search finds no key whose pieces stand in many events. */
const withheldBody = "[redacted: this answer says the key that its server was shown]";
/** An ended attempt rests for this long: what follows at once, the next link or prompt, is not to share its turn. */
const restMs = 250;

export type ExchangeRecorderParts = {
  readonly clock: Pick<Clock, "after">;
  readonly redact: Redact;
  /** Whether the exchanges of this run may be kept; asked when a request is opened, and nothing is held where not. */
  readonly keeps: (runId: string) => boolean;
  /** Rejects in words where it cannot be saved. */
  readonly save: (runId: string, exchange: Exchange) => Promise<void>;
  /** Told when exchanges are not being saved, once until they are again. */
  readonly onFailure: (message: string) => void;
};

export type ExchangeRecorder = Recorder & {
  /** Of an attempt that goes on, or ended a moment ago; null where it is not known here (any more). */
  read(runId: string, attemptId: string): Promise<Exchange | null>;
  /** Saves every ended attempt now; resolves when they are saved, or could not be. */
  flush(): Promise<void>;
};

/** What is held of an attempt. Chunks as they came: they are put together when somebody wants to see them. */
type Recording = {
  readonly sent: Sent;
  response: Pick<HttpResponse, "status" | "headers"> | null;
  readonly chunks: Uint8Array[];
  heldBytes: number;
  bytes: number;
  isWithheld: boolean;
};

/** Keeps what goes over the wire without holding it up, and saves it without keys once an attempt is over. */
export function createExchangeRecorder(parts: ExchangeRecorderParts): ExchangeRecorder {
  const recordings = new Map<string, Recording>();
  const saving = new Set<Promise<void>>();
  const resting = new Map<Recording, () => void>();
  let hasFailed = false;

  const saveOne = async (recording: Recording) => {
    const { runId, attemptId } = recording.sent;
    try {
      await parts.save(runId, await exchangeOf(recording, parts.redact));
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) parts.onFailure(`What was sent and received is not saved. ${messageOf(error)}`);
      hasFailed = true;
    }
    recordings.delete(attemptId);
  };
  const start = (recording: Recording) => {
    resting.delete(recording);
    const saved: Promise<void> = saveOne(recording).finally(() => saving.delete(saved));
    saving.add(saved);
  };
  const end = (recording: Recording) => {
    resting.set(
      recording,
      parts.clock.after(restMs, () => start(recording)),
    );
  };
  return {
    async open(transport, sent, options) {
      if (!parts.keeps(sent.runId)) return transport.open(sent.request, options);
      const recording: Recording = { sent, response: null, chunks: [], heldBytes: 0, bytes: 0, isWithheld: false };
      recordings.set(sent.attemptId, recording);
      options.signal.addEventListener("abort", () => end(recording), { once: true });
      return recorded(await transport.open(sent.request, options), recording);
    },
    withholdBody(attemptId) {
      const recording = recordings.get(attemptId);
      if (recording !== undefined) recording.isWithheld = true;
    },
    async read(runId, attemptId) {
      const recording = recordings.get(attemptId);
      if (recording === undefined || recording.sent.runId !== runId) return null;
      return await exchangeOf(recording, parts.redact);
    },
    flush: async () => {
      for (const [recording, cancel] of resting) {
        cancel();
        start(recording);
      }
      await Promise.all(saving);
    },
  };
}

function recorded(opened: Opened, recording: Recording): Opened {
  if (opened.kind === "failure") return opened;
  const { response } = opened;
  recording.response = { status: response.status, headers: response.headers };
  return { kind: "response", response: { ...response, body: watched(response.body, recording) } };
}

/** The reader gets the body's own promises: every chunk passes through here, and is not to wait for another turn. */
function watched(body: HttpResponse["body"], recording: Recording): HttpResponse["body"] {
  const see = (result: IteratorResult<BodyItem>) => {
    if (result.done !== true && result.value.kind === "bytes") note(recording, result.value.bytes);
  };
  // Whoever reads the body hears of it.
  const ignore = () => undefined;
  return {
    [Symbol.asyncIterator]: (): AsyncIterator<BodyItem> => {
      const source = body[Symbol.asyncIterator]();
      return {
        next: () => {
          const result = source.next();
          result.then(see, ignore);
          return result;
        },
        return: async () => {
          await source.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function note(recording: Recording, bytes: Uint8Array): void {
  recording.bytes += bytes.length;
  if (recording.heldBytes >= longestBodyBytes + slackBytes) return;
  recording.chunks.push(bytes);
  recording.heldBytes += bytes.length;
}

async function exchangeOf(recording: Recording, redact: Redact): Promise<Exchange> {
  const { sent, response } = recording;
  // The attempt's end, or its beginning, comes first; this is for later.
  await nextTurn();
  const request = maskedRequest(sent, redact);
  if (response === null) return { attemptId: sent.attemptId, request, response: null };
  const { status } = response;
  const headers = maskedHeaders(response.headers, redact);
  if (recording.isWithheld) {
    const body = { body: withheldBody, omittedBytes: recording.bytes };
    return { attemptId: sent.attemptId, request, response: { status, headers, ...body } };
  }
  const omittedBytes = Math.max(0, recording.bytes - longestBodyBytes);
  const text = Buffer.concat(recording.chunks)
    .subarray(0, longestBodyBytes + slackBytes)
    .toString("utf8");
  const body = cutToBytes(await redactInTurns(text, redact), longestBodyBytes);
  return { attemptId: sent.attemptId, request, response: { status, headers, body, omittedBytes } };
}

/** A character that the cut would halve is left out. */
function cutToBytes(text: string, longest: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= longest) return text;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, longest), { stream: true });
}

/** Cut where an event ends: no key goes on in the next one. What has no events is read in one piece. */
async function redactInTurns(text: string, redact: Redact): Promise<string> {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = endOfEvents(text, from + pieceLength);
    pieces.push(redact(text.slice(from, to)));
    from = to;
    if (from < text.length) await nextTurn();
  }
  return pieces.join("");
}

function endOfEvents(text: string, after: number): number {
  // One search for both forms: where a stream has but one of them, the other would be sought to the very end each time.
  const blankLine = /\n\r?\n/g;
  blankLine.lastIndex = after;
  return blankLine.test(text) ? blankLine.lastIndex : text.length;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

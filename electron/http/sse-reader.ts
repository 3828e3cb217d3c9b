import { createParser, type EventSourceParser } from "eventsource-parser";
import type { SseItem, SseReader } from "#electron/manager/dependencies.ts";

/** The cap of engine.md for one SSE line or event, counted in characters (a character is at least one byte). */
const longestEvent = 8 * 1024 * 1024;
/** Stands for what was too large. A stray line that begins with `data` can mean nothing else. */
const tooLarge: SseItem = { kind: "stray", line: "data: [over 8 MiB]" };

/**
 * Reads an SSE stream by the rules of protocols.md §2. The grammar is eventsource-parser's; around it stands what it
 * does not do: incremental UTF-8, a pending event at the end of the stream, and whole lines. The parser drops a line
 * that is no SSE field as soon as it arrives in two pieces, so unfinished lines wait here and it only sees whole ones.
 *
 * A line or event over 8 MiB ends the reading: a stray item that begins with `data` says so, and everything after it
 * is thrown away, so memory stays bounded.
 */
export function newSseReader(): SseReader {
  // The parser removes the byte order mark itself, once.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const unfinished = newUnfinishedLine();
  let items: SseItem[] = [];
  let isOver = false;
  const parser = newParser(
    (item) => items.push(item),
    () => giveUp(),
  );
  const giveUp = () => {
    items.push(tooLarge);
    isOver = true;
    unfinished.take();
  };
  const feed = (text: string) => {
    if (isOver) return;
    // Nearly every chunk ends with its last event and needs no looking for it.
    if (text.endsWith("\n") && unfinished.length() === 0) return parser.feed(text);
    const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
    if (end > 0) parser.feed(unfinished.take() + text.slice(0, end));
    if (isOver) return;
    unfinished.add(text.slice(end));
    if (unfinished.length() > longestEvent) giveUp();
  };
  const handOut = (): SseItem[] => {
    const ready = items;
    items = [];
    return ready;
  };
  return {
    push: (bytes) => {
      feed(decoder.decode(bytes, { stream: true }));
      return handOut();
    },
    // Two line ends: one closes a last line, the other dispatches the event that is still pending.
    end: () => {
      feed(`${decoder.decode()}\n\n`);
      isOver = true;
      return handOut();
    },
  };
}

function newParser(emit: (item: SseItem) => void, giveUp: () => void): EventSourceParser {
  return createParser({
    maxBufferSize: longestEvent,
    onEvent: (event) => emit({ kind: "event", name: event.event ?? null, data: event.data }),
    onComment: () => emit({ kind: "comment" }),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") giveUp();
      else if (error.type === "unknown-field") emit({ kind: "stray", line: error.line ?? "" });
    },
  });
}

/** The beginning of a line whose end has not come yet. Kept in pieces, so that many small ones cost no copying. */
function newUnfinishedLine(): { add(text: string): void; take(): string; length(): number } {
  let pieces: string[] = [];
  let length = 0;
  return {
    add: (text) => {
      if (text === "") return;
      pieces.push(text);
      length += text.length;
    },
    take: () => {
      const line = pieces.join("");
      pieces = [];
      length = 0;
      return line;
    },
    length: () => length,
  };
}

import { describe, expect, it } from "vitest";
import { newSseReader } from "#electron/http/sse-reader.ts";
import type { SseItem } from "#electron/manager/dependencies.ts";
import { goldenErrors, goldenSections, goldenStream, goldenStreams } from "#test/support/golden.ts";

const mebibyte = 1024 * 1024;

function read(...chunks: (string | Uint8Array)[]): SseItem[] {
  const reader = newSseReader();
  const encoder = new TextEncoder();
  const items = chunks.flatMap((chunk) => reader.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk));
  return [...items, ...reader.end()];
}

const event = (data: string, name: string | null = null): SseItem => ({ kind: "event", name, data });
const stray = (line: string): SseItem => ({ kind: "stray", line });

describe("an SSE reader", () => {
  it("reads names, removes one space after the colon and joins data lines with a line feed", () => {
    expect(read("event: ping\ndata:  a\ndata:b\n\n")).toEqual([event(" a\nb", "ping")]);
  });

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("ends lines with %s", (_name, end) => {
    expect(read(`data: a${end}${end}: hi${end}data: b${end}${end}`)).toEqual([
      event("a"),
      { kind: "comment" },
      event("b"),
    ]);
  });

  it("takes a CRLF that is cut in the middle for one line end", () => {
    expect(read("data: a\r", "\ndata: b\r", "\n\r", "\n")).toEqual([event("a\nb")]);
  });

  it("joins a character whose bytes arrive apart, and replaces bytes that are no UTF-8", () => {
    const bytes = new TextEncoder().encode("data: 👋\n\n");
    expect(read(bytes.slice(0, 8), bytes.slice(8))).toEqual([event("👋")]);
    expect(read("data: ", Uint8Array.of(0xff), "a\n\n")).toEqual([event("\ufffda")]);
  });

  it("strips one leading byte order mark, also in pieces", () => {
    expect(read(Uint8Array.of(0xef), Uint8Array.of(0xbb, 0xbf), "data: a\n\n")).toEqual([event("a")]);
  });

  it("hands out an event that is still pending at the end", () => {
    expect(read("data: a")).toEqual([event("a")]);
    expect(read("data: a\n")).toEqual([event("a")]);
    expect(read("data: a\r")).toEqual([event("a")]);
  });

  it("hands out a line that is no field as it is, however it is cut", () => {
    const line = '{"error":{"code":503,"message":"a: b"}}';
    for (let at = 0; at <= line.length; at += 1) {
      expect(read(line.slice(0, at), `${line.slice(at)}\r\n`)).toEqual([stray(line)]);
    }
    expect(read(line)).toEqual([stray(line)]);
    expect(read("err", 'or: {"code":500}\n\ndata: [DONE]\n\n')).toEqual([
      stray('error: {"code":500}'),
      event("[DONE]"),
    ]);
  });

  it("ignores id and retry, good or bad", () => {
    expect(read("id: 7\nretry: 10\nretry: soon\ndata: a\n\n")).toEqual([event("a")]);
  });

  it("takes an event of 7 MiB", () => {
    const [item] = read(`data: ${"x".repeat(7 * mebibyte)}\n\n`);
    expect(item?.kind === "event" && item.data.length).toBe(7 * mebibyte);
  });

  it("gives up on a line over 8 MiB, says so once and drops what follows", () => {
    const reader = newSseReader();
    const megabyte = new TextEncoder().encode("x".repeat(mebibyte));
    const items: SseItem[] = [...reader.push(new TextEncoder().encode("data: a\n\ndata: "))];
    for (let count = 0; count < 20; count += 1) items.push(...reader.push(megabyte));
    items.push(...reader.push(new TextEncoder().encode("\n\ndata: b\n\n")), ...reader.end());
    expect(items).toEqual([event("a"), stray("data: [over 8 MiB]")]);
  });

  it("gives up on an event of many lines over 8 MiB", () => {
    const lines = Array.from({ length: 9 }, () => `data: ${"x".repeat(mebibyte)}\n`);
    expect(read(...lines, "\ndata: b\n\n")).toEqual([stray("data: [over 8 MiB]")]);
  });

  it.each(goldenSections.flatMap(goldenStreams).filter((stream) => stream.contentType.startsWith("text/event-stream")))(
    "decodes $id alike whole and at its listed cuts",
    ({ bytes, cuts }) => {
      const edges = [0, ...cuts, bytes.length];
      const pieces = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
      expect(read(...pieces)).toEqual(read(bytes));
      expect(read(bytes)).not.toEqual([]);
    },
  );
});

describe("the golden transcripts", () => {
  it("are all there", () => {
    const ids = goldenSections.map((section) => goldenStreams(section).length);
    expect(ids).toEqual([5, 5, 4, 6, 4, 5]);
    expect(goldenSections.map((section) => goldenErrors(section).length)).toEqual([12, 0, 12, 11, 12, 12]);
  });

  it("are cut where it hurts: inside a field name, a character and a blank line", () => {
    const { bytes, cuts } = goldenStream("openai-stream");
    const before = cuts.map((cut) => new TextDecoder().decode(bytes.slice(cut - 2, cut)));
    expect(before).toEqual(["}\n", "da", "f\ufffd", "}\n", expect.stringContaining("\ufffd"), "a:"]);
  });
});

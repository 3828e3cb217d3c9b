import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { newSseReader } from "#electron/http/sse-reader.ts";
import type { Adapter, Part, SseItem } from "#electron/manager/dependencies.ts";

/** The sections of golden transcripts: files of `test/fixtures/wire`. */
export type GoldenSection = (typeof goldenSections)[number];

/** One recorded answer. `bytes` is the body as sent; `cuts` are the byte offsets at which a server must flush. */
export type GoldenStream = {
  readonly id: string;
  readonly status: number;
  readonly contentType: string;
  readonly eol: "lf" | "crlf";
  readonly cuts: readonly number[];
  readonly bytes: Uint8Array;
};

/** One recorded error answer. `class` is the vocabulary of the transcripts (auth, quota, rate_limit …). */
export type GoldenError = {
  readonly class: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export const goldenSections = ["openai", "responses", "anthropic", "gemini", "openrouter", "compatible"] as const;

const fence = /^```(wire|errors) (.+)\r?\n((?:(?!```).*\r?\n)*)```$/gm;

/** The answers of a section, streams (`text/event-stream`) and JSON alike, in the order of the file. */
export function goldenStreams(section: GoldenSection): GoldenStream[] {
  return fencesOf(section, "wire").map(({ info, lines }) => {
    const fields = new Map(info.split(" ").map((field) => splitOnce(field, "=")));
    const eol = fields.get("eol") === "crlf" ? "crlf" : "lf";
    const lineEnd = eol === "crlf" ? "\r\n" : "\n";
    const stream: GoldenStream = {
      id: fields.get("id") ?? "",
      status: Number(fields.get("status")),
      contentType: fields.get("ct") ?? "",
      eol,
      cuts: (fields.get("cuts") ?? "").split(",").filter(Boolean).map(Number),
      bytes: new TextEncoder().encode(lines.map((line) => line + lineEnd).join("")),
    };
    assert.ok(stream.bytes.length > (stream.cuts.at(-1) ?? 0), `${stream.id} is shorter than its last cut`);
    return stream;
  });
}

/** One answer by its id, of any section. Throws where there is none. */
export function goldenStream(id: string): GoldenStream {
  const found = goldenSections.flatMap(goldenStreams).find((stream) => stream.id === id);
  assert.ok(found, `there is no golden transcript ${id}`);
  return found;
}

/** The error answers of a section, in the order of the file. */
export function goldenErrors(section: GoldenSection): GoldenError[] {
  return fencesOf(section, "errors").flatMap(({ lines }) =>
    lines.map((line) => {
      const [, name = "", status = "", headers = "", body = ""] = /^(\w+) \| (\d+) \| (.*?) ?\| (.*)$/.exec(line) ?? [];
      assert.ok(name, `not an error fixture: ${line}`);
      const pairs = headers.split(";").filter((pair) => pair.trim() !== "");
      return {
        class: name,
        status: Number(status),
        headers: Object.fromEntries(pairs.map((pair) => splitOnce(pair, ":"))),
        body,
      };
    }),
  );
}

function fencesOf(section: GoldenSection, kind: "wire" | "errors"): { info: string; lines: string[] }[] {
  const text = readFileSync(new URL(`../fixtures/wire/${section}.md`, import.meta.url), "utf8");
  return [...text.matchAll(fence)]
    .filter((match) => match[1] === kind)
    .map((match) => ({ info: match[2]?.trim() ?? "", lines: (match[3] ?? "").split(/\r?\n/).slice(0, -1) }));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Neighbouring deltas of one channel become one, so that part lists can be compared whatever the chunks were. */
function mergeDeltas(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last !== undefined && "text" in last && "text" in part && continues(part, last)) {
      merged[merged.length - 1] = { ...last, text: last.text + part.text };
    } else merged.push(part);
  }
  return merged;
}

/** A piece of a call goes on with the call before it unless it names one. */
function continues(part: Part, last: Part): boolean {
  if (part.type !== "tool-delta" || last.type !== "tool-delta") return part.type === last.type;
  const names = part.tool !== undefined && (part.tool.id !== null || part.tool.name !== null);
  return !names && part.tool?.index === last.tool?.index;
}

/** What an adapter makes of a stream that arrives in these chunks, to its end; neighbouring deltas merged. */
export function decodeChunks(chunks: readonly Uint8Array[], adapter: Pick<Adapter, "reader">): Part[] {
  const sse = newSseReader();
  const answer = adapter.reader();
  const read = (items: SseItem[]) => items.flatMap((item) => answer.push(item));
  const parts = chunks.flatMap((chunk) => read(sse.push(chunk)));
  parts.push(...read(sse.end()), ...answer.end());
  return mergeDeltas(parts);
}

/**
 * Decodes a `text/event-stream` whole, in every two pieces and byte by byte, each with its lines ended by LF, CRLF and
 * CR, and throws unless all of them give one identical part list. Returns that list, neighbouring deltas merged.
 */
export function decodeEveryWay(bytes: Uint8Array, adapter: Pick<Adapter, "reader">): Part[] {
  const expected = decodeChunks([bytes], adapter);
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/);
  for (const [name, lineEnd] of Object.entries({ lf: "\n", crlf: "\r\n", cr: "\r" })) {
    const wire = new TextEncoder().encode(lines.join(lineEnd));
    const check = (how: string, chunks: readonly Uint8Array[]) =>
      assert.deepEqual(decodeChunks(chunks, adapter), expected, `${name}, ${how}, decodes differently`);
    check("whole", [wire]);
    check(
      "byte by byte",
      Array.from(wire, (byte) => Uint8Array.of(byte)),
    );
    for (let at = 1; at < wire.length; at += 1) check(`cut at ${at}`, [wire.slice(0, at), wire.slice(at)]);
  }
  return expected;
}

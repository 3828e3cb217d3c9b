import { gzipSync } from "node:zlib";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { chunk, chunked } from "#test/electron/faults/cases-cut.ts";
import type { On } from "#test/electron/faults/matrix.ts";
import { at, selfSigned } from "#test/electron/faults/places.ts";
import { beginningOf, bodyOf, headOf, primaryAnswer, raw, sends } from "#test/electron/faults/wire.ts";

/**
 * The faults of providers, P1 to P48, as a program sees them through the gateway (G8): which one is no more than the
 * matter of test/electron/faults, here counts that it is told as an answer or as an error of OpenAI's.
 */
export type ProviderFault = {
  readonly id: `P${number}`;
  readonly what: string;
  /** Null for an answer without a fault. */
  readonly fault?: (on: On) => Fault | null;
  /** Where the provider is said to be. */
  readonly baseUrl?: (places: { readonly own: string; readonly silent: string }) => string;
  readonly tls?: typeof selfSigned;
  readonly ends: "answer" | "error";
};

/** Why the others are not here. */
export const elsewhere: Readonly<Record<string, string>> = {
  P2: "a resolver that fails for now would have to be the program's own: test/electron/faults",
  P36: "a name that changes its address would, too: test/electron/faults; the address itself is refused at the door",
  P46: "a program that hangs up is G7",
  P48: "a clock that jumps would have to be the program's own: test/electron/faults",
};

const forMs = 60_000;
const status =
  (code: number, more: object = {}) =>
  (): Fault => ({ kind: "status", status: code, ...more });
const redirect = (code: number): ProviderFault => ({
  id: `P${[301, 302, 303, 307, 308].indexOf(code) + 31}`,
  what: `redirect ${code}`,
  fault: status(code, { headers: { location: "/v1/elsewhere" }, body: "" }),
  ends: "error",
});
const refused = (id: ProviderFault["id"], code: number, more: object = {}): ProviderFault => ({
  id,
  what: `status ${code}${"body" in more ? " with a body of its own" : ""}`,
  fault: status(code, { retryAfter: 60, ...more }),
  ends: "error",
});

const html = "<!doctype html><script>alert(1)</script><h1>Bad gateway</h1>";
const quota = JSON.stringify({
  error: { message: "You exceeded your quota.", type: "insufficient_quota", code: "insufficient_quota" },
});

function* pieces(begin: string, piece: string | Buffer, count: number): Generator<string | Uint8Array> {
  if (begin !== "") yield begin;
  for (let sent = 0; sent < count; sent += 1) yield piece;
}

const megabyte = 1024 * 1024;
const packed = gzipSync(Buffer.alloc(megabyte, ": bomb\n\n"));
const gzip = { "content-encoding": "gzip" };

function brokenText(on: On): Fault {
  const [head = "", tail = ""] = bodyOf(on, primaryAnswer({ tokens: ["primary ?? said"] })).split("??");
  return sends(on, Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xc3]), Buffer.from(tail)]));
}

function splitText(on: On): Fault {
  const bytes = Buffer.from(bodyOf(on, primaryAnswer({ tokens: ["primary 🚀 said"] })));
  return sends(
    on,
    Array.from(bytes, (byte) => Uint8Array.of(byte)),
  );
}

/** What comes before an answer and is none of it: a comment of a stream, or a blank line. */
const nothing = ({ shape }: On) => (shape === "json" ? "\n" : ":x\n\n");

export const providerFaults: readonly ProviderFault[] = [
  { id: "P1", what: "no such name", baseUrl: () => "https://nobody.invalid/v1", ends: "error" },
  { id: "P3", what: "refused", baseUrl: ({ own }) => at({ port: "1" })(own), ends: "error" },
  { id: "P4", what: "a certificate of its own", tls: selfSigned, ends: "error" },
  { id: "P5", what: "no TLS", baseUrl: ({ own }) => at({ protocol: "https:" })(own), ends: "error" },
  { id: "P6", what: "a handshake that never ends", baseUrl: ({ silent }) => `https://${silent}/v1`, ends: "error" },
  { id: "P7", what: "silence", fault: () => ({ kind: "silence", says: "nothing", forMs }), ends: "error" },
  { id: "P8", what: "slow headers", fault: () => ({ kind: "silence", says: "slow-headers", forMs }), ends: "error" },
  { id: "P9", what: "only headers", fault: () => ({ kind: "silence", says: "headers", forMs }), ends: "error" },
  {
    id: "P10",
    what: "only comments",
    fault: () => ({ kind: "silence", says: "comments", forMs, everyMs: 50 }),
    ends: "error",
  },
  { id: "P11", what: "a reset", fault: () => ({ kind: "cut", after: 20, how: "reset" }), ends: "error" },
  { id: "P12", what: "half a chunk", fault: () => ({ kind: "cut", after: 20, how: "mid-chunk" }), ends: "error" },
  {
    id: "P13",
    what: "no last chunk",
    fault: (on) => raw(headOf(on, chunked) + chunk(beginningOf(on, 20))),
    ends: "error",
  },
  {
    id: "P14",
    what: "a length too long",
    fault: (on) => raw(headOf(on, "Content-Length: 999999\r\n") + beginningOf(on, 20)),
    ends: "error",
  },
  {
    id: "P15",
    what: "no length and no end",
    fault: (on) => raw(headOf(on, "Connection: close\r\n") + beginningOf(on, 20)),
    ends: "error",
  },
  { id: "P16", what: "text that is no UTF-8", fault: brokenText, ends: "answer" },
  { id: "P17", what: "split characters", fault: splitText, ends: "answer" },
  {
    id: "P18",
    what: "a BOM and CRLF",
    fault: (on) => sends(on, `\ufeff${bodyOf(on).replaceAll("\n", "\r\n")}`),
    ends: "answer",
  },
  {
    id: "P19",
    what: "an event that is no JSON",
    fault: () => ({ kind: "malformed", after: 5, count: 1 }),
    ends: "answer",
  },
  { id: "P19", what: "many such events", fault: () => ({ kind: "malformed", after: 5, count: 200 }), ends: "error" },
  {
    id: "P20",
    what: "JSON that breaks off",
    fault: (on) => sends(on, `${beginningOf(on, 20)}data: {"trunc`),
    ends: "error",
  },
  {
    id: "P21",
    what: "other types",
    fault: () => ({ kind: "insert", after: 5, text: 'data: {"choices":"no","type":7}\n\n' }),
    ends: "answer",
  },
  {
    id: "P22",
    what: "an endless line",
    fault: (on) => sends(on, pieces("data: ", "x".repeat(megabyte / 8), 80)),
    ends: "error",
  },
  {
    id: "P23",
    what: "a large answer",
    fault: (on) => sends(on, bodyOf(on, primaryAnswer({ tokens: ["primary ", "x".repeat(2 * megabyte)] }))),
    ends: "answer",
  },
  {
    id: "P24",
    what: "very many events",
    fault: (on) => sends(on, nothing(on).repeat(20_000) + bodyOf(on)),
    ends: "answer",
  },
  { id: "P25", what: "a gzip bomb", fault: (on) => sends(on, pieces("", packed, 64), gzip), ends: "error" },
  {
    id: "P26",
    what: "gzip in gzip",
    fault: (on) => sends(on, gzipSync(gzipSync(bodyOf(on))), { "content-encoding": "gzip, gzip" }),
    ends: "error",
  },
  {
    id: "P27",
    what: "an unknown encoding",
    fault: (on) => sends(on, bodyOf(on), { "content-encoding": "foo" }),
    ends: "error",
  },
  {
    id: "P28",
    what: "64 KB of headers",
    fault: (on) => raw(headOf(on, `X-Large: ${"x".repeat(65_536)}\r\n`)),
    ends: "error",
  },
  {
    id: "P29",
    what: "two lengths",
    fault: (on) => raw(`${headOf(on, "Content-Length: 2\r\nContent-Length: 3\r\n")}abc`),
    ends: "error",
  },
  { id: "P30", what: "no HTTP", fault: () => raw("SSH-2.0-OpenSSH_9.2\r\n"), ends: "error" },
  ...[301, 302, 303, 307, 308].map(redirect),
  {
    id: "P37",
    what: "early hints",
    fault: (on) =>
      raw(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3) + headOf(on, "Connection: close\r\n") + bodyOf(on),
      ),
    ends: "answer",
  },
  {
    id: "P37",
    what: "another protocol",
    fault: () => raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
    ends: "error",
  },
  ...[401, 403].map((code) => refused("P38", code)),
  ...[400, 404, 422].map((code) => refused("P39", code)),
  ...[408, 409].map((code) => refused("P40", code)),
  refused("P41", 413),
  refused("P42", 429),
  refused("P42", 429, { body: quota }),
  ...[500, 503, 504, 529].map((code) => refused("P43", code)),
  refused("P43", 502, { body: html, headers: { "content-type": "text/html" } }),
  { id: "P44", what: "an error in the stream", fault: () => ({ kind: "error", after: 0 }), ends: "error" },
  { id: "P44", what: "an error in its middle", fault: () => ({ kind: "error", after: 5 }), ends: "error" },
  {
    id: "P44",
    what: "an unknown event",
    fault: () => ({ kind: "insert", after: 5, text: 'event: execute\ndata: {"run":"rm"}\n\n' }),
    ends: "answer",
  },
  { id: "P45", what: "nothing said", fault: () => ({ kind: "empty" }), ends: "error" },
  {
    id: "P45",
    what: "status 204",
    fault: () => raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    ends: "error",
  },
  { id: "P47", what: "silence after ten words", fault: () => ({ kind: "stall", after: 10, ms: forMs }), ends: "error" },
];

import { expect } from "vitest";
import type { Fault } from "#electron/demo/faults/fault.ts";
import type { Run } from "#shared/run.ts";
import { holds, startRawServer } from "#test/electron/http/raw-server.ts";
import { wholeTextOf } from "#test/support/scenario-checks.ts";
import { chunk, chunked } from "./cases-cut.ts";
import { beforeAnswer, type FaultCase, type On } from "./matrix.ts";
import { at, certificate, host, resolver, selfSigned } from "./places.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { beginningOf, headOf, raw } from "./wire.ts";

/** P1 to P10: no connection, none that is trusted, or silence on it. */

const retried: Omit<Expected, "failure"> = {
  outcome: "fallback",
  tries: 2,
  requests: 0,
  limit: { scope: "origin", reason: "NETWORK", hard: false, consecutiveErrors: 2 },
  withinMs: 1_500,
};

function unresolved(code: string): Variant {
  const { resolve, asked } = resolver(code);
  return {
    name: code,
    setup: { scripts: {}, baseUrls: { primary: at({ hostname: host }) }, resolve },
    expects: {
      ...retried,
      failure: { class: "NETWORK", reason: "dns" },
      also: (run) => coded(run, code) ?? (asked() === 2 ? null : `${asked()} questions to the resolver`),
    },
  };
}

function coded(run: Run, code: string): string | null {
  const seen = run.attempts[0]?.failure?.code;
  return seen === code ? null : `the code is ${seen}`;
}

/** Nobody listens on the first of all ports. */
const refused: Variant = {
  name: "refused",
  setup: { scripts: {}, baseUrls: { primary: at({ port: "1" }) } },
  expects: { ...retried, failure: { class: "NETWORK", reason: "refused" }, also: (run) => coded(run, "ECONNREFUSED") },
};

const untrusted: Expected = {
  outcome: "fallback",
  failure: { class: "NETWORK", reason: "tls" },
  tries: 1,
  requests: 0,
  limit: "one error",
};

function badCertificate(code: string, tls: { key: string; cert: string }): Variant {
  return {
    name: code,
    setup: { scripts: {}, servers: { primary: { tls } } },
    expects: {
      ...untrusted,
      also: (run, world) => coded(run, code) ?? (world.server.connectionsOf("primary") === 1 ? null : "no connection"),
    },
  };
}

/** The proof that it is the certificate that counts. */
const trusted: Variant = {
  name: "trusted",
  setup: { scripts: {}, servers: { primary: { tls: certificate("trusted") } } },
  expects: { outcome: "primary", failure: null, tries: 1, limit: "untouched" },
};

const plainHttp: Variant = {
  name: "plain HTTP",
  setup: { scripts: {}, baseUrls: { primary: at({ protocol: "https:" }) } },
  expects: untrusted,
};

/** The next link has as long, on a busy machine. */
const connectMs = 1_000;

const blackHole: Expected = {
  outcome: "fallback",
  failure: { class: "TIMEOUT", reason: "connect-timeout" },
  tries: 1,
  requests: 0,
  limit: { scope: "model", reason: "TIMEOUT", hard: false },
  withinMs: connectMs + 1_000,
  also: notBefore(connectMs),
};

const noAddress: Variant = {
  name: "a resolver that never answers",
  setup: {
    scripts: {},
    deadlines: { connectMs },
    baseUrls: { primary: at({ hostname: host }) },
    resolve: resolver(null).resolve,
  },
  expects: blackHole,
};

async function noHandshake(): Promise<Variant> {
  const server = await startRawServer(() => undefined);
  const baseUrl = () => `https://127.0.0.1:${server.port}/v1`;
  return {
    name: "a handshake that never ends",
    setup: { scripts: {}, deadlines: { connectMs }, baseUrls: { primary: baseUrl } },
    expects: {
      ...blackHole,
      also: (run) => notBefore(connectMs)(run) ?? (server.received().includes("sk-canary") ? "a key was sent" : null),
    },
    done: async () => {
      expect(await holds(() => server.openSockets() === 0, 2_000)).toBe(true);
      await server.close();
    },
  };
}

const shortMs = 400;
const longMs = 60_000;

const silent: Expected = {
  outcome: "fallback",
  failure: { class: "TIMEOUT", reason: "no-first-token" },
  tries: 1,
  limit: { scope: "model", reason: "TIMEOUT", hard: false },
  withinMs: shortMs + 1_000,
  also: notBefore(shortMs),
};

function notBefore(ms: number): (run: Run) => string | null {
  return ({ attempts }) => {
    const [first] = attempts;
    const tookMs = (first?.endMs ?? 0) - (first?.startMs ?? 0);
    // A timer of the system may fire a millisecond early.
    return tookMs >= ms - 2 ? null : `it was given up after ${tookMs} ms`;
  };
}

function silence(name: string, fault: Fault): Variant {
  return { name, setup: { scripts: { primary: [fault] }, deadlines: { firstContentMs: shortMs } }, expects: silent };
}

/** What a server sends to keep a connection open while it has nothing to say: comments, or blanks before the JSON. */
function keepAlive(on: On): Fault {
  if (on.shape === "stream") return { kind: "silence", says: "comments", forMs: longMs };
  return raw(`${headOf(on, "Transfer-Encoding: chunked\r\n")}${"1\r\n\n\r\n".repeat(20)}`, "stay");
}

/** What was shown by then is taken back. */
function silenceAfterContent(on: On): Variant[] {
  if (on.shape === "json") return [];
  const fault = raw(`${headOf(on, chunked)}${chunk(beginningOf(on, 20) + ": keep-alive\n\n".repeat(20))}`, "stay");
  const expects: Expected = {
    ...silent,
    failure: { class: "TIMEOUT", reason: "stall" },
    dropped: wholeTextOf("primary", 20),
  };
  return [{ name: "after content", setup: { scripts: { primary: [fault] }, deadlines: { idleMs: shortMs } }, expects }];
}

export const connectionCases: readonly FaultCase[] = [
  {
    id: "P1",
    title: "a name that does not exist: asked once more at once, then the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [unresolved("ENOTFOUND")]),
  },
  {
    id: "P2",
    title: "a resolver that fails for now: asked once more at once, then the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [unresolved("EAI_AGAIN")]),
  },
  {
    id: "P3",
    title: "a refused connection: tried once more at once, then the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [refused]),
  },
  {
    id: "P4",
    title: "a certificate that is self-signed, expired or another's: no second try, and the server hears nothing",
    notOn: beforeAnswer,
    play: inVariants(() => [
      badCertificate("DEPTH_ZERO_SELF_SIGNED_CERT", selfSigned),
      badCertificate("CERT_HAS_EXPIRED", certificate("expired")),
      badCertificate("ERR_TLS_CERT_ALTNAME_INVALID", certificate("wrong-name")),
      trusted,
    ]),
  },
  {
    id: "P5",
    title: "plain HTTP where TLS is due: no second try, and the server hears nothing",
    notOn: beforeAnswer,
    play: inVariants(() => [plainHttp]),
  },
  {
    id: "P6",
    title: "a connection that does not come about: given up in time, then the fallback",
    notOn: beforeAnswer,
    play: inVariants(async () => [noAddress, await noHandshake()]),
  },
  {
    id: "P7",
    title: "not a byte: the fallback in time",
    notOn: beforeAnswer,
    play: inVariants(() => [silence("silence", { kind: "silence", says: "nothing", forMs: longMs })]),
  },
  {
    id: "P8",
    title: "headers that never end: the fallback in time",
    notOn: beforeAnswer,
    play: inVariants(() => [silence("slow headers", { kind: "silence", says: "slow-headers", forMs: longMs })]),
  },
  {
    id: "P9",
    title: "silence after the headers: the fallback in time",
    play: inVariants((on) => [silence("headers", raw(headOf(on, "Transfer-Encoding: chunked\r\n"), "stay"))]),
  },
  {
    id: "P10",
    title: "signs of life and nothing else, at first or after some content: the fallback in time",
    play: inVariants((on) => [silence("keep-alive", keepAlive(on)), ...silenceAfterContent(on)]),
  },
];

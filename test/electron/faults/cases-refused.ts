import { startRawServer } from "#test/electron/http/raw-server.ts";
import type { ScenarioWorld } from "#test/support/scenario-world.ts";
import { beforeAnswer, type FaultCase, type On } from "./matrix.ts";
import { at, certificate, host, type Resolver, resolver } from "./places.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { bodyOf, headOf, raw } from "./wire.ts";

/** P31 to P37: what leads elsewhere, and answers before the answer. */

const redirected: Expected = {
  outcome: "failed",
  failure: { class: "BAD_REQUEST", reason: "redirect" },
  tries: 1,
  limit: "untouched",
};

const elsewhere = ["another port", "another host", "no TLS", "the same host"] as const;

/** Each target is a server of its own that must not hear a thing. */
async function redirects(status: number): Promise<Variant[]> {
  return Promise.all(elsewhere.map((where) => redirect(status, where)));
}

async function redirect(status: number, where: (typeof elsewhere)[number]): Promise<Variant> {
  const target = await startRawServer((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const targetHost = where === "another host" ? "localhost" : "127.0.0.1";
  const location = where === "the same host" ? "/v2/elsewhere" : `http://${targetHost}:${target.port}/v1/elsewhere`;
  const isSilent = () => (target.connections() === 0 ? null : `the target heard ${target.received()}`);
  return {
    name: where,
    setup: {
      scripts: { primary: [{ kind: "status", status, headers: { location }, body: "" }] },
      ...(where === "no TLS" && { servers: { primary: { tls: certificate("trusted") } } }),
    },
    expects: { ...redirected, also: isSilent },
    done: target.close,
  };
}

function redirectCase(id: FaultCase["id"], status: number): FaultCase {
  return {
    id,
    title: `${status}: refused, and the target hears nothing`,
    notOn: beforeAnswer,
    play: inVariants(() => redirects(status)),
  };
}

const blocked: Expected = {
  outcome: "failed",
  failure: { class: "BAD_REQUEST", reason: "blocked" },
  tries: 1,
  requests: 0,
  limit: "untouched",
};

function resolved(name: string, { resolve }: Resolver, expects: Expected): Variant {
  return { name, setup: { scripts: {}, baseUrls: { primary: at({ hostname: host }) }, resolve }, expects };
}

const isUntouched = (_: unknown, { server }: ScenarioWorld) =>
  server.connectionsOf("primary") === 0 ? null : "a connection was made";

/** First it means the server, and from the second connection on the address of the cloud's own services. */
function rebound(): Variant {
  const { resolve } = resolver(["127.0.0.1"], ["169.254.169.254"]);
  const isKeptOut: Expected["also"] = (_, { server }) =>
    server.connectionsOf("primary") === 1 ? null : `${server.connectionsOf("primary")} connections were made`;
  return {
    name: "rebound",
    setup: { scripts: { primary: [{ kind: "reset" }] }, baseUrls: { primary: at({ hostname: host }) }, resolve },
    expects: {
      ...blocked,
      failure: { class: "NETWORK", reason: "reset" },
      tries: 2,
      requests: 1,
      limit: "one error",
      also: isKeptOut,
    },
  };
}

const answered: Expected = { outcome: "primary", failure: null, tries: 1, limit: "untouched" };

function before(name: string, bytes: string, expects: Expected): Variant {
  return { name, setup: { scripts: { primary: [raw(bytes)] } }, expects };
}

function early(on: On): Variant[] {
  const body = bodyOf(on);
  const whole = `${headOf(on, `Content-Length: ${Buffer.byteLength(body)}\r\n`)}${body}`;
  const hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
  const processing = "HTTP/1.1 102 Processing\r\n\r\n";
  const notHttp: Expected = { ...answered, outcome: "fallback", failure: { class: "SERVER", reason: "not-json" } };
  const upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  const wait = "HTTP/1.1 100 Continue\r\n\r\n";
  return [
    before("103", hint.repeat(3) + whole, answered),
    before("many of 102", processing.repeat(10_000) + whole, answered),
    before("101", upgrade, notHttp),
    before("100 that nobody asked for", wait.repeat(1_000), notHttp),
    flood(processing),
  ];
}

/** Without end, as fast as it is taken. */
function flood(text: string): Variant {
  function* endless(): Generator<string> {
    for (;;) yield text.repeat(100);
  }
  return {
    name: "a flood of 102",
    setup: { scripts: { primary: [raw(endless())] }, deadlines: { firstContentMs: 300 } },
    expects: {
      ...answered,
      outcome: "fallback",
      failure: { class: "TIMEOUT", reason: "no-first-token" },
      limit: { scope: "model", reason: "TIMEOUT" },
    },
  };
}

export const refusedCases: readonly FaultCase[] = [
  redirectCase("P31", 301),
  redirectCase("P32", 302),
  redirectCase("P33", 303),
  redirectCase("P34", 307),
  redirectCase("P35", 308),
  {
    id: "P36",
    title: "a name of an address that no provider can have, or comes to have it: no connection",
    notOn: beforeAnswer,
    play: inVariants(() => [
      resolved("metadata", resolver(["169.254.169.254"]), { ...blocked, also: isUntouched }),
      resolved("metadata in IPv6", resolver(["::ffff:169.254.169.254"]), { ...blocked, also: isUntouched }),
      resolved("a private one", resolver(["127.0.0.1"]), answered),
      rebound(),
    ]),
  },
  {
    id: "P37",
    title: "answers before the answer: 103 is passed over, what is no answer is none",
    play: inVariants((on) => (on.shape === "json" ? early(on).slice(0, 2) : early(on))),
  },
];

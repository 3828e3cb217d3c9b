import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Dialect, eventsOf } from "./echo-streams.ts";
import { echoError, echoHeaders, keyForms, packed } from "./echo-words.ts";

/**
 * Providers that tell everybody the key they were shown: in bodies, headers, streams, redirects and lists of models.
 * One server plays all of them, each under a path of its own; the model that is asked for says how it answers.
 */
export type EchoProviders = {
  readonly origin: string;
  /** Path → every secret that was shown under it. */
  readonly shown: ReadonlyMap<string, ReadonlySet<string>>;
  /** How prompts were answered so far, as `dialect: behaviour`. */
  readonly played: ReadonlySet<string>;
  /** From now on the lists of models under this path answer like this model does. */
  listAs(path: string, behaviour: Behaviour): void;
  /** Streams that hang: open, and told nothing more. */
  hanging(): number;
  close(): Promise<void>;
};

/** Names of models. `fine` answers; the others fail, each in its own way. */
export const behaviours = [
  "fine",
  "labels",
  "says-key",
  "fail-400",
  "fail-401",
  "fail-403",
  "fail-404",
  "fail-429",
  "fail-500",
  "fail-packed",
  "fail-text",
  "fail-utf-16",
  "redirect",
  "garbage",
  "not-json",
  "cut",
  "error-event",
  "hang",
] as const;

export type Behaviour = (typeof behaviours)[number];

export type EchoOptions = {
  /** What an answer says. */
  readonly text: string;
};

/** The path of the one that a key is for. */
export const pathOf = (keyName: string): string => keyName.replaceAll(/\W+/g, "-");

export async function startEchoProviders({ text }: EchoOptions): Promise<EchoProviders> {
  const shown = new Map<string, Set<string>>();
  const played = new Set<string>();
  const lists = new Map<string, Behaviour>();
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("/")[1] ?? "";
    const key = keyOf(request);
    if (key !== null) shown.set(path, (shown.get(path) ?? new Set<string>()).add(key));
    readBody(request, (body) => {
      const behaviour = request.method === "GET" ? (lists.get(path) ?? "fine") : behaviourOf(`${request.url} ${body}`);
      if (request.method === "GET" && (behaviour === "fine" || behaviour === "labels")) {
        return sendList(response, behaviour === "fine" ? [] : [key ?? ""]);
      }
      open.add(response);
      response.on("close", () => open.delete(response));
      const dialect = dialectOf(request.url ?? "");
      if (request.method === "POST") played.add(`${dialect}: ${behaviour}`);
      play({ behaviour, key: key ?? "no-key-at-all", text, dialect, response });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The providers have no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    shown,
    played,
    listAs: (path, behaviour) => void lists.set(path, behaviour),
    hanging: () => open.size,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readBody(request: IncomingMessage, then: (body: string) => void): void {
  let body = "";
  request.setEncoding("utf8").on("data", (piece: string) => {
    body += piece;
  });
  request.on("end", () => then(body));
}

function keyOf({ headers }: IncomingMessage): string | null {
  const bearer = headers.authorization?.replace(/^Bearer /, "");
  const own = headers["x-api-key"] ?? headers["x-goog-api-key"];
  return bearer ?? (typeof own === "string" ? own : null);
}

function behaviourOf(asked: string): Behaviour {
  return behaviours.find((one) => new RegExp(`(?:"model":"|/models/)${one}(?:-codex)?[":]`).test(asked)) ?? "fine";
}

function dialectOf(path: string): Dialect {
  if (path.includes("GenerateContent") || path.includes("generateContent")) return "google-generate";
  if (path.includes("/responses")) return "openai-responses";
  return path.includes("/messages") ? "anthropic-messages" : "openai-chat";
}

/** A list that every dialect finds its models in, and what else is to be named in it. */
function sendList(response: ServerResponse, others: readonly string[]): void {
  const ids = [...behaviours, ...others];
  const data = ids.map((id) => ({ id, object: "model", type: "model", display_name: id, name: id }));
  const models = ids.map((id) => ({ name: `models/${id}`, supportedGenerationMethods: ["generateContent"] }));
  const body = { object: "list", data, models, has_more: false };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

type Play = {
  readonly behaviour: Behaviour;
  readonly key: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly response: ServerResponse;
};

const json = { "content-type": "application/json" };
const stream = { "content-type": "text/event-stream" };

function play({ behaviour, key, text, dialect, response }: Play): void {
  const headers = echoHeaders(key);
  const [, code] = /^fail-(\d{3})$/.exec(behaviour) ?? [];
  if (code !== undefined) {
    // A reason phrase is a place like any other.
    response.writeHead(Number(code), key, { ...json, ...headers, "retry-after": "0" }).end(echoError(key));
    return;
  }
  switch (behaviour) {
    case "fail-packed":
      return void response.writeHead(400, { ...json, "content-encoding": "gzip" }).end(packed(echoError(key)));
    case "fail-text":
      return void response.writeHead(502, { "content-type": "text/html", ...headers }).end(`<p>${keyForms(key)}</p>`);
    case "fail-utf-16": {
      const bytes = Buffer.from(echoError(key), "utf16le");
      return void response.writeHead(400, { "content-type": "application/json; charset=utf-16le" }).end(bytes);
    }
    case "redirect":
      return void response.writeHead(307, { location: `/elsewhere?key=${encodeURIComponent(key)}`, ...headers }).end();
    case "garbage":
      return void response.writeHead(200, stream).end(`data: {"${key}\n\ndata: ${keyForms(key)}\n\n`);
    case "not-json":
      return void response.writeHead(200, { "content-type": "text/html" }).end(`<p>${keyForms(key)}</p>`);
    default:
      playStream({ behaviour, key, text, dialect, response });
  }
}

function playStream({ behaviour, key, text, dialect, response }: Play): void {
  response.writeHead(200, { ...stream, ...echoHeaders(key) });
  const label = behaviour === "fine" ? "echo-1" : key;
  const half = Math.floor(key.length / 2);
  const said = [`You showed me ${key}, in halves `, key.slice(0, half), `${key.slice(half)}.`];
  const pieces = behaviour === "says-key" ? said : [text];
  const failing = behaviour === "error-event" ? { failsWith: key } : {};
  const events = eventsOf({ dialect, pieces, label, ...failing });
  if (behaviour === "hang") return void response.write(events[0] + (events[1] ?? ""));
  if (behaviour !== "cut") return void response.end(events.join(""));
  response.write(events.slice(0, -1).join(""), () => response.destroy());
}

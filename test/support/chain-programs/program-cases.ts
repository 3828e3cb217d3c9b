import type { FaultLink } from "#electron/demo/fault-server.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { ProviderKind } from "#shared/model.ts";

/** One link of a case: who it asks, and what goes wrong there. */
export type CaseLink = Omit<FaultLink, "kind"> & {
  readonly kind: ProviderKind;
  readonly models?: readonly string[];
  /** Its key is not in the environment. */
  readonly hasNoKey?: true;
  /** Its server answers without one. */
  readonly keyOptional?: true;
  readonly modelId?: string;
  readonly rules?: Chain["links"][number]["rules"];
};

/** A chain in a program, and what comes of it. Every program, whatever its language, is held to the same. */
export type ProgramCase = {
  /** The chain's name. */
  readonly name: string;
  readonly links: readonly CaseLink[];
  readonly onMidStream?: Chain["onMidStream"];
  /** The link that answers, by its place; null where none does. */
  readonly answeredBy: number | null;
  /** Of each attempt: its link and how it failed. */
  readonly attempts: readonly string[];
  /** How many requests each link got. */
  readonly requests: readonly number[];
  readonly resets?: number;
  /** What comes of it when it is asked once more; nothing where it is not. `requests` counts both. */
  readonly again?: { readonly attempts: readonly string[] };
};

const kinds = ["openai", "openrouter", "openai-compatible", "anthropic", "google"] as const;

/** Nobody is given up but who is silent on purpose: on a busy machine all the chains of a program are slow. */
const patient = { deadlines: { connectMs: 60_000, firstContentMs: 60_000, idleMs: 60_000 } } as const;
/** Short, so that a test does not wait. */
const sayingSoon = { deadlines: { firstContentMs: 8_000 } } as const;
const goingOnSoon = { deadlines: { idleMs: 500 } } as const;

const answers: CaseLink = { kind: "openai-compatible" };

const status = (code: number, retryAfter: number | null = null) =>
  ({ kind: "status", status: code, retryAfter }) as const;

/** A finish with the first piece, another piece, and the connection ends before the body does. */
function goingOn(): string {
  const says = (content: string, reason: string | null) =>
    `data: ${JSON.stringify({ id: "x", model: "m", choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
  const body = says("one ", "stop") + says("two ", null);
  return `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${body.length + 500}\r\n\r\n${body}`;
}

/** Every dialect answers; and falls through on a limit, on a cut and on silence. */
const perKind = kinds.flatMap((kind): ProgramCase[] => [
  { name: `${kind} answers`, links: [{ kind }], answeredBy: 0, attempts: ["0"], requests: [1] },
  {
    name: `${kind} is limited`,
    links: [{ kind, script: [status(429, 30)] }, answers],
    answeredBy: 1,
    attempts: ["0 RATE_LIMIT", "1"],
    requests: [1, 1],
  },
  {
    name: `${kind} is cut`,
    links: [{ kind, script: [{ kind: "cut", after: 20, how: "close" }] }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: `${kind} is cut before its first word`,
    links: [{ kind, script: [{ kind: "cut", after: 0, how: "close" }] }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
  },
  {
    name: `${kind} ends without a finish reason`,
    links: [{ kind, script: [{ kind: "cut", after: 20, how: "clean" }] }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: `${kind} is overloaded in its stream`,
    links: [{ kind, script: [{ kind: "error", after: 5 }] }, answers],
    answeredBy: 1,
    attempts: ["0 SERVER", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: `${kind} refuses the request`,
    links: [{ kind, script: [status(400)] }, answers],
    answeredBy: null,
    attempts: ["0 BAD_REQUEST"],
    requests: [1, 0],
  },
  {
    name: `${kind} filters`,
    links: [{ kind, script: [{ kind: "filtered" }] }, answers],
    answeredBy: null,
    attempts: ["0 CONTENT_POLICY"],
    requests: [1, 0],
  },
]);

const single: readonly ProgramCase[] = [
  {
    name: "thinks on the Responses API",
    links: [{ kind: "openai", modelId: "gpt-6-luna" }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "is silent",
    links: [
      { kind: "anthropic", script: [{ kind: "silence", says: "comments", forMs: 60_000 }], rules: sayingSoon },
      answers,
    ],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
  },
  {
    name: "stalls",
    links: [{ kind: "google", script: [{ kind: "stall", after: 20, ms: 5_000 }], rules: goingOnSoon }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: "goes on after a finish, and breaks off",
    links: [{ kind: "openai-compatible", script: [{ kind: "raw", bytes: goingOn(), end: "close" }] }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: "takes too long in all",
    links: [{ kind: "openai", tokenEveryMs: 250, rules: { deadlines: { totalMs: 8_000 } } }, answers],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: "keeps what was shown",
    onMidStream: "fail",
    links: [{ kind: "openai", script: [{ kind: "cut", after: 20, how: "reset" }] }, answers],
    answeredBy: null,
    attempts: ["0 TIMEOUT"],
    requests: [1, 0],
  },
  {
    name: "fails once",
    links: [{ kind: "openai", script: [status(500), null] }, answers],
    answeredBy: 0,
    attempts: ["0 SERVER", "0"],
    requests: [2, 0],
  },
  {
    name: "asks nobody twice",
    links: [{ kind: "openai", script: [status(500)], rules: { retries: 0 } }, answers],
    answeredBy: 1,
    attempts: ["0 SERVER", "1"],
    requests: [1, 1],
  },
  {
    name: "is reset before its answer",
    links: [{ kind: "openrouter", script: [{ kind: "reset" }, null] }, answers],
    answeredBy: 0,
    attempts: ["0 NETWORK", "0"],
    requests: [2, 0],
  },
  {
    name: "waits as it is told",
    links: [{ kind: "openai", script: [status(429, 1), null] }, answers],
    answeredBy: 0,
    attempts: ["0 RATE_LIMIT", "0"],
    requests: [2, 0],
  },
  {
    name: "stops after a refused key where it was told to",
    links: [{ kind: "openai", script: [status(401)], rules: { triggers: { AUTH: false } } }, answers],
    answeredBy: null,
    attempts: ["0 AUTH"],
    requests: [1, 0],
  },
  {
    name: "may go on",
    links: [
      { kind: "anthropic", script: [{ kind: "filtered" }], rules: { triggers: { CONTENT_POLICY: true } } },
      answers,
    ],
    answeredBy: 1,
    attempts: ["0 CONTENT_POLICY", "1"],
    requests: [1, 1],
    resets: 1,
  },
  {
    name: "says nothing",
    links: [{ kind: "openai", script: [{ kind: "empty" }] }, answers],
    answeredBy: 1,
    attempts: ["0 EMPTY", "0 EMPTY", "1"],
    requests: [2, 1],
  },
  {
    name: "sends an event that is no JSON",
    links: [{ kind: "openai", script: [{ kind: "malformed", after: 3 }] }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "sends an event that is no part of an answer",
    links: [{ kind: "anthropic", script: [{ kind: "insert", after: 5, text: "data: []\n\n" }] }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "answers with a page",
    links: [
      {
        kind: "google",
        script: [{ kind: "status", status: 200, body: "<html>", headers: { "content-type": "text/html" } }],
        rules: { retries: 0 },
      },
      answers,
    ],
    answeredBy: 1,
    attempts: ["0 SERVER", "1"],
    requests: [1, 1],
  },
  {
    name: "never ends its stream",
    links: [{ kind: "openai", script: [{ kind: "no-terminator" }] }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "is sent elsewhere",
    links: [
      { kind: "anthropic", script: [{ kind: "status", status: 307, headers: { location: "/v1/messages" } }, null] },
      answers,
    ],
    answeredBy: null,
    attempts: ["0 BAD_REQUEST"],
    requests: [1, 0],
  },
  {
    name: "names other models",
    links: [{ kind: "openrouter", models: ["q/other"] }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "needs no key",
    links: [{ kind: "openai-compatible", hasNoKey: true, keyOptional: true }],
    answeredBy: 0,
    attempts: ["0"],
    requests: [1],
  },
  {
    name: "has no key",
    links: [{ kind: "anthropic", hasNoKey: true, rules: { triggers: { AUTH: false } } }, answers],
    answeredBy: 1,
    attempts: ["0 AUTH", "1"],
    requests: [0, 1],
  },
  {
    name: "is left alone while it is limited",
    links: [{ kind: "openrouter", script: [status(429, 30), null] }, answers],
    answeredBy: 1,
    attempts: ["0 RATE_LIMIT", "1"],
    requests: [1, 2],
    again: { attempts: ["1"] },
  },
  {
    name: "is asked last while it cools down",
    links: [
      { kind: "openai", script: [{ kind: "cut", after: 0, how: "clean" }, null] },
      { kind: "google", script: [null, status(404)] },
    ],
    answeredBy: 1,
    attempts: ["0 TIMEOUT", "1"],
    requests: [2, 2],
    again: { attempts: ["1 MODEL_GONE", "0"] },
  },
  {
    name: "nobody answers",
    links: [
      { kind: "openai", script: [status(429, 30)] },
      { kind: "google", script: [status(503, 30)] },
    ],
    answeredBy: null,
    attempts: ["0 RATE_LIMIT", "1 SERVER"],
    requests: [1, 1],
  },
];

export const programCases: readonly ProgramCase[] = [...perKind, ...single];

/** Those that are asked a second time. */
export const askedAgain = programCases.filter(({ again }) => again !== undefined);

/** A link of a case, by its place, has a provider of its own, so that no case learns of limits from another. */
export const providerOf = (one: ProgramCase, index: number) => `${one.name} ${index}`;

export const usualModels: Readonly<Record<ProviderKind, string>> = {
  openai: "gpt-4.1",
  openrouter: "meta-llama/llama-3.3-70b-instruct:free",
  "openai-compatible": "llama3",
  anthropic: "claude-sonnet-4-5",
  google: "gemini-2.0-flash",
};

export function chainOfCase(one: ProgramCase): Chain {
  return {
    id: one.name,
    name: one.name,
    onMidStream: one.onMidStream ?? "restart",
    rules: patient,
    links: one.links.map(({ kind, modelId = usualModels[kind], rules, models }, index) => ({
      ...newLink(`${one.name}-${index}`, String(index), { providerId: providerOf(one, index), modelId }),
      costPer1kInput: 0.001,
      costPer1kOutput: 0.01,
      ...(rules && { rules }),
      ...(models && { models }),
    })),
  };
}

import { failureOf } from "#shared/failure.ts";
import type { GatewayRequest, GatewayState } from "#shared/gateway.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import { attemptOf, chains, chainTarget, modelTarget, rateLimited, runOf } from "./scripted-data.ts";

/** The requests of the Gateway mockup, with every way that one can end. */

export const gatewayOn: GatewayState = {
  kind: "on",
  port: 4747,
  baseUrl: "http://127.0.0.1:4747/v1",
  sinceMs: new Date(2026, 10, 22, 13, 5).getTime(),
  keyLast4: "3d1f",
  keyFrom: "keychain",
};

type Try = readonly [
  linkIndex: number,
  startMs: number,
  firstMs: number | null,
  endMs: number,
  status: Attempt["status"],
  nanoUsd: number | null,
];

type Row = {
  readonly agoMs: number;
  readonly client: string;
  readonly asked: string;
  readonly tries: readonly Try[];
  readonly httpStatus: number | null;
  readonly left?: boolean;
  readonly message?: string;
};

const serverError = failureOf("SERVER", "The server is overloaded.", { status: 503 });

const rows: readonly Row[] = [
  row({ agoMs: 2_000, client: "support-agent", asked: "chain/smart" }, [
    [0, 0, null, 410, "failed", 0],
    [1, 420, 1_360, 7_100, "answered", 8_710_000],
  ]),
  row({ agoMs: 15_000, client: "aider", asked: "chain/fast" }, [[0, 0, 190, 1_100, "answered", 311_000]]),
  row({ agoMs: 33_000, client: "curl", asked: "openai/gpt-4o" }, [[0, 0, 550, 3_900, "answered", 2_680_000]]),
  row({ agoMs: 51_000, client: "support-agent", asked: "chain/smart" }, [[0, 0, 1_120, 5_800, "answered", 7_420_000]]),
  {
    ...row({ agoMs: 76_000, client: "continue", asked: "chain/free" }, [
      [0, 0, null, 320, "failed", 0],
      [1, 330, null, 2_400, "failed", 0],
      [2, 2_410, null, 2_500, "failed", 0],
    ]),
    httpStatus: 503,
    message: "No link answered. OpenRouter: rate limited. Groq: server error. Ollama: nothing answers.",
  },
  {
    ...row({ agoMs: 92_000, client: "support-agent", asked: "chain/smart" }, [
      [0, 0, 1_020, 2_600, "stopped", 2_030_000],
    ]),
    left: true,
  },
  row({ agoMs: 121_000, client: "aider", asked: "chain/fast" }, [
    [0, 0, null, 280, "failed", 0],
    [1, 290, 740, 2_200, "answered", 894_000],
  ]),
  row({ agoMs: 184_000, client: "eval-nightly", asked: "ollama/llama3.2:3b" }, [[0, 0, 340, 4_400, "answered", null]]),
  {
    ...row({ agoMs: 255_000, client: "curl", asked: "chain/smart" }, []),
    httpStatus: 401,
    message: "The key is not the gateway's.",
  },
  {
    ...row({ agoMs: 280_000, client: "support-agent", asked: "chain/smart" }, [
      [0, 0, 980, 6_400, "failed", 3_100_000],
    ]),
    message: "The stream was cut, and what was sent cannot be taken back.",
  },
];

function row(who: Pick<Row, "agoMs" | "client" | "asked">, tries: readonly Try[]): Row {
  return { ...who, tries, httpStatus: 200 };
}

/** As of `nowMs`, newest first; the first one is still running. */
export function gatewayRequests(nowMs: number): readonly GatewayRequest[] {
  const running = row({ agoMs: 1_200, client: "support-agent", asked: "chain/smart" }, [[0, 0, 700, 0, "running", 0]]);
  return [
    requestOf({ ...running, httpStatus: null }, nowMs, 0),
    ...rows.map((one, index) => requestOf(one, nowMs, index + 1)),
  ];
}

function requestOf(
  { agoMs, client, asked, tries, httpStatus, left, message }: Row,
  nowMs: number,
  index: number,
): GatewayRequest {
  const id = `request-${index}`;
  const atMs = nowMs - agoMs;
  const run = tries.length === 0 ? null : runFor(id, asked, { tries, startedAtMs: atMs });
  return { id, atMs, client, asked, httpStatus, clientLeft: left ?? false, message: message ?? null, run };
}

function runFor(
  id: string,
  asked: string,
  { tries, startedAtMs }: { tries: readonly Try[]; startedAtMs: number },
): Run {
  const chain = chains.find((one) => `chain/${one.name}` === asked);
  const [providerId = "", modelId = ""] = asked.split("/");
  const base = runOf(id, { startedAtMs, title: asked });
  const links = chain?.links ?? base.links.map((link) => ({ ...link, provider: providerId, modelId }));
  const attempts = tries.map((one, index) => attemptFor(`${id}-${index}`, one, links[one[0]]));
  const last = tries.at(-1);
  const isRunning = last?.[4] === "running";
  const status = isRunning
    ? "running"
    : last?.[4] === "answered"
      ? "done"
      : last?.[4] === "stopped"
        ? "stopped"
        : "failed";
  return {
    ...base,
    target: chain === undefined ? modelTarget(providerId, modelId) : chainTarget(chain.id),
    status,
    links,
    attempts,
    endMs: isRunning ? null : (last?.[3] ?? 0),
    answeredBy: status === "done" ? (attempts.at(-1)?.id ?? null) : null,
  };
}

function attemptFor(id: string, one: Try, link: Run["links"][number] | undefined): Attempt {
  const [linkIndex, startMs, firstMs, endMs, status, nanoUsd] = one;
  return attemptOf(id, {
    linkIndex,
    providerId: link?.provider ?? "",
    modelId: link?.modelId ?? "",
    startMs,
    connectedMs: startMs + 60,
    headersMs: startMs + 90,
    firstContentMs: firstMs,
    firstAnswerMs: firstMs,
    endMs: status === "running" ? null : endMs,
    status,
    failure: status === "failed" ? (linkIndex === 0 ? rateLimited : serverError) : null,
    cost: nanoUsd === null ? unknownCost : { nanoUsd, source: "computed" },
  });
}

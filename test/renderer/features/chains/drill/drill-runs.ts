import type { DrillPlay } from "#renderer/stores/drills-store.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { AttemptEnd, Run, RunEvent } from "#shared/run.ts";

/** Rehearsals as the host tells them, without a host. */

export const chain: Chain = {
  id: "smart",
  name: "smart",
  onMidStream: "restart",
  links: [
    newLink("l1", "Sonnet", { providerId: "openrouter", modelId: "anthropic/sonnet" }),
    newLink("l2", "Sonnet", { providerId: "anthropic", modelId: "sonnet" }),
    newLink("l3", "GPT", { providerId: "openai", modelId: "gpt" }),
  ],
};

export const limited = failureOf("RATE_LIMIT", "Too many requests.", { status: 429, hintMs: 30_000 });
export const cut = failureOf("TIMEOUT", "The connection was lost.", { reason: "cut" });
export const refusedKey = failureOf("AUTH", "The key is not valid", { status: 401 });

type Try = {
  readonly linkIndex: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nanoUsd?: number | null;
  /** The provider said nothing of its tokens, so they were counted here. */
  readonly isGuessed?: boolean;
  readonly failure?: AttemptEnd["failure"];
  /** Text that was shown by then. */
  readonly text?: string;
  readonly malformed?: number;
};

const ended: AttemptEnd = {
  status: "answered",
  endMs: 0,
  firstAnswerMs: null,
  lastContentMs: null,
  finish: null,
  nativeFinish: null,
  failure: null,
  usage: null,
  cost: { nanoUsd: 0, source: "computed" },
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
};

const usage = {
  inputTokens: 500,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 380,
  reasoningTokens: 0,
  source: "reported",
} as const;

export function startedEvent(runId = "d", of: Chain = chain): RunEvent {
  const run = {
    id: runId,
    comparisonId: runId,
    columnId: runId,
    target: { kind: "chain", chainId: of.id } as const,
    title: of.name,
    isDemo: true,
    startedAtMs: 0,
    links: of.links,
  };
  return { type: "run-started", run };
}

/** The events of one request, the content in its middle. */
export function tryEvents(one: Try, runId = "d"): readonly RunEvent[] {
  const { linkIndex, fromMs, toMs, nanoUsd = 0, failure = null, text, malformed = 0, isGuessed = false } = one;
  const id = `${linkIndex}@${fromMs}`;
  const link = chain.links[linkIndex];
  const attempt = {
    id,
    linkIndex,
    providerId: link?.provider ?? "",
    modelId: link?.modelId ?? "",
    kind: "first",
    startMs: fromMs,
    waitedMs: 0,
    price: null,
  } as const;
  const firstMs = (fromMs + toMs) / 2;
  const delta = { type: "delta", runId, attemptId: id, channel: "text" } as const;
  const source = isGuessed ? "estimated" : "computed";
  const cost = nanoUsd === null ? ({ nanoUsd, source: "unknown" } as const) : ({ nanoUsd, source } as const);
  const end = {
    ...ended,
    status: failure === null ? ("answered" as const) : ("failed" as const),
    endMs: toMs,
    lastContentMs: text === undefined ? null : toMs,
    failure,
    cost,
    usage: failure === null ? usage : null,
    malformedEvents: malformed,
  };
  return [
    { type: "attempt-started", runId, attempt },
    ...(text === undefined ? [] : [{ ...delta, atMs: firstMs, text }]),
    { type: "attempt-ended", runId, attemptId: id, end },
    ...(failure !== null && text !== undefined ? [{ type: "reset", runId, attemptId: id, atMs: toMs } as const] : []),
  ];
}

export type Ending = { readonly status: "done" | "failed" | "stopped"; readonly atMs: number; readonly by?: string };

export function endEvent({ status, atMs, by }: Ending, runId = "d"): RunEvent {
  return { type: "run-ended", runId, atMs, status, answeredBy: by ?? null, failure: null };
}

/** Tries in order; `ending` left out, it still runs. */
export function playOf(tries: readonly Try[], ending?: Ending, parts: Partial<DrillPlay> = {}): DrillPlay {
  const events = [
    startedEvent(),
    ...tries.flatMap((one) => tryEvents(one)),
    ...(ending === undefined ? [] : [endEvent(ending)]),
  ];
  const run = events.reduce<Run | undefined>((known, event) => reduceRun(known, event), undefined) ?? null;
  return {
    runId: "d",
    chain,
    drillId: null,
    faults: {},
    speed: 10,
    startedAtMs: 0,
    run,
    problem: null,
    ...parts,
  };
}

/** The mockup's: a 429, a cut stream, and the third link answers. */
export const mockup = () =>
  playOf(
    [
      { linkIndex: 0, fromMs: 0, toMs: 380, failure: limited },
      { linkIndex: 1, fromMs: 390, toMs: 3_270, failure: cut, nanoUsd: 3_340_000, text: "Some text" },
      { linkIndex: 2, fromMs: 3_280, toMs: 9_850, nanoUsd: 5_160_000, text: "The answer" },
    ],
    { status: "done", atMs: 9_850, by: "2@3280" },
    { faults: { l1: { kind: "rate-limit", retryAfterS: 30 }, l2: { kind: "cut", afterTokens: 120 } } },
  );

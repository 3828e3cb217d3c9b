import { failureOf } from "#shared/failure.ts";
import type { HistoryDetails, HistoryEntry, HistoryPage, Marked } from "#shared/history.ts";
import type { Run } from "#shared/run.ts";
import { attemptOf, chains, chainTarget, modelTarget, runOf, usageOf } from "./scripted-data.ts";

/** The History mockup: five hits of 1,208, and the first of them as it was. */
export type ScriptedHistory = {
  readonly page: HistoryPage;
  readonly details: HistoryDetails;
  readonly tags: readonly string[];
};

const dayMs = 86_400_000;
const prompt =
  "Summarise this incident report in exactly five bullets for an engineering audience. Keep every timestamp. Do not speculate about the cause.";

export function emptyHistory(nowMs: number): ScriptedHistory {
  const page = { entries: [], cursor: null, count: 0, total: 0 };
  return { page, details: detailsAt(nowMs), tags: [] };
}

export function historyScene(nowMs: number): ScriptedHistory {
  const details = detailsAt(nowMs);
  const entries = [details.entry, ...others(nowMs)];
  return {
    page: { entries, cursor: null, count: entries.length, total: 1_208 },
    details,
    tags: ["incidents", "sev-2"],
  };
}

/** Marks what stands in brackets: `[Incident] summary`. */
function marked(text: string): Marked {
  const marks: (readonly [number, number])[] = [];
  let plain = "";
  for (const part of text.split(/(\[[^\]]*\])/)) {
    const word = part.startsWith("[") ? part.slice(1, -1) : part;
    if (part.startsWith("[")) marks.push([plain.length, plain.length + word.length]);
    plain += word;
  }
  return { text: plain, marks };
}

const usual = { isRenamed: false, isPinned: false, tags: [], sessionId: "session-0", isDemo: false, client: null };

function entryOf(id: string, parts: Partial<HistoryEntry>): HistoryEntry {
  return {
    ...usual,
    comparisonId: id,
    conversationId: `conversation-${id}`,
    title: marked(id),
    snippet: marked(""),
    startedAtMs: 0,
    runs: 1,
    answered: 1,
    failed: 0,
    fellThrough: 0,
    furthestLink: 1,
    providerIds: [],
    titles: [],
    cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
    repeat: null,
    ...parts,
  };
}

const usd = (amount: number) => ({ nanoUsd: Math.round(amount * 1e9), unknownCount: 0, isEstimate: false });

/** Local time of a day that lies `days` back. */
function at(nowMs: number, days: number, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return new Date(nowMs - days * dayMs).setHours(hours, minutes, 0, 0);
}

function others(nowMs: number): readonly HistoryEntry[] {
  return [
    entryOf("draft", {
      title: marked("[Incident] summary, first draft"),
      snippet: marked("“…five bullets, newest first. [Sonnet] kept the timeline…”"),
      startedAtMs: at(nowMs, 1, "15:41"),
      providerIds: ["anthropic", "openai", "groq"],
      runs: 15,
      cost: usd(0.0871),
    }),
    entryOf("refund", {
      title: marked("Refund policy classifier, 12 labels"),
      snippet: marked("System: label each [incident] with one of 12 codes"),
      startedAtMs: at(nowMs, 3, "11:20"),
      isPinned: true,
      providerIds: ["groq", "google", "openai"],
      runs: 60,
      fellThrough: 3,
      furthestLink: 3,
      cost: usd(0.0412),
    }),
    entryOf("postmortem", {
      title: marked("SEV-2 postmortem outline"),
      snippet: marked("smart answered with [Sonnet] 4.5 on link 2: “The [incident]…”"),
      startedAtMs: at(nowMs, 3, "09:02"),
      sessionId: "session-0",
      providerIds: ["openrouter", "anthropic"],
      runs: 10,
      fellThrough: 4,
      furthestLink: 2,
      cost: usd(0.0938),
      client: "aider",
    }),
    entryOf("pager", {
      title: marked("Pager text under 140 characters"),
      snippet: marked("[Incident] title to SMS, [Sonnet] against Llama 3.3"),
      startedAtMs: at(nowMs, 13, "17:48"),
      providerIds: ["anthropic", "groq"],
      runs: 40,
      cost: usd(0.0655),
      isDemo: true,
    }),
  ];
}

function detailsAt(nowMs: number): HistoryDetails {
  const startedAtMs = at(nowMs, 1, "16:04");
  const entry = entryOf("incident", {
    title: marked("[Incident] summary, five bullets"),
    snippet: marked("Claude [Sonnet] 4.5 direct and through OpenRouter"),
    startedAtMs,
    tags: ["incidents"],
    providerIds: ["anthropic", "openrouter"],
    runs: 4,
    answered: 3,
    failed: 1,
    fellThrough: 1,
    furthestLink: 2,
    cost: usd(0.0278),
  });
  const comparison = {
    id: "incident",
    conversationId: "conversation-incident",
    sessionId: "session-0",
    prompt,
    startedAtMs,
    isDemo: false,
  };
  return {
    comparison,
    entry,
    runs: [failedDirect(startedAtMs), routed(startedAtMs), direct(startedAtMs), smart(startedAtMs)],
  };
}

const bullets = `- 09:12 UTC: checkout error rate reached 14%; pager fired at 09:14.
- 09:21: on-call rolled back release 2026.11.3 to 2026.11.2.
- 09:26: error rate fell below 1%; carts saved meanwhile were kept.
- 09:40: **all regions** healthy, status page updated.
- 10:05: review scheduled for Monday.`;

const of = (parts: Partial<Run>): Partial<Run> => ({ comparisonId: "incident", ...parts });
const asked = { providerId: "anthropic", modelId: "claude-sonnet-4-5" };

/** The first try of the direct column; it was tried again a quarter of an hour later. */
function failedDirect(startedAtMs: number): Run {
  const failure = failureOf("SERVER", "Overloaded", { status: 529 });
  return runOf(
    "direct-1",
    of({
      columnId: "direct",
      title: "Claude Sonnet 4.5",
      target: modelTarget("anthropic", "claude-sonnet-4-5"),
      startedAtMs,
      status: "failed",
      endMs: 930,
      failure,
      attempts: [
        attemptOf("direct-1a", { ...asked, status: "failed", connectedMs: 80, headersMs: 900, endMs: 930, failure }),
      ],
    }),
  );
}

function direct(startedAtMs: number): Run {
  return runOf(
    "direct-2",
    of({
      columnId: "direct",
      title: "Claude Sonnet 4.5",
      target: modelTarget("anthropic", "claude-sonnet-4-5"),
      startedAtMs: startedAtMs + 15 * 60_000,
      text: bullets,
      status: "done",
      endMs: 5_820,
      answeredBy: "direct-2a",
      attempts: [answered("direct-2a", { ...asked, firstMs: 890, endMs: 5_820, usd: 0.00868 })],
    }),
  );
}

function routed(startedAtMs: number): Run {
  return runOf(
    "routed",
    of({
      columnId: "routed",
      title: "Claude Sonnet 4.5",
      target: modelTarget("openrouter", "anthropic/claude-sonnet-4.5"),
      startedAtMs,
      text: bullets.replace("on-call rolled back", "the on-call engineer rolled back"),
      status: "done",
      endMs: 6_820,
      answeredBy: "routed-a",
      attempts: [
        answered("routed-a", {
          providerId: "openrouter",
          modelId: "anthropic/claude-sonnet-4.5",
          firstMs: 1_180,
          endMs: 6_820,
          usd: 0.00915,
        }),
      ],
    }),
  );
}

function smart(startedAtMs: number): Run {
  const failure = failureOf("RATE_LIMIT", "Rate limit exceeded.", { status: 429, hintMs: 30_000 });
  const links = chains.find((chain) => chain.id === "chain-smart")?.links ?? [];
  return runOf(
    "smart",
    of({
      columnId: "smart",
      title: "smart",
      target: chainTarget("chain-smart"),
      links,
      startedAtMs,
      text: bullets,
      status: "done",
      endMs: 7_100,
      answeredBy: "smart-b",
      attempts: [
        attemptOf("smart-a", {
          ...asked,
          providerId: "openrouter",
          status: "failed",
          connectedMs: 74,
          headersMs: 74,
          endMs: 410,
          failure,
        }),
        {
          ...answered("smart-b", { ...asked, firstMs: 1_360, endMs: 7_100, usd: 0.00997 }),
          linkIndex: 1,
          startMs: 420,
          connectedMs: 500,
        },
      ],
    }),
  );
}

type Answered = {
  readonly providerId: string;
  readonly modelId: string;
  readonly firstMs: number;
  readonly endMs: number;
  readonly usd: number;
};

function answered(id: string, { firstMs, endMs, usd: amount, ...ref }: Answered) {
  return attemptOf(id, {
    ...ref,
    status: "answered",
    connectedMs: 84,
    headersMs: 84,
    firstContentMs: firstMs,
    firstAnswerMs: firstMs,
    lastContentMs: endMs - 5,
    endMs,
    usage: usageOf(1_290, 326),
    cost: { nanoUsd: Math.round(amount * 1e9), source: "computed" },
  });
}

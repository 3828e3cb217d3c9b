import { computedBeside, costOf } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import type { AttemptEnd, RunEvent } from "#shared/run.ts";
import { classifyProvider } from "./classify.ts";
import type { Adapter, CostLookup, HttpRequest, ProviderAccess } from "./dependencies.ts";
import { createGate } from "./gate.ts";
import type { LimitBoard } from "./limit-board.ts";
import { blockedBy } from "./limits.ts";
import type { ManagerDependencies } from "./manager-dependencies.ts";
import { errorBodyCap, readText } from "./read-answer.ts";
import type { Scopes } from "./scopes.ts";

/** An attempt that is over, with what it was asked with: key, provider and demo are the same for the look-up. */
export type EndedAttempt = {
  readonly runId: string;
  readonly attemptId: string;
  readonly end: AttemptEnd;
  /** The price that billed it, frozen at its start; null where unknown. */
  readonly price: Price | null;
  readonly access: Extract<ProviderAccess, { kind: "ready" }>;
  readonly adapter: Adapter;
  readonly scopes: Scopes;
  /** Hears of its run beside everyone else: a program's request through the gateway. */
  readonly onEvent?: (event: RunEvent) => void;
};

/**
 * What an aborted or cut answer cost, asked of a provider that tells it later (OpenRouter's /generation). A look-up
 * that finds nothing leaves the cost as it was recorded, estimated or unknown, and is told nowhere else.
 */
export type CostLookups = {
  /** Asks where the cost is open and the provider tells it; gives whether it does. Never waits. */
  attemptEnded(attempt: EndedAttempt): boolean;
  /** Ends every look-up, and begins none any more. */
  close(): Promise<void>;
};

export type CostLookupParts = Pick<ManagerDependencies, "clock" | "transport" | "redact" | "reportBug" | "budgets"> & {
  readonly board: Pick<LimitBoard, "state" | "now">;
  readonly emit: (event: RunEvent) => void;
};

/** Before each request: the provider needs some moments until it knows. */
const backOffMs = [1_000, 2_000, 4_000, 8_000, 16_000] as const;
/** A server that wants a longer rest is not asked again: the cost of one answer is not worth it. */
const longestHintMs = 60_000;
const requestLimitMs = 10_000;
const connectTimeoutMs = 5_000;
const requestsAtOnce = 3;

type Open = EndedAttempt & { readonly lookup: CostLookup; readonly request: HttpRequest };
type Tools = CostLookupParts & { readonly gate: ReturnType<typeof createGate>; readonly signal: AbortSignal };

export function createCostLookups(parts: CostLookupParts): CostLookups {
  const closing = new AbortController();
  const tools: Tools = { ...parts, gate: createGate(requestsAtOnce), signal: closing.signal };
  const running = new Set<Promise<void>>();
  return {
    attemptEnded: (attempt) => {
      const open = openCost(attempt);
      if (open === null || closing.signal.aborted) return false;
      const done = lookUp(tools, open)
        .catch(parts.reportBug)
        .finally(() => {
          running.delete(done);
          parts.budgets?.close(attempt.attemptId);
        });
      running.add(done);
      return true;
    },
    close: async () => {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Null where the cost is known, or where nobody could say it. */
function openCost(attempt: EndedAttempt): Open | null {
  const { end, access, adapter } = attempt;
  const lookup = adapter.costLookup;
  // A cost of 0 that was computed is that of a request that was never served.
  const isOpen = end.cost.source !== "reported" && end.cost.nanoUsd !== 0;
  if (lookup === undefined || end.generationId === null || !isOpen) return null;
  const request = lookup.request(access.provider, access.key, end.generationId);
  return request === null ? null : { ...attempt, lookup, request };
}

async function lookUp(tools: Tools, open: Open): Promise<void> {
  let hintMs = 0;
  for (const delayMs of backOffMs) {
    await sleep(tools, Math.max(delayMs, hintMs));
    const said = await askInTurn(tools, open);
    if (tools.signal.aborted || said.kind === "never") return;
    if (said.kind === "found") {
      tools.budgets?.found(open.attemptId, said.event);
      tools.emit(said.event);
      return open.onEvent?.(said.event);
    }
    if (said.hintMs > longestHintMs) return;
    hintMs = said.hintMs;
  }
}

type Said =
  | { readonly kind: "found"; readonly event: Extract<RunEvent, { type: "cost-found" }> }
  | { readonly kind: "later"; readonly hintMs: number }
  | { readonly kind: "never" };

const later: Said = { kind: "later", hintMs: 0 };

async function askInTurn(tools: Tools, open: Open): Promise<Said> {
  const leave = await tools.gate.enter("look-ups", tools.signal);
  if (leave === null) return { kind: "never" };
  try {
    return isHeld(tools, open) ? later : await ask(tools, open);
  } finally {
    leave();
  }
}

/** While the server's own limit of the account lies ahead, nothing goes there, not even this (invariant 1). */
function isHeld({ board }: Tools, { scopes }: Open): boolean {
  const wide = blockedBy(board.state(), scopes, board.now()).filter(({ scope }) => scope !== scopes.M);
  return wide.some(({ scope, isHard }) => isHard && scope !== scopes.F);
}

async function ask(tools: Tools, open: Open): Promise<Said> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const cancelLimit = tools.clock.after(requestLimitMs, stop);
  tools.signal.addEventListener("abort", stop, { once: true });
  try {
    const opened = await tools.transport.open(open.request, { signal: controller.signal, connectTimeoutMs });
    if (opened.kind === "failure") return later;
    const { status, headers, body } = opened.response;
    const { text, failure } = await readText(body, errorBodyCap);
    if (status >= 200 && status < 300) return failure === null ? readFound(tools, open, text) : later;
    return refused(tools, open, { status, headers, body: text });
  } finally {
    cancelLimit();
    tools.signal.removeEventListener("abort", stop);
    // Whatever happened, the socket of this request is closed now.
    controller.abort();
  }
}

function readFound({ redact }: Tools, { lookup, runId, attemptId, price }: Open, text: string): Said {
  const found = lookup.read(text);
  if (found === null) return later;
  const { usage, costUsd } = found;
  const upstreamProvider = found.upstreamProvider === null ? null : redact(found.upstreamProvider);
  const cost = costOf({ usage, reportedCostUsd: costUsd, price: null, wasAccepted: true });
  const computedNanoUsd = computedBeside({ usage, reportedCostUsd: costUsd, price });
  const computed = computedNanoUsd !== null && { computedNanoUsd };
  return { kind: "found", event: { type: "cost-found", runId, attemptId, usage, cost, ...computed, upstreamProvider } };
}

/** Not there yet, or busy: worth another try. Anything else stays as it is. */
function refused({ clock, redact }: Tools, { adapter }: Open, response: Parameters<Adapter["readFailure"]>[0]): Said {
  if (response.status === 404) return later;
  const nowEpochMs = clock.epochMs();
  const failure = classifyProvider(adapter.readFailure(response), { headers: response.headers, nowEpochMs, redact });
  const isBusy = failure.class === "RATE_LIMIT" || failure.class === "SERVER";
  return isBusy ? { kind: "later", hintMs: failure.hintMs ?? 0 } : { kind: "never" };
}

/** Resolves after `ms`, or as soon as everything ends. */
function sleep({ clock, signal }: Tools, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      cancel();
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const cancel = clock.after(ms, wake);
    signal.addEventListener("abort", wake, { once: true });
    if (signal.aborted) wake();
  });
}

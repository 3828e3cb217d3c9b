import type { Link } from "#shared/chain.ts";
import { type Failure, type FailureClass, failureOf } from "#shared/failure.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";
import type { LinkBlock } from "./decide.ts";
import type { ModelFacts, ProviderAccess } from "./dependencies.ts";
import { type Blocked, blockedBy, type LimitsState, leftMs, type Moment } from "./limits.ts";
import { type Scopes, scopesOf } from "./scopes.ts";

/** A model that refused a prompt as too long, with its window where that is known. */
export type TooSmall = { readonly modelId: string; readonly contextTokens: number | null };

type Ready = Extract<ProviderAccess, { kind: "ready" }>;

export type LinkFacts = {
  readonly link: Link;
  readonly providerName: string;
  readonly access: ProviderAccess;
  readonly facts: ModelFacts;
  readonly prompt: Prompt;
  readonly overrides: Overrides;
  readonly promptTokens: number;
  /** Models on which the prompt of this run did not fit. */
  readonly tooSmall: readonly TooSmall[];
};

/** Why a link cannot be tried now, or null where it can (engine.md R2). No network call, no timer. */
export function blockOf(of: LinkFacts, limits: LimitsState, now: Moment): LinkBlock | null {
  if (of.access.kind === "unavailable") {
    const { reason, message } = of.access;
    const failureClass = reason === null ? "LOCAL" : "AUTH";
    return { failure: failureOf(failureClass, message, { reason }), retryAtMs: null, hard: true };
  }
  const misfit = unsupported(of, of.access) ?? contextMisfit(of);
  if (misfit !== null) return { failure: misfit, retryAtMs: null, hard: true };
  const blocked = blockedBy(limits, scopesOfLink(of.link, of.access), now);
  return blocked.length === 0 ? null : blockFrom(blocked, of.providerName, now);
}

export function scopesOfLink(link: Pick<Link, "modelId">, access: Ready): Scopes {
  return scopesOf({
    baseUrl: access.provider.baseUrl,
    providerId: access.provider.id,
    keyFingerprint: access.keyFingerprint,
    modelId: link.modelId,
    isOpenRouter: access.provider.kind === "openrouter",
  });
}

/** What the prompt needs and this link is known not to take (R2). */
function unsupported({ link, facts, prompt, overrides }: LinkFacts, access: Ready): Failure | null {
  const { dialect } = access.adapterFor({ modelId: link.modelId, prompt, overrides });
  if (prompt.tools !== undefined && dialect !== "openai-chat") {
    return failureOf("UNSUPPORTED", "Tools can only be passed on to models that speak OpenAI's chat protocol.");
  }
  if (prompt.tools !== undefined && facts.takesTools === false) {
    return failureOf("UNSUPPORTED", "This model takes no tools.");
  }
  const images = prompt.messages.flatMap((message) => message.images ?? []);
  if (images.length > 0 && facts.takesImages === false) return failureOf("UNSUPPORTED", "This model takes no images.");
  if (images.some(({ kind }) => kind === "url") && facts.takesImageUrls === false) {
    return failureOf("UNSUPPORTED", "This model takes images as data only, not as an address.");
  }
  return null;
}

function contextMisfit({ link, overrides, facts, promptTokens, tooSmall }: LinkFacts): Failure | null {
  const window = facts.contextTokens;
  const maxTokens = overrides.maxTokens ?? link.maxTokens;
  if (window !== null && promptTokens + maxTokens > window) {
    const message = `About ${promptTokens} tokens and up to ${maxTokens} of answer, and it takes ${window}.`;
    return failureOf("CONTEXT_LENGTH", message, { reason: "context-window" });
  }
  const isNoLarger = tooSmall.some(
    ({ modelId, contextTokens }) =>
      modelId === link.modelId || (window !== null && contextTokens !== null && window <= contextTokens),
  );
  if (!isNoLarger) return null;
  return failureOf("CONTEXT_LENGTH", "Its window is no larger than the one that was too small.", {
    reason: "context-window",
  });
}

/** How often a run looks again that waits for what another one finds out. */
export const probeLookMs = 1000;

function blockFrom(blocked: readonly Blocked[], providerName: string, now: Moment): LinkBlock {
  // A probe settles on its own; the second is only how often a waiting run looks again if nobody tells it. Its answer
  // lifts no limit that the server named meanwhile.
  const waitFor = ({ state, why, isHard }: Blocked) => (why === "open" || isHard ? leftMs(state, now) : probeLookMs);
  const longest = blocked.reduce((one, other) => (waitFor(other) > waitFor(one) ? other : one));
  const waitMs = waitFor(longest);
  const isProbing = blocked.some((one) => one.why === "probe-in-flight");
  const failureClass = longest.state.reason ?? "RATE_LIMIT";
  const message = isProbing
    ? `Another request is finding out whether ${providerName} is back.`
    : `${providerName} is cooling down: ${reasonWords[failureClass]}.`;
  const failure = failureOf(failureClass, message, {
    reason: isProbing ? "probe-in-flight" : "cooling-down",
    retryAtMs: now.epochMs + waitMs,
  });
  return { failure, retryAtMs: now.monotonicMs + waitMs, hard: isProbing || blocked.some((one) => one.isHard) };
}

const reasonWords: Readonly<Record<FailureClass, string>> = {
  RATE_LIMIT: "it was rate limited",
  QUOTA_DAY: "its daily allowance is spent",
  BILLING: "it has no credit left",
  AUTH: "it refused the key",
  MODEL_GONE: "it does not have this model",
  SERVER: "it had server errors",
  NETWORK: "it could not be reached",
  TIMEOUT: "it was too slow or broke off",
  EMPTY: "it sent nothing",
  CONTEXT_LENGTH: "the prompt was too long",
  UNSUPPORTED: "it does not support this",
  CONTENT_POLICY: "its filter refused",
  BAD_REQUEST: "it refused the request",
  BUDGET: "the budget is spent",
  LOCAL: "this computer was offline",
  ABORT: "it was stopped",
};

import type { Failure } from "#shared/failure.ts";
import type { CooldownRule } from "./cooldown.ts";
import type { ScopeHint } from "./dependencies.ts";
import type { Scopes } from "./scopes.ts";

/** A model that failed of late, noted under the wider scope that it speaks of (engine.md R3). */
export type Evidence = { readonly scope: string; readonly model: string; readonly atMs: number };

export type Failing = {
  readonly scopes: Scopes;
  readonly modelId: string;
  readonly failure: Failure;
  readonly scopeHint: ScopeHint | null;
  /** An HTML page or a 52x: the host in front is at fault, not the model (R3). */
  readonly isHostPage: boolean;
};

/** The scopes that a failure falls on. `wider` is null unless another model's failure, or the host's page, names it. */
export type Targets = {
  readonly own: string;
  readonly wider: { readonly scope: string; readonly byEvidence: boolean } | null;
  readonly evidence: readonly Evidence[];
};

const accountWindowMs = 10_000;
const hostWindowMs = 30_000;

/** Which scopes a failure falls on: its own, and a wider one where two models failed of late (R3). */
export function targetsOf(
  of: Failing & { rule: CooldownRule },
  evidence: readonly Evidence[],
  nowMonotonicMs: number,
): Targets {
  const { scopes, failure, scopeHint, modelId } = of;
  const own = baseScope(of.rule.scope, scopes, scopeHint);
  const isServer = failure.class === "SERVER";
  // A provider that names the scope itself leaves nothing to conclude.
  if (scopeHint !== null || (failure.class !== "RATE_LIMIT" && !isServer)) return { own, wider: null, evidence };
  const scope = isServer ? scopes.H : scopes.A;
  const windowMs = isServer ? hostWindowMs : accountWindowMs;
  const fresh = evidence.filter((one) => nowMonotonicMs - one.atMs <= hostWindowMs);
  const byEvidence = fresh.some(
    (one) => one.scope === scope && one.model !== modelId && nowMonotonicMs - one.atMs <= windowMs,
  );
  const wider = byEvidence || (isServer && of.isHostPage) ? { scope, byEvidence } : null;
  const others = fresh.filter((one) => one.scope !== scope || one.model !== modelId);
  return { own, wider, evidence: [...others, { scope, model: modelId, atMs: nowMonotonicMs }] };
}

/** An answer of one of these scopes shows that what was noted before it began is over. */
export function withoutEvidence(evidence: readonly Evidence[], scopes: readonly string[], beganMs: number) {
  const kept = evidence.filter((one) => one.atMs > beganMs || !scopes.includes(one.scope));
  return kept.length === evidence.length ? evidence : kept;
}

function baseScope(scope: CooldownRule["scope"], scopes: Scopes, hint: ScopeHint | null): string {
  if (hint === "free") return scopes.F ?? scopes.A;
  // A platform limit of OpenRouter on a free model is the free tier's: paid models of the account go on (R3).
  if (hint === "account") return scope === "A" ? scopes.A : (scopes.F ?? scopes.A);
  if (hint === "origin") return scopes.H;
  if (hint === "model") return scopes.M;
  if (scope === "F or M") return scopes.F ?? scopes.M;
  return scopes[scope];
}

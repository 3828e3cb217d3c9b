import { type Allowances, type RateLimitState, unlimited } from "#shared/provider-state.ts";
import { isHeldHard, type LimitsState, leftMs, type Moment, scopeState } from "./limits.ts";
import { isOfAccount, modelOfScope } from "./scopes.ts";

const rememberedFirstTokens = 20;

/** What is known per provider, gathered from its attempts: its scopes, its last first-token times, its allowances. */
export type ProviderView = {
  touched(providerId: string, scopes: readonly string[]): void;
  answered(providerId: string, firstTokenMs: number | null): void;
  /** An answer's headers said this of the account that is the scope; one of a key that was replaced is not shown. */
  allowed(providerId: string, account: string, allowances: Allowances): void;
  /** What is known of its account is not shown until a request goes out to that account again. */
  keyReplaced(providerId: string): void;
  scopes(providerId: string): readonly string[];
  /** Those whose attempts touched one of the scopes. */
  providersOf(scopes: readonly string[]): readonly string[];
  shown(providerId: string, limits: LimitsState, now: Moment): RateLimitState;
};

export function createProviderView(): ProviderView {
  const scopes = new Map<string, ReadonlySet<string>>();
  /** Scopes of keys that were replaced: they hold on, should the key come back, but are none of the present one's. */
  const retired = new Map<string, ReadonlySet<string>>();
  const firstTokens = new Map<string, readonly number[]>();
  const allowances = new Map<string, Allowances>();
  const scopesOf = (providerId: string) => [...(scopes.get(providerId) ?? [])];
  const shownScopesOf = (providerId: string) =>
    scopesOf(providerId).filter((scope) => retired.get(providerId)?.has(scope) !== true);
  return {
    touched: (providerId, more) => {
      scopes.set(providerId, new Set([...scopesOf(providerId), ...more]));
      retired.set(providerId, new Set([...(retired.get(providerId) ?? [])].filter((scope) => !more.includes(scope))));
    },
    answered: (providerId, firstTokenMs) => {
      if (firstTokenMs === null) return;
      const times = [...(firstTokens.get(providerId) ?? []), firstTokenMs];
      firstTokens.set(providerId, times.slice(-rememberedFirstTokens));
    },
    allowed: (providerId, account, said) => {
      if (retired.get(providerId)?.has(account) !== true) allowances.set(providerId, said);
    },
    keyReplaced: (providerId) => {
      retired.set(providerId, new Set(scopesOf(providerId).filter(isOfAccount)));
      allowances.delete(providerId);
      firstTokens.delete(providerId);
    },
    scopes: scopesOf,
    providersOf: (some) => [...scopes.keys()].filter((id) => some.some((scope) => scopes.get(id)?.has(scope))),
    shown: (providerId, limits, now) => {
      const said = allowances.get(providerId);
      return {
        ...worstOf(shownScopesOf(providerId), limits, now),
        firstTokenMs: firstTokens.get(providerId) ?? [],
        ...(said && { allowances: said }),
      };
    },
  };
}

const scopeNames = { H: "origin", A: "account", F: "free", M: "model" } as const;

/** The worst live scope: the one that blocks longest (engine.md, "Limit state shown to people"). */
function worstOf(scopes: readonly string[], limits: LimitsState, now: Moment): RateLimitState {
  const known = scopes.map((scope) => {
    const state = scopeState(limits, scope);
    return { scope, state, blocksMs: leftMs(state, now) };
  });
  const consecutiveErrors = Math.max(0, ...known.map(({ state }) => state.consecutiveErrors));
  const worst = known.toSorted((a, b) => b.blocksMs - a.blocksMs)[0];
  if (worst === undefined || worst.blocksMs === 0) return { ...unlimited, consecutiveErrors };
  const [kind] = worst.scope;
  return {
    isLimited: true,
    retryAfterMs: worst.blocksMs,
    limitedAtMs: worst.state.limitedAt?.epochMs ?? null,
    consecutiveErrors,
    scope: kind === "H" || kind === "A" || kind === "F" || kind === "M" ? scopeNames[kind] : null,
    modelId: modelOfScope(worst.scope),
    reason: worst.state.reason,
    hard: isHeldHard(worst.state, now),
    nextProbeAtMs: now.epochMs + worst.blocksMs,
    firstTokenMs: [],
  };
}

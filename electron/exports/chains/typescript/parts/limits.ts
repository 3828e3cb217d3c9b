import type { Failure } from "./failures.ts";
import type { FailureClass, ModelConfig } from "./words.ts";

/** How long a failure cools its model, in seconds: at first, and at most. It doubles with each failure in a row. */
const cooldowns: Readonly<Partial<Record<FailureClass, readonly [base: number, cap: number]>>> = {
  RATE_LIMIT: [10, 300],
  QUOTA_DAY: [3_600, 86_400],
  BILLING: [300, 3_600],
  AUTH: [60, 900],
  MODEL_GONE: [600, 86_400],
  SERVER: [6, 15],
  NETWORK: [3, 15],
  TIMEOUT: [10, 60],
};

/** These cool all models of their provider. */
const wholeProvider: ReadonlySet<FailureClass> = new Set(["BILLING", "AUTH", "NETWORK"]);
/** One failure alone may be chance. */
const coolsAtSecond: ReadonlySet<FailureClass> = new Set(["SERVER", "NETWORK"]);

/** What is known of the limits of one model, or of a whole provider. */
type RateLimitState = {
  consecutiveErrors: number;
  /** On the clock of `performance.now()`; it is limited until then. */
  untilMs: number;
  /** The server itself named the time, so it is never undercut. */
  isHard: boolean;
};

/** Of all chains of this program: they share what they learn. */
const limits = new Map<string, RateLimitState>();

function scopesOf({ provider, modelId }: ModelConfig): { readonly whole: string; readonly model: string } {
  return { whole: provider, model: `${provider}\n${modelId}` };
}

function limitsOf(link: ModelConfig): RateLimitState[] {
  const { whole, model } = scopesOf(link);
  return [limits.get(whole), limits.get(model)].filter((state) => state !== undefined).filter(isLimited);
}

function isLimited({ untilMs }: RateLimitState): boolean {
  return performance.now() < untilMs;
}

export function isFree(link: ModelConfig): boolean {
  return limitsOf(link).length === 0;
}

/** Takes out the first that is free; else the first whose cooldown is only a guess of ours. A server's word holds. */
export function takeNext(waiting: ModelConfig[]): ModelConfig | null {
  const guessed = (link: ModelConfig) => limitsOf(link).every(({ isHard }) => !isHard);
  const next = waiting.find(isFree) ?? waiting.find(guessed);
  if (next === undefined) return null;
  waiting.splice(waiting.indexOf(next), 1);
  return next;
}

export function noteFailure(link: ModelConfig, { kind, hintMs, wasAsked }: Failure): void {
  const cooldown = cooldowns[kind];
  if (cooldown === undefined || !wasAsked) return;
  const { whole, model } = scopesOf(link);
  const scope = wholeProvider.has(kind) ? whole : model;
  const known = limits.get(scope) ?? { consecutiveErrors: 0, untilMs: 0, isHard: false };
  const level = known.consecutiveErrors - (coolsAtSecond.has(kind) ? 1 : 0);
  known.consecutiveErrors += 1;
  limits.set(scope, known);
  if (level < 0) return;
  const [base, cap] = cooldown;
  // Spread, so that many programs do not come back in the same moment.
  const softMs = Math.min(cap, base * 2 ** level) * 1000 * (0.75 + Math.random() / 4);
  known.untilMs = performance.now() + Math.max(hintMs ?? 0, softMs);
  known.isHard = hintMs !== null;
}

export function forgetFailures(link: ModelConfig): void {
  const { whole, model } = scopesOf(link);
  limits.delete(whole);
  limits.delete(model);
}

/**
 * Keeps retries a small share of all requests (engine.md R8): one bucket per account, full at 5, +0.2 for every
 * first attempt, −1 for every retry.
 */
export type RetryTokens = {
  firstAttempt(account: string): void;
  has(account: string): boolean;
  /** False, and nothing is taken, where none is left. */
  take(account: string): boolean;
};

const capacity = 5;
const perFirstAttempt = 0.2;

export function createRetryTokens(): RetryTokens {
  const tokens = new Map<string, number>();
  const level = (account: string) => tokens.get(account) ?? capacity;
  const has = (account: string) => level(account) >= 1;
  return {
    firstAttempt: (account) => {
      const next = Math.min(capacity, level(account) + perFirstAttempt);
      // A full bucket is the default, so accounts at rest take no memory.
      if (next === capacity) tokens.delete(account);
      else tokens.set(account, next);
    },
    has,
    take: (account) => {
      if (!has(account)) return false;
      tokens.set(account, level(account) - 1);
      return true;
    },
  };
}

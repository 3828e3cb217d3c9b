import type { BudgetPeriod } from "#shared/budget.ts";
import type { OnMidStream } from "#shared/chain.ts";
import type { FailureClass, FailureReason } from "#shared/failure.ts";
import type { ModelList, Price, ProviderKind } from "#shared/model.ts";
import type { RepeatPlan, RepeatStatus } from "#shared/repeat.ts";
import type { AttemptKind, AttemptStatus, FinishReason, RunStatus } from "#shared/run.ts";
import type { Density, SendWith, Theme } from "#shared/settings.ts";
import type { Cost, Usage } from "#shared/usage.ts";

/**
 * The words that a row may hold. As records, so that the compiler sees a word that was added to its type: a list
 * that lags behind would make good rows look damaged.
 */
export type Words<T extends string> = Readonly<Record<T, true>>;

export const themes: Words<Theme> = { system: true, light: true, dark: true };
export const densities: Words<Density> = { comfortable: true, compact: true };
export const sendKeys: Words<SendWith> = { "mod-enter": true, enter: true };
export const budgetPeriods: Words<BudgetPeriod> = { session: true, day: true, month: true };
export const failureClasses: Words<FailureClass> = {
  RATE_LIMIT: true,
  QUOTA_DAY: true,
  BILLING: true,
  AUTH: true,
  MODEL_GONE: true,
  SERVER: true,
  NETWORK: true,
  TIMEOUT: true,
  EMPTY: true,
  CONTEXT_LENGTH: true,
  UNSUPPORTED: true,
  CONTENT_POLICY: true,
  BAD_REQUEST: true,
  BUDGET: true,
  LOCAL: true,
  ABORT: true,
};
export const failureReasons: Words<FailureReason> = {
  cut: true,
  stall: true,
  "no-first-token": true,
  "connect-timeout": true,
  "total-timeout": true,
  "malformed-events": true,
  "too-large": true,
  "not-json": true,
  redirect: true,
  tls: true,
  proxy: true,
  refused: true,
  reset: true,
  dns: true,
  "all-thinking": true,
  "no-key": true,
  "key-store": true,
  "cooling-down": true,
  "probe-in-flight": true,
  "context-window": true,
  "nothing-available": true,
  "user-stop": true,
  shutdown: true,
  interrupted: true,
  internal: true,
  offline: true,
  slept: true,
  "over-budget": true,
  "unknown-price": true,
  blocked: true,
};
export const midStreamChoices: Words<OnMidStream> = { restart: true, fail: true };
export const priceSources: Words<Price["source"]> = {
  link: true,
  own: true,
  "provider list": true,
  override: true,
  "genai-prices": true,
};
export const listSources: Words<ModelList["source"]> = { provider: true, bundled: true };
export const providerKinds: Words<ProviderKind> = {
  openrouter: true,
  openai: true,
  anthropic: true,
  google: true,
  "openai-compatible": true,
};
export const runStatuses: Words<RunStatus> = {
  starting: true,
  queued: true,
  waiting: true,
  running: true,
  done: true,
  failed: true,
  stopped: true,
  interrupted: true,
};
export const repeatPurposes: Words<RepeatPlan["purpose"]> = { repeat: true, routes: true };
export const repeatStatuses: Words<RepeatStatus> = { running: true, paused: true, stopped: true, done: true };
export const attemptKinds: Words<AttemptKind> = { first: true, retry: true, probe: true, restart: true, skip: true };
export const attemptStatuses: Words<AttemptStatus> = {
  running: true,
  answered: true,
  failed: true,
  stopped: true,
  skipped: true,
};
export const finishReasons: Words<FinishReason> = {
  stop: true,
  length: true,
  tool_calls: true,
  content_filter: true,
  refusal: true,
  error: true,
  other: true,
};
export const usageSources: Words<Usage["source"]> = { reported: true, estimated: true };
export const costSources: Words<Cost["source"]> = { reported: true, computed: true, estimated: true, unknown: true };
export const textChannels: Words<"text" | "reasoning"> = { text: true, reasoning: true };

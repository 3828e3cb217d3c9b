import type { ProviderKind } from "#shared/model.ts";

/** What a provider allows per minute and what of it is left, as its headers say. */
export type DemoLimit = { readonly limit: number; readonly remaining: number };

export type DemoAllowance = {
  readonly requests: DemoLimit;
  readonly inputTokens: DemoLimit;
  readonly outputTokens: DemoLimit;
  /** Until the minute is over, at which all of it is whole again. */
  readonly resetMs: number;
};

/** Counts what the demo providers were asked for, so that their limits move as real ones do. They never refuse. */
export type DemoLimits = {
  /** Books a request by the length of its body and says what is left. */
  use(kind: ProviderKind, bodyLength: number): DemoAllowance;
};

const perMinute = { requests: 500, inputTokens: 200_000, outputTokens: 80_000 };
const minuteMs = 60_000;
/** As with real providers, an answer's tokens are booked by an estimate before they exist. */
const answerTokens = 400;
const charactersPerToken = 4;

type Used = { readonly minute: number; readonly requests: number; readonly inputTokens: number };

export function createDemoLimits(nowMs: () => number = Date.now): DemoLimits {
  const used = new Map<ProviderKind, Used>();
  return {
    use: (kind, bodyLength) => {
      const now = nowMs();
      const minute = Math.floor(now / minuteMs);
      const last = used.get(kind);
      const before = last?.minute === minute ? last : { minute, requests: 0, inputTokens: 0 };
      const requests = before.requests + 1;
      const inputTokens = before.inputTokens + Math.ceil(bodyLength / charactersPerToken);
      used.set(kind, { minute, requests, inputTokens });
      return {
        requests: left(perMinute.requests, requests),
        inputTokens: left(perMinute.inputTokens, inputTokens),
        outputTokens: left(perMinute.outputTokens, requests * answerTokens),
        resetMs: (minute + 1) * minuteMs - now,
      };
    },
  };
}

function left(limit: number, used: number): DemoLimit {
  return { limit, remaining: Math.max(0, limit - used) };
}

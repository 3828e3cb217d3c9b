import { expect, test } from "vitest";
import { costHeaders, runHeaders, understudyObject } from "#electron/gateway/answer-fields.ts";
import { errorOfCut, errorOfRun } from "#electron/gateway/failure-error.ts";
import { type Failure, type FailureClass, type FailureParts, type FailureReason, failureOf } from "#shared/failure.ts";
import { reduceRun, startRun } from "#shared/reduce-run.ts";
import type { Run } from "#shared/run.ts";

const target = { kind: "chain", chainId: "c" } as const;
const start = { id: "r", comparisonId: "x", columnId: "col", target, title: "smart", isDemo: false, startedAtMs: 0 };
const nowMs = 1_000_000;

/** A run whose links failed like this, one after the other. */
function failed(classes: readonly FailureClass[], parts: FailureParts = {}, more: Partial<Run> = {}): Run {
  const failures = classes.map((one) => failureOf(one, `words of ${one}`, parts));
  const run = failures.reduce<Run>(
    (state, failure, linkIndex) => {
      const attempt = {
        id: `a${linkIndex}`,
        linkIndex,
        providerId: "p",
        modelId: "m",
        kind: "skip",
        startMs: 0,
      } as const;
      const event = {
        type: "skipped",
        runId: "r",
        attempt: { ...attempt, waitedMs: 0, price: null },
        failure,
      } as const;
      return reduceRun(state, event) ?? state;
    },
    startRun({ ...start, links: [] }),
  );
  return { ...run, status: "failed", failure: firstOf(failures), ...more };
}

function firstOf(failures: readonly Failure[]): Failure | null {
  return failures[0] ?? null;
}

const statuses: readonly (readonly [classes: readonly FailureClass[], status: number, code: string | null])[] = [
  [["RATE_LIMIT"], 429, "rate_limit_exceeded"],
  [["RATE_LIMIT", "QUOTA_DAY"], 429, "rate_limit_exceeded"],
  [["RATE_LIMIT", "SERVER"], 503, "no_link_answered"],
  [["BILLING"], 503, "no_link_answered"],
  [["AUTH"], 503, "no_link_answered"],
  [["LOCAL"], 503, "no_link_answered"],
  [["MODEL_GONE"], 503, "no_link_answered"],
  [["CONTENT_POLICY"], 400, "content_filter"],
  [["CONTEXT_LENGTH", "CONTEXT_LENGTH"], 400, "context_length_exceeded"],
  [["CONTEXT_LENGTH", "TIMEOUT"], 503, "no_link_answered"],
  [["UNSUPPORTED"], 400, "unsupported"],
  [["RATE_LIMIT", "BAD_REQUEST"], 400, null],
  [["BUDGET"], 402, "over_budget"],
  [["ABORT"], 503, "stopped"],
];

test.each(statuses)("%j is answered with %d", (classes, status, code) => {
  expect(errorOfRun(failed(classes), nowMs)).toMatchObject({ status, code });
});

test("Retry-After is whole seconds, at least one, and absent where nobody knows", () => {
  const after = (retryAtMs: number | null) => errorOfRun(failed(["RATE_LIMIT"], { retryAtMs }), nowMs).retryAfterS;
  expect([after(nowMs + 12_100), after(nowMs - 5), after(null)]).toEqual([13, 1, undefined]);
});

test("a chain without links is the request's fault", () => {
  const failure = failureOf("BAD_REQUEST", "This chain has no links.");
  expect(errorOfRun(failed([], {}, { failure }), nowMs)).toMatchObject({ status: 400, message: /no links/ });
});

test.each([
  "request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 in",
  "trace 0af7651916cd43dd8448eb211c80319c in",
  "projects/123456789012/locations/eu in",
  "organization org-AbCdEf123456 in",
  "ray 8c1f0a9b7d6e5f43 in",
])("G6: of a provider's own explanation the ids are left out: %s", (said) => {
  const run = failed(["BAD_REQUEST"], {}, { failure: failureOf("BAD_REQUEST", `Wrong: ${said} temperature.`) });
  const attempts = run.attempts.map((one) => ({ ...one, failure: run.failure }));
  const { message } = errorOfRun({ ...run, attempts }, nowMs);
  expect(message).toMatch(/Wrong: (request|trace|organization|ray)?\s?…/);
  expect(message).toContain("in temperature.");
  expect(message).not.toMatch(/\d{4}|AbCdEf/);
});

test("words and figures of an explanation stay", () => {
  const words = "max_tokens 123456789012 is more than 8192; see https://platform.example.com/docs/errors#user_message";
  const run = failed([], {}, { failure: failureOf("BAD_REQUEST", words) });
  expect(errorOfRun(run, nowMs).message).toContain(words);
});

test("the program that ends says so", () => {
  expect(errorOfRun(failed(["ABORT"], { reason: "shutdown" }), nowMs).message).toBe("Understudy is closing.");
});

test("a program is told which model has no price, and what helps", () => {
  const budget = { kind: "unknown-price", providerId: "p", modelId: "m-1" } as const;
  expect(errorOfRun(failed(["BUDGET"], { reason: "unknown-price", budget }), nowMs)).toMatchObject({
    status: 402,
    code: "unknown_price",
    message: "Nobody knows what m-1 costs, and a budget stops what cannot be counted. Set its price in Understudy.",
  });
});

test("where nothing answered, no link is named as the one that did", () => {
  const run = failed(["SERVER", "AUTH"]);
  expect(Object.keys(runHeaders(run, "smart"))).not.toContain("x-understudy-link");
  expect(Object.keys(runHeaders(run, "smart"))).not.toContain("x-understudy-model");
  expect(understudyObject(run, "smart")).toMatchObject({ link: null, attempts: [{ link: 1 }, { link: 2 }] });
});

test("a link without a key is not said to have been refused", () => {
  const said = (parts: FailureParts) => errorOfRun(failed(["AUTH"], parts), nowMs).message;
  expect(said({ reason: "no-key" })).toBe("No link answered: 1 p/m: it has no key.");
  expect(said({ reason: "key-store" })).toBe("No link answered: 1 p/m: its key could not be read.");
});

test("an answer that was cut is not said to have been slow", () => {
  const said = (reason: FailureReason) => errorOfCut(failed(["TIMEOUT"], { reason })).message;
  expect(said("cut")).toContain("broke off: the connection was lost in the middle.");
  expect(said("stall")).toContain("broke off: it fell silent.");
  expect(said("total-timeout")).toContain("broke off: too slow.");
});

test("a cost has no exponent, and an unknown one no header", () => {
  const costing = (nanoUsd: number | null): Run => {
    const run = failed(["SERVER"]);
    return { ...run, attempts: run.attempts.map((one) => ({ ...one, cost: { nanoUsd, source: "computed" } })) };
  };
  expect(costHeaders(costing(70))).toEqual({ "x-understudy-cost-usd": "0.00000007" });
  expect(costHeaders(costing(0))).toEqual({ "x-understudy-cost-usd": "0" });
  expect(costHeaders(costing(null))).toEqual({});
});

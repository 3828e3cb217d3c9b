import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationMs, hintFrom } from "#electron/manager/retry-hint.ts";
import { runsOf } from "#test/support/runs.ts";

const now = Date.UTC(2026, 10, 22, 9, 30, 0);
const hint = (
  headers: Record<string, string>,
  more: { bodyHintMs?: number; message?: string; takeLargest?: boolean } = {},
) => hintFrom({ headers, bodyHintMs: null, message: "", nowEpochMs: now, takeLargest: false, ...more });

describe("a server's hint (R7)", () => {
  it.each([
    [{ "retry-after-ms": "250", "retry-after": "1" }, 250],
    [{ "retry-after": "18" }, 18_000],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": "Sun, 22 Nov 2026 09:30:07 GMT", date: "Sun, 22 Nov 2026 09:30:00 GMT" }, 7000],
    [{ "retry-after": "Sunday, 22-Nov-26 09:30:07 GMT", date: "Sun, 22 Nov 2026 09:30:00 GMT" }, 7000],
    [{ "retry-after": "Sun Nov 22 09:30:07 2026", date: "Sun, 22 Nov 2026 09:30:00 GMT" }, 7000],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m2.5s" }, 62_500],
    [{ "x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "1m2.5s" }, null],
    [
      { "anthropic-ratelimit-requests-remaining": "0", "anthropic-ratelimit-requests-reset": "2026-11-22T09:30:18Z" },
      18_000,
    ],
    [{ ratelimit: '"default";r=0;t=30' }, 30_000],
    [{ ratelimit: '"default";r=4;t=30' }, null],
    [{ ratelimit: '"hour";r=9;t=3000, "second";r=0;t=1' }, 1000],
    [{ ratelimit: '"day";r=0;t=7200, "second";r=0;t=1' }, 7_200_000],
    [{ ratelimit: "limit=10, remaining=0, reset=30" }, 30_000],
    [{ "x-ratelimit-reset": String(now + 5000) }, 5000],
    [{ "x-ratelimit-reset": String((now + 5000) / 1000) }, 5000],
    [{ "x-ratelimit-reset": "5" }, 5000],
    [{ "x-ratelimit-reset": "5", "x-ratelimit-remaining": "0" }, 5000],
    // Sent with every answer, it says nothing of this failure while requests remain.
    [{ "x-ratelimit-reset": "3600", "x-ratelimit-remaining": "42" }, null],
    [{ "retry-after": "-5" }, null],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "999999" }, 86_400_000],
  ])("%j is %s ms", (headers, expected) => {
    expect(hint(headers)).toBe(expected);
  });

  it("measures a date against the response's own Date, not against a wrong clock here", () => {
    const headers = { date: "Sun, 22 Nov 2026 11:00:00 GMT", "retry-after": "Sun, 22 Nov 2026 11:00:20 GMT" };
    expect(hint(headers)).toBe(20_000);
  });

  it("reads the body before resets, and text last", () => {
    expect(hint({ "x-ratelimit-reset": "90" }, { bodyHintMs: 34_070 })).toBe(34_070);
    expect(hint({}, { message: "Please try again in 1m26.4s." })).toBe(86_400);
    expect(hint({}, { message: "Please retry in 10h17m5.72s." })).toBe(37_025_720);
  });

  it("takes the largest of all for a daily quota", () => {
    expect(hint({ "retry-after": "5" }, { bodyHintMs: 3_600_000, takeLargest: true })).toBe(3_600_000);
  });

  it("invariant 8: is total over any strings", () => {
    const names = [
      "retry-after",
      "retry-after-ms",
      "date",
      "ratelimit",
      "x-ratelimit-reset",
      "x-ratelimit-reset-tokens",
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String))),
        fc.string(),
        fc.boolean(),
        (headers, message, takeLargest) => {
          const found = hint({ "x-ratelimit-remaining-tokens": "0", ...headers }, { message, takeLargest });
          return found === null || (found >= 0 && found <= 86_400_000);
        },
      ),
      { numRuns: runsOf(10_000, 200_000) },
    );
  });

  it("reads Go durations, milliseconds before minutes", () => {
    expect([durationMs("88ms"), durationMs("6m0s"), durationMs("1h2m3.5s"), durationMs("0s"), durationMs("")]).toEqual([
      88,
      360_000,
      3_723_500,
      0,
      null,
    ]);
  });
});

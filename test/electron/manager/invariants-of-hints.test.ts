import fc from "fast-check";
import { expect, test } from "vitest";
import { durationMs, hintFrom } from "#electron/manager/retry-hint.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { hintForms } from "#test/support/chaos/hints.ts";
import { runsOf } from "#test/support/runs.ts";

/** The parser of a server's hint, on anything and on every form of engine.md R7. About 1 s of one core. */

const day = 86_400_000;
const numRuns = runsOf(10_000, 100_000);

const names = [
  "retry-after",
  "retry-after-ms",
  "date",
  "ratelimit",
  "x-ratelimit-reset",
  "x-ratelimit-remaining",
  "x-ratelimit-reset-tokens",
  "x-ratelimit-reset-requests",
  "anthropic-ratelimit-tokens-reset",
  "anthropic-ratelimit-input-tokens-reset",
] as const;
/** Without these the resets are not looked at. */
const spent = {
  "x-ratelimit-remaining-tokens": "0",
  "x-ratelimit-remaining-requests": "0",
  "anthropic-ratelimit-tokens-remaining": "0",
  "anthropic-ratelimit-input-tokens-remaining": "0",
};
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-1, 1e9, 1e12, 1e300, Number.NaN, Infinity));
const nearly = fc.constantFrom(
  "1h",
  "-5",
  "1e9",
  "0x10",
  "5 s",
  "٣",
  "1.2.3",
  "9".repeat(400),
  "99999999999h9m9s",
  "1m26.4s",
);
const said = fc.oneof(
  fc.string(),
  number.map(String),
  nearly,
  fc.date().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.tuple(fc.nat(), nearly).map(([left, reset]) => `"default";r=${left % 2};t=${reset}`),
);
const message = fc.oneof(
  fc.string(),
  said.map((text) => `Please try again in ${text}.`),
);

test("invariant 8: the hint parser never throws, never returns NaN, a negative or more than 24 h", () => {
  fc.assert(
    fc.property(
      fc.record({
        headers: fc.dictionary(fc.constantFrom(...names), said),
        bodyHintMs: fc.oneof(fc.constant(null), number),
        message,
        nowEpochMs: fc.oneof(fc.constant(Date.UTC(2026, 10, 22)), fc.integer()),
        takeLargest: fc.boolean(),
      }),
      (sources) => {
        const ms = hintFrom({ ...sources, headers: { ...spent, ...sources.headers } });
        expect(ms === null || (ms >= 0 && ms <= day)).toBe(true);
      },
    ),
    { numRuns },
  );
});

test("invariant 8: every form of a hint is read as the wait that it means", () => {
  const anyForm = fc.constantFrom(...Object.entries(hintForms));
  const seconds = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(anyForm, seconds, fc.integer({ min: 0, max: 4e12 }), ([, form], sum, nowEpochMs) => {
      const { headers, error } = form(sum);
      const body = JSON.stringify({ error: { message: "Too many requests.", code: 429, ...error } });
      const { bodyHintMs, message: words } = openAiChat.readFailure({ status: 429, headers, body });
      const ms = hintFrom({ headers, bodyHintMs, message: words, nowEpochMs, takeLargest: false });
      expect(ms).toBe(Math.min(sum * 1000, day));
    }),
    { numRuns },
  );
});

test("invariant 8: of several hints the first counts, and of a daily allowance the largest", () => {
  const wait = fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: null });
  fc.assert(
    fc.property(wait, wait, wait, (first, second, third) => {
      const headers = {
        ...(first !== null && { "retry-after": String(first) }),
        ...(third !== null && { "x-ratelimit-reset": String(third) }),
      };
      const sources = { headers, bodyHintMs: second === null ? null : second * 1000, message: "", nowEpochMs: 0 };
      const waits = [first, second, third].flatMap((one) => (one === null ? [] : [one * 1000]));
      expect(hintFrom({ ...sources, takeLargest: false })).toBe(waits[0] ?? null);
      expect(hintFrom({ ...sources, takeLargest: true })).toBe(waits.length === 0 ? null : Math.max(...waits));
    }),
    { numRuns },
  );
});

test("invariant 8: a duration is a finite number of ms or nothing", () => {
  fc.assert(
    fc.property(fc.oneof(said, fc.stringMatching(/^[0-9.hmsuµn ]{0,20}$/)), (text) => {
      const ms = durationMs(text);
      expect(ms === null || ms >= 0).toBe(true);
    }),
    { numRuns },
  );
});

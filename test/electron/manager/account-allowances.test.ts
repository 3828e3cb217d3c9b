import { expect, test } from "vitest";
import { createAccountAllowances } from "#electron/manager/account-allowances.ts";
import type { Allowance } from "#shared/provider-state.ts";

const scopes = (model: string, account = "A1") => ({ H: "H", A: account, F: null, M: `${account} ${model}` });
const at = (ms: number) => ({ monotonicMs: ms, epochMs: ms });
const none = { input: 0, output: 0 };
const requests = (remaining: number, resetAtMs: number | null, limit = 10): { requests: Allowance } => ({
  requests: { limit, remaining, resetAtMs },
});

/** A book in which one answer of a model said this at the time 0. */
function after(said: Parameters<ReturnType<typeof createAccountAllowances>["heard"]>[1], model = "m") {
  const book = createAccountAllowances();
  book.heard({ id: "said", scopes: scopes(model) }, said, 0);
  const check = (nowMs: number, of = scopes("m"), need = none) => book.check({ scopes: of, need }, at(nowMs));
  return { book, check };
}

test("nothing is held where nothing was said, or where one more fits", () => {
  expect(createAccountAllowances().check({ scopes: scopes("m"), need: none }, at(0))).toBeNull();
  expect(after({ readAtMs: 0, ...requests(2, 5_000) }).check(0)).toBeNull();
  expect(after(null).check(0)).toBeNull();
});

test("what would not fit waits for the reset, and a second more, since dates are cut to whole seconds", () => {
  const { check } = after({ readAtMs: 0, ...requests(0, 5_000) });
  expect([check(0), check(5_999), check(6_000)]).toEqual([{ untilMs: 6_000 }, { untilMs: 6_000 }, null]);
});

test("a clock that was turned, or slept, holds nothing longer than was said (R11)", () => {
  const dayMs = 86_400_000;
  const { book } = after({ readAtMs: 0, ...requests(0, 5_000) });
  const check = (monotonicMs: number, epochMs: number) =>
    book.check({ scopes: scopes("m"), need: none }, { monotonicMs, epochMs });
  expect([check(1_000, -dayMs), check(6_000, -dayMs)]).toEqual([{ untilMs: 5_000 - dayMs }, null]);
  expect([check(1_000, dayMs), check(1_000, 6_000)]).toEqual([null, null]);
});

test("a reset that is not said is taken for a minute after the answer", () => {
  const { check } = after({ readAtMs: 0, ...requests(0, null) });
  expect([check(60_000), check(61_000)]).toEqual([{ untilMs: 61_000 }, null]);
});

test("a tenth of each limit is left to what somebody waits for, also of a new one", () => {
  expect(after({ readAtMs: 0, ...requests(1, 5_000) }).check(0)).toEqual({ untilMs: 6_000 });
  expect(after({ readAtMs: 0, ...requests(6, 5_000, 60) }).check(0)).toEqual({ untilMs: 6_000 });
  expect(after({ readAtMs: 0, ...requests(7, 5_000, 60) }).check(0)).toBeNull();
  const { book, check } = after({ readAtMs: 0, ...requests(0, 5_000, 3) });
  for (const id of ["one", "two"]) book.began({ id, scopes: scopes("m"), need: none });
  expect(check(6_000)).toEqual({ untilMs: null });
  // A limit of one has no tenth to leave.
  expect(after({ readAtMs: 0, ...requests(1, 5_000, 1) }).check(0)).toBeNull();
});

test("requests on their way take from what is left, until their headers are there or they end", () => {
  const { book, check } = after({ readAtMs: 0, ...requests(3, 5_000) });
  for (const id of ["one", "two"]) book.began({ id, scopes: scopes("m"), need: none });
  expect(check(0)).toEqual({ untilMs: 6_000 });
  book.ended("one");
  expect(check(0)).toBeNull();
  book.heard({ id: "two", scopes: scopes("m") }, { readAtMs: 1, ...requests(2, 5_000) }, 1);
  expect(check(1)).toBeNull();
});

test("after the reset as many may be on their way as the whole limit allows", () => {
  const { book, check } = after({ readAtMs: 0, ...requests(0, 5_000, 1) });
  book.began({ id: "one", scopes: scopes("m"), need: none });
  expect(check(9_000)).toEqual({ untilMs: null });
  book.ended("one");
  expect(check(9_000)).toBeNull();
});

test("tokens are counted as the prompt and the longest answer; what never fits is sent alone", () => {
  const tokens = (remaining: number) => ({ readAtMs: 0, tokens: { limit: 1_000, remaining, resetAtMs: 5_000 } });
  const need = { input: 300, output: 400 };
  expect(after(tokens(800)).check(0, scopes("m"), need)).toBeNull();
  expect(after(tokens(799)).check(0, scopes("m"), need)).toEqual({ untilMs: 6_000 });
  const huge = { input: 300, output: 4_000 };
  const { book, check } = after(tokens(900));
  expect([check(0, scopes("m"), huge), check(6_000, scopes("m"), huge)]).toEqual([{ untilMs: 6_000 }, null]);
  book.began({ id: "one", scopes: scopes("m"), need });
  expect(check(6_000, scopes("m"), huge)).toEqual({ untilMs: null });
  const split = { readAtMs: 0, outputTokens: { limit: 1_000, remaining: 399, resetAtMs: 5_000 } };
  expect(after(split).check(0, scopes("m"), need)).toEqual({ untilMs: 6_000 });
});

test("answers that overtake each other do not give back what is gone", () => {
  const { book, check } = after({ readAtMs: 0, ...requests(0, 5_000) });
  book.heard({ id: "late", scopes: scopes("m") }, { readAtMs: 1, ...requests(3, 5_000) }, 1);
  expect(check(1)).toEqual({ untilMs: 6_000 });
  book.heard({ id: "next", scopes: scopes("m") }, { readAtMs: 2, ...requests(3, 65_000) }, 2);
  expect(check(2)).toBeNull();
});

test("another model of the account holds one back where their limits are the same, and another account never", () => {
  const { book, check } = after({ readAtMs: 0, ...requests(0, 5_000) }, "other");
  expect(check(0)).toEqual({ untilMs: 6_000 });
  expect(check(0, scopes("m", "A2"))).toBeNull();
  book.heard({ id: "own", scopes: scopes("m") }, { readAtMs: 0, ...requests(90, 5_000, 100) }, 0);
  expect(check(0)).toBeNull();
  // A limit of hours that only another model spoke of is most likely that model's own.
  expect(after({ readAtMs: 0, ...requests(0, 3_600_000) }, "other").check(0)).toBeNull();
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSoon } from "#renderer/actions/ask-soon.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks once nothing changed for a moment, and once for all that did", () => {
  const work = vi.fn();
  const soon = createSoon(work);
  soon.ask();
  vi.advanceTimersByTime(300);
  soon.ask();
  vi.advanceTimersByTime(300);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(work).toHaveBeenCalledTimes(1);
});

it("asks now and then where something changes all the time", () => {
  const work = vi.fn();
  const soon = createSoon(work);
  for (let change = 0; change < 60; change += 1) {
    soon.ask();
    vi.advanceTimersByTime(100);
  }
  expect(work.mock.calls.length).toBeGreaterThanOrEqual(4);
});

it("asks nothing any more once that was taken back", () => {
  const work = vi.fn();
  const soon = createSoon(work);
  soon.ask();
  soon.cancel();
  vi.advanceTimersByTime(5_000);
  expect(work).not.toHaveBeenCalled();
});

import { expect, it } from "vitest";
import { createPace } from "#renderer/ui/pace.ts";

function paceOver(frameMs: readonly number[]): number[] {
  let nowMs = 0;
  const pace = createPace(() => nowMs);
  return frameMs.map((ms) => {
    nowMs += ms;
    return pace.next();
  });
}

it("asks for less work while frames come late, never for less than a quarter", () => {
  const late = paceOver(new Array(12).fill(60));
  expect(late[1]).toBeLessThan(1);
  expect(late.toSorted((one, other) => other - one)).toEqual(late);
  expect(late.at(-1)).toBe(0.25);
});

it("comes back to all of it once frames are in time", () => {
  expect(paceOver([...new Array(12).fill(60), ...new Array(30).fill(16)]).at(-1)).toBe(1);
});

it("holds no pause without work against this computer", () => {
  let nowMs = 0;
  const pace = createPace(() => nowMs);
  pace.next();
  pace.rest();
  nowMs = 9_000;
  expect(pace.next()).toBe(1);
});

import { expect, test } from "vitest";
import { createScaledClock } from "#electron/demo/scaled-clock.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

test("time passes ten times as fast on both clocks, from where the real ones stood", async () => {
  const real = createFakeClock();
  await real.advance(5_000);
  const [fromMs, fromEpochMs] = [real.monotonicMs(), real.epochMs()];
  const clock = createScaledClock(real, 10);
  expect([clock.monotonicMs(), clock.epochMs()]).toEqual([fromMs, fromEpochMs]);
  await real.advance(120);
  expect([clock.monotonicMs(), clock.epochMs()]).toEqual([fromMs + 1_200, fromEpochMs + 1_200]);
});

test("a timer of twelve played seconds rings after 1.2 real ones, and can be cancelled", async () => {
  const real = createFakeClock();
  const clock = createScaledClock(real, 10);
  const rung: string[] = [];
  clock.after(12_000, () => rung.push("kept"));
  clock.after(12_000, () => rung.push("cancelled"))();
  await real.advance(1_199);
  expect(rung).toEqual([]);
  await real.advance(1);
  expect(rung).toEqual(["kept"]);
});

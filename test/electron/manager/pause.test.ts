import { expect, it } from "vitest";
import { createLimitBoard } from "#electron/manager/limit-board.ts";
import { pauseUntil } from "#electron/manager/pause.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

const never = new AbortController().signal;

it("a pause ends at its time, at a change of the limits, and at once where they changed since the decision", async () => {
  const clock = createFakeClock();
  const board = createLimitBoard(clock, () => undefined);
  const baseUrl = "https://a.test/v1";
  const scopes = scopesOf({ baseUrl, providerId: "a", keyFingerprint: "k", modelId: "m", isOpenRouter: false });
  const attempt = { id: "x", providerId: "a", baseUrl, scopes, beganMs: 0 };
  const ended: string[] = [];
  const seen = board.state();
  const pause = async (name: string, untilMs: number) => {
    await pauseUntil({ clock, board }, { untilMs, seen }, never);
    ended.push(name);
  };
  const all = [pause("timed", 50), pause("changed", 100_000)];
  await clock.advance(60);
  expect(ended).toEqual(["timed"]);
  board.succeed(attempt, null);
  await clock.advance(0);
  expect(ended).toEqual(["timed", "changed"]);
  await Promise.all([...all, pause("late", 100_000)]);
  expect([ended.at(-1), clock.timers()]).toEqual(["late", 0]);
});

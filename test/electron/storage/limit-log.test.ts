import { expect, test } from "vitest";
import { createLimitLog } from "#electron/storage/limit-log.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";

const limit: SavedLimit = {
  scope: "A",
  providerId: "a",
  reason: "BILLING",
  limitedAtMs: 0,
  untilMs: 1,
  level: 0,
  consecutiveErrors: 1,
};
const lists = [1, 2, 3].map((count) => Array.from({ length: count }, () => limit));

test("of lists that come while one is written only the newest is written", async () => {
  const written: number[] = [];
  const log = createLimitLog({ write: async (limits) => void written.push(limits.length), onFailure: () => undefined });
  for (const list of lists) log.save(list);
  await log.flush();
  expect(written).toEqual([1, 3]);
});

test("trouble is told once until a list is saved again, and the next list is tried", async () => {
  const told: string[] = [];
  let isFull = true;
  const write = async () => {
    if (isFull) throw new Error("The disk is full.");
  };
  const log = createLimitLog({ write, onFailure: (message) => told.push(message) });
  for (const list of lists) {
    log.save(list);
    await log.flush();
  }
  expect(told).toEqual(["Limits are not remembered. The disk is full."]);
  isFull = false;
  log.save([limit]);
  await log.flush();
  isFull = true;
  log.save([]);
  await log.flush();
  expect(told).toHaveLength(2);
});

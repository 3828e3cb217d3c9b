import { networkInterfaces } from "node:os";
import { expect, test, vi } from "vitest";
import { createNetworkWatch } from "#electron/compose/network-watch.ts";
import { hasNoNetwork } from "#electron/system.ts";

test("a change is told once, when it is seen", () => {
  const told: boolean[] = [];
  let isOffline = false;
  const watch = createNetworkWatch(
    () => isOffline,
    (online) => told.push(online),
  );
  expect(watch.isOffline()).toBe(false);
  isOffline = true;
  expect(told).toEqual([]);
  expect([watch.isOffline(), watch.isOffline()]).toEqual([true, true]);
  isOffline = false;
  watch.isOffline();
  expect(told).toEqual([false, true]);
});

test("a network that comes back is seen though nobody asks", () => {
  vi.useFakeTimers();
  const told: boolean[] = [];
  let isOffline = true;
  const watch = createNetworkWatch(
    () => isOffline,
    (online) => told.push(online),
  );
  watch.isOffline();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([false]);
  isOffline = false;
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([false, true]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("a computer has no network where every address is its own loopback", () => {
  const outside = Object.values(networkInterfaces()).flatMap((list) => list?.filter(({ internal }) => !internal) ?? []);
  expect(hasNoNetwork()).toBe(outside.length === 0);
});

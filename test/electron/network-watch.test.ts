import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { createNetworkWatch } from "#electron/network-watch.ts";
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

test("a computer has no network where every address is its own loopback", () => {
  const outside = Object.values(networkInterfaces()).flatMap((list) => list?.filter(({ internal }) => !internal) ?? []);
  expect(hasNoNetwork()).toBe(outside.length === 0);
});

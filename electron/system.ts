import { randomUUID } from "node:crypto";
import { networkInterfaces } from "node:os";
import type { Clock, Ids } from "./manager/dependencies.ts";

/** The computer's own clocks. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  epochMs: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** True where this computer has no address but its own loopback ones; a network that leads nowhere is not seen. */
export function hasNoNetwork(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.every(({ internal }) => internal);
}

export const systemIds: Ids = { next: () => randomUUID() };

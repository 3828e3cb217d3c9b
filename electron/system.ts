import { randomUUID } from "node:crypto";
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

export const systemIds: Ids = { next: () => randomUUID() };

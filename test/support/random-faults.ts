import type { Fault } from "#electron/demo/faults/fault.ts";

/** What goes wrong by itself with servers that many runs are sent to, one request in four or so. */

/** Fault and how often it comes, of 1,000 requests; all others are answered. `silentMs`: how long a silence lasts. */
const faultsOf = (silentMs: number): readonly (readonly [Fault, number])[] => [
  [{ kind: "status", status: 500 }, 40],
  [{ kind: "status", status: 503, retryAfter: null }, 20],
  [{ kind: "status", status: 529, retryAfter: null }, 10],
  [{ kind: "status", status: 429, retryAfter: 1 }, 20],
  [{ kind: "status", status: 429, retryAfter: null }, 10],
  [{ kind: "status", status: 502, body: "<html>Bad gateway</html>", headers: { "content-type": "text/html" } }, 5],
  [{ kind: "reset" }, 20],
  [{ kind: "close" }, 10],
  [{ kind: "silence", says: "nothing", forMs: silentMs }, 5],
  [{ kind: "silence", says: "comments", forMs: silentMs, everyMs: 50 }, 5],
  [{ kind: "raw", bytes: "not HTTP at all\r\n\r\n", end: "close" }, 5],
  [{ kind: "cut", after: 4, how: "reset" }, 15],
  [{ kind: "cut", after: 4, how: "mid-chunk" }, 15],
  [{ kind: "cut", after: 4, how: "clean" }, 15],
  [{ kind: "stall", after: 3, ms: silentMs }, 5],
  [{ kind: "malformed", after: 2 }, 20],
  [{ kind: "error", after: 3 }, 10],
  [{ kind: "no-terminator" }, 20],
  [{ kind: "empty" }, 10],
  [{ kind: "json" }, 20],
];

/** Draws a fault, or null, for each request in turn. */
export function faultDrawer(random: () => number, silentMs: number): () => Fault | null {
  const faults = faultsOf(silentMs);
  return () => {
    let left = random() * 1000;
    for (const [fault, weight] of faults) {
      left -= weight;
      if (left < 0) return fault;
    }
    return null;
  };
}

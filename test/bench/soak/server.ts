import { type SeenRequest, startFaultServer } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { seededRandom } from "#electron/demo/seed.ts";

/**
 * The servers of the endurance run, in a process of their own: three links that fail at random, and a primary that is
 * dead for whole stretches. Told `{dead}`, the primary dies or comes back and the calls to it since then are answered.
 */

/** Fault and how often it comes, of 1,000 requests; all others are answered. */
const faults: readonly (readonly [Fault, number])[] = [
  [{ kind: "status", status: 500 }, 40],
  [{ kind: "status", status: 503, retryAfter: null }, 20],
  [{ kind: "status", status: 529, retryAfter: null }, 10],
  [{ kind: "status", status: 429, retryAfter: 1 }, 20],
  [{ kind: "status", status: 429, retryAfter: null }, 10],
  [{ kind: "status", status: 502, body: "<html>Bad gateway</html>", headers: { "content-type": "text/html" } }, 5],
  [{ kind: "reset" }, 20],
  [{ kind: "close" }, 10],
  [{ kind: "silence", says: "nothing", forMs: 60_000 }, 5],
  [{ kind: "silence", says: "comments", forMs: 60_000, everyMs: 50 }, 5],
  [{ kind: "raw", bytes: "not HTTP at all\r\n\r\n", end: "close" }, 5],
  [{ kind: "cut", after: 4, how: "reset" }, 15],
  [{ kind: "cut", after: 4, how: "mid-chunk" }, 15],
  [{ kind: "cut", after: 4, how: "clean" }, 15],
  [{ kind: "stall", after: 3, ms: 60_000 }, 5],
  [{ kind: "malformed", after: 2 }, 20],
  [{ kind: "error", after: 3 }, 10],
  [{ kind: "no-terminator" }, 20],
  [{ kind: "empty" }, 10],
  [{ kind: "json" }, 20],
];

const random = seededRandom(Number(process.argv[2]));

function drawFault(): Fault | null {
  let left = random() * 1000;
  for (const [fault, weight] of faults) {
    left -= weight;
    if (left < 0) return fault;
  }
  return null;
}

const primary = { isDead: false, calls: 0 };

function ofPrimary(_request: SeenRequest): Fault | null {
  primary.calls += 1;
  return primary.isDead ? { kind: "status", status: 503, retryAfter: null } : drawFault();
}

const kinds = { first: "openai-compatible", second: "anthropic", third: "google" } as const;
const link = (name: keyof typeof kinds) => ({
  kind: kinds[name],
  script: name === "first" ? ofPrimary : drawFault,
  tokenEveryMs: 0,
  answer: { tokens: Array.from({ length: 10 }, (_, index) => `${name}${index} `) },
});

const server = await startFaultServer({
  links: { first: link("first"), second: link("second"), third: link("third") },
  longestMs: 10_000,
  mostKept: 100,
});

process.on("message", (told: { dead?: unknown }) => {
  const { calls } = primary;
  primary.isDead = told.dead === true;
  primary.calls = 0;
  process.send?.({ calls });
});
process.on("disconnect", () => server.close().then(() => process.exit(0)));
const [first, second, third] = (["first", "second", "third"] as const).map(server.baseUrlOf);
process.send?.({ baseUrls: { first, second, third } });

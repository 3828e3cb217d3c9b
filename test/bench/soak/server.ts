import { type SeenRequest, startFaultServer } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { faultDrawer } from "#test/support/random-faults.ts";

/**
 * The servers of the endurance run, in a process of their own: three links that fail at random, and a primary that is
 * dead for whole stretches. Told `{dead}`, the primary dies or comes back and the calls to it since then are answered.
 */

const drawFault = faultDrawer(seededRandom(Number(process.argv[2])), 60_000);

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

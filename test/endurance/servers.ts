import { type FaultServer, type SeenRequest, startFaultServer } from "#electron/demo/fault-server.ts";
import type { ProviderKind } from "#shared/model.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { faultDrawer } from "#test/support/random-faults.ts";
import { answerTo, billedNanoUsd, isHeld } from "./answers.ts";

/** The links that stand for providers whose addresses and keys come from the environment: their ids are their names. */
const wellKnown = { openai: "openai", anthropic: "anthropic", google: "google", openrouter: "openrouter" } as const;

/** Servers of the user's own, which need no key. */
export const localLinks = ["local-a", "local-b", "local-c", "local-d"] as const;

export type EnduranceServers = {
  readonly server: FaultServer;
  /** What the host is started with. */
  readonly environment: NodeJS.ProcessEnv;
  /** Requests so far, and those that something went wrong with. */
  counts(): { readonly requests: number; readonly faults: number };
};

/** How long a server that says nothing stays so. Shorter than the engine's own patience for a single model. */
const silentMs = 1_500;

/** Longer than a request may take at all. */
const longestMs = 10_000;
const held = { kind: "stall", after: 3, ms: longestMs } as const;

/** Where OpenRouter tells what an aborted answer cost, and what it says there. */
const billPath = "/api/v1/generation";
const bill = {
  kind: "status",
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    data: { total_cost: billedNanoUsd / 1e9, native_tokens_prompt: 100, native_tokens_completion: 5 },
  }),
} as const;

/** Eight real servers that fail at random, in the order of a seed. */
export async function startServers(seed: number): Promise<EnduranceServers> {
  const draw = faultDrawer(seededRandom(seed), silentMs);
  const counted = { requests: 0, faults: 0 };
  const script = ({ path, body }: SeenRequest) => {
    if (path.startsWith(billPath)) return bill;
    if (isHeld(body)) return held;
    const fault = draw();
    counted.requests += 1;
    if (fault !== null) counted.faults += 1;
    return fault;
  };
  const link = (name: string, kind: ProviderKind) => ({
    kind,
    script,
    tokenEveryMs: 3,
    answer: ({ body }: { readonly body: string }) => answerTo(name, body),
  });
  const known = Object.entries(wellKnown).map(([name, kind]) => [name, link(name, kind)] as const);
  const local = localLinks.map((name) => [name, link(name, "openai-compatible")] as const);
  const links = Object.fromEntries([...known, ...local]);
  const server = await startFaultServer({ links, longestMs, mostKept: 1 });
  return { server, environment: environmentOf(server), counts: () => ({ ...counted }) };
}

function environmentOf(server: FaultServer): NodeJS.ProcessEnv {
  const key = (name: string) => `sk-endurance-${name}-0123456789`;
  return {
    OPENAI_API_KEY: key("openai"),
    OPENAI_BASE_URL: server.baseUrlOf("openai"),
    ANTHROPIC_API_KEY: key("anthropic"),
    ANTHROPIC_BASE_URL: server.baseUrlOf("anthropic"),
    GEMINI_API_KEY: key("google"),
    GOOGLE_GEMINI_BASE_URL: server.baseUrlOf("google"),
    OPENROUTER_API_KEY: key("openrouter"),
    OPENROUTER_BASE_URL: server.baseUrlOf("openrouter"),
  };
}

export const wellKnownLinks: readonly string[] = Object.keys(wellKnown);

import { randomBytes } from "node:crypto";
import { LLMock } from "@copilotkit/aimock";
import type { Upstream } from "./demo-front.ts";
import { type DemoProfile, demoModels, otherProfiles, usualJitter } from "./demo-models.ts";
import { profileOf, replyTo } from "./reply.ts";

/**
 * The mock speaks the four wire formats and keeps the pace. Speed and piece size are fixed per fixture, so there is one
 * fixture per profile; what is said is made for each request. The journal is kept short: it holds whole requests.
 */
export async function startMock(): Promise<Upstream> {
  const key = randomBytes(32).toString("hex");
  const mock = new LLMock({ host: "127.0.0.1", port: 0, auth: { apiKeys: [key] }, journalMaxEntries: 4 });
  for (const profile of new Set<DemoProfile>([...demoModels, ...otherProfiles])) {
    mock.on(
      { predicate: (request) => profileOf(request.model) === profile },
      (request) => replyTo(request, profile),
      pace(profile),
    );
  }
  await mock.start();
  return { port: mock.port, key };
}

/** The mock counts events where it says tokens per second. */
function pace(profile: DemoProfile) {
  const eventsPerSecond = (profile.tokensPerSecond * 4) / profile.charactersPerEvent;
  return {
    streamingProfile: {
      ttft: Math.max(0, profile.firstTokenMs - eventsBeforeText(profile) * (1_000 / eventsPerSecond)),
      tps: eventsPerSecond,
      jitter: profile.jitter ?? usualJitter,
    },
    chunkSize: profile.charactersPerEvent,
  };
}

/** OpenRouter's first event names the role and holds no text; the mock waits for the first event, we promise a token. */
function eventsBeforeText(profile: DemoProfile): number {
  return demoModels.some((model) => model === profile && model.kind === "openrouter") ? 1 : 0;
}

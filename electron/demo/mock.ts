import { randomBytes } from "node:crypto";
import { LLMock } from "@copilotkit/aimock";
import type { Upstream } from "./demo-front.ts";
import { type DemoProfile, demoModels, otherProfiles } from "./demo-models.ts";
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
  const charactersPerSecond = profile.tokensPerSecond * 4;
  return {
    streamingProfile: {
      ttft: profile.firstTokenMs,
      tps: charactersPerSecond / profile.charactersPerEvent,
      jitter: 0.3,
    },
    chunkSize: profile.charactersPerEvent,
  };
}

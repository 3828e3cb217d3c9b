import { bytesOfBase64 } from "#shared/check-images.ts";
import type { Input } from "#shared/contract.ts";
import type { Comparison } from "#shared/run.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** What is kept and told of a prompt that is sent now. */
export function comparisonOf(
  { workspace, clock, sessions }: HandlerDependencies,
  input: Input<"comparison.start">,
): Comparison {
  const { comparisonId: id, conversationId, prompt, system = "", template, followsId, images = [] } = input;
  const infos = images.map(({ mimeType, base64 }) => ({ mimeType, bytes: bytesOfBase64(base64) ?? 0 }));
  return {
    id,
    conversationId,
    sessionId: sessions.current().id,
    prompt,
    startedAtMs: clock.epochMs(),
    isDemo: workspace.settings().demo,
    ...(system !== "" && { system }),
    ...(template !== undefined && { template }),
    ...(infos.length > 0 && { images: infos }),
    ...(followsId !== undefined && { followsId }),
  };
}

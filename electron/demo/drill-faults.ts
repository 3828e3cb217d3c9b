import type { DrillFault } from "#shared/drill.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Fault } from "./faults/fault.ts";

/** What a server can do. Where the connection is refused there is none. */
export type ServedFault = Exclude<DrillFault, { readonly kind: "refused" }>;

/** Longer than any deadline can be set: what never comes is always given up by the engine. */
export const longestDrillMs = 3_700_000;

/** Late enough that content was shown before the event that cannot be read. */
const malformedAfter = 40;

/** A fault of a drill as the injector knows it, in the words of the provider that it stands for. */
export function drillWireFault(fault: ServedFault, kind: ProviderKind): Fault {
  switch (fault.kind) {
    case "rate-limit":
      return { kind: "status", status: 429, retryAfter: fault.retryAfterS };
    case "status":
      return { kind: "status", status: fault.status, retryAfter: null };
    case "no-first-token":
      return silence(kind);
    case "cut":
      return { kind: "cut", after: fault.afterTokens, how: "close" };
    case "stall":
      return { kind: "stall", after: fault.afterTokens, ms: longestDrillMs };
    case "malformed":
      return { kind: "malformed", after: malformedAfter };
    case "empty":
      return { kind: "empty" };
    case "context-too-long":
      return { kind: "status", status: 400, trouble: "context-length" };
    case "content-filter":
      return kind === "google" ? blockedPrompt : { kind: "status", status: 400, trouble: "content-policy" };
  }
}

/** OpenRouter says that it is still there while a model keeps silent; the others say nothing. */
function silence(kind: ProviderKind): Fault {
  const says = kind === "openrouter" ? "comments" : "headers";
  return { kind: "silence", says, forMs: longestDrillMs, everyMs: 500 };
}

/** Gemini refuses a prompt with a 200 that has no candidates (protocols.md §6). */
const blockedPrompt: Fault = {
  kind: "status",
  status: 200,
  headers: { "content-type": "text/event-stream" },
  body: `data: ${JSON.stringify({
    promptFeedback: { blockReason: "SAFETY" },
    usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 },
  })}\r\n\r\n`,
};

// biome-ignore lint/style/noRestrictedImports: part of a program, and not of this one
import type { FinishReason } from "ai";
// biome-ignore lint/style/noRestrictedImports: part of a program, and not of this one
import { APICallError, JSONParseError, StreamProviderError, streamText, TypeValidationError } from "ai";
import { type Asked, lost } from "./attempt.ts";
import { Failure, refusal } from "./failures.ts";
import { at, parsed } from "./json.ts";
import type { Finish, Piece } from "./reading.ts";
import { models } from "./sample.ts";

const finishes: Readonly<Record<FinishReason, Finish | null>> = {
  stop: "stop",
  length: "length",
  "content-filter": "refused",
  "tool-calls": "stop",
  error: "error",
  other: "stop",
  interrupted: null,
};

const mostUnreadable = 3;

/** The request itself: what the AI SDK makes of its events. Throws the Failure that its status or its connection means. */
export async function* pieces(asked: Asked): AsyncGenerator<Piece, void> {
  const { link, messages, attempt, signal } = asked;
  const model = models.get(link.provider)?.(link.modelId);
  if (model === undefined) throw new Error(`There is no provider ${JSON.stringify(link.provider)}.`);
  const { temperature, providerOptions, maxTokens: maxOutputTokens } = link;
  const { stream } = streamText({
    model,
    messages: [...messages],
    allowSystemInMessages: true,
    maxOutputTokens,
    ...(temperature !== undefined && { temperature }),
    ...(providerOptions && { providerOptions }),
    abortSignal: signal,
    // The chain is the only one that retries, and that tells of failures.
    maxRetries: 0,
    onError: () => undefined,
  });
  let unreadable = 0;
  try {
    for await (const part of stream) {
      if (part.type === "error" && isUnreadable(part.error) && unreadable < mostUnreadable) unreadable += 1;
      else if (part.type === "error") throw failureOf(asked, part.error);
      if (part.type === "abort") throw signal.reason;
      if (part.type === "text-start" || part.type === "reasoning-start") attempt.wasAccepted = true;
      if (part.type === "text-delta") yield { text: part.text };
      if (part.type === "reasoning-delta") yield { thinking: part.text };
      if (part.type !== "finish-step") continue;
      const { inputTokens = 0, inputTokenDetails, outputTokens = 0 } = part.usage;
      attempt.wasAccepted = true;
      const isUnexplained = part.finishReason === "other" && part.rawFinishReason === undefined;
      yield {
        // A stream that gave no reason for its end was cut.
        finish: isUnexplained ? null : finishes[part.finishReason],
        usage: { input: inputTokens, cached: inputTokenDetails.cacheReadTokens ?? 0, output: outputTokens },
        costUsd: charged(part.providerMetadata),
      };
    }
  } catch (error) {
    throw failureOf(asked, error);
  }
}

/** What OpenRouter says it took. */
function charged(metadata: unknown): number | null {
  const cost = at(metadata, "openrouter", "usage", "cost");
  return typeof cost === "number" ? cost : null;
}

/** An event that is no JSON, or not what it should be: the stream goes on behind it. */
function isUnreadable(error: unknown): boolean {
  return JSONParseError.isInstance(error) || TypeValidationError.isInstance(error);
}

/** The SDK's errors tell the status and the provider's words, or wrap that of the connection. */
function failureOf(asked: Asked, error: unknown): Error {
  const { attempt, signal } = asked;
  if (StreamProviderError.isInstance(error)) return refusal(200, { error: error.data });
  if (error instanceof Failure || signal.aborted) return lost(asked, error);
  const refused = APICallError.isInstance(error) ? error : null;
  // Only where no answer came at all the SDK has an error of its own without a status.
  attempt.wasAccepted ||= refused === null || refused.statusCode === 200;
  if (refused?.statusCode === undefined || attempt.wasAccepted) return lost(asked, error);
  const { statusCode, responseHeaders = {}, responseBody = "" } = refused;
  return refusal(statusCode, parsed(responseBody), (name) => responseHeaders[name] ?? "");
}

import fc from "fast-check";
import { expect, it } from "vitest";
import type { Adapter } from "#electron/manager/dependencies.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import type { Provider } from "#shared/model.ts";
import { runsOf } from "#test/support/runs.ts";
import { providerOf } from "./support.ts";

/** Names that the adapters look for, and those that every object has. */
const names = [
  "error message code type status metadata availability details detail loc msg raw headers reasons limit_source",
  "retry_after resets_at retryDelay @type violations quotaId choices delta content refusal reasoning_details thinking",
  "tool_calls function function_call arguments index id name finish_reason native_finish_reason usage prompt_tokens",
  "input_tokens completion_tokens total_tokens cost is_byok response output item summary text output_index call_id",
  "incomplete_details reason content_block partial_json input stop_reason message candidates parts thought functionCall",
  "args usageMetadata promptTokenCount promptFeedback blockReason finishReason data models pricing prompt completion",
  "overrides min_prompt_tokens architecture input_modalities capabilities links next supportedGenerationMethods",
  "shutdown_date balance_infos currency total_balance total_cost native_tokens_prompt __proto__ constructor",
].flatMap((line) => line.split(" "));

const words = [
  "response.completed response.failed response.incomplete response.output_text.delta response.output_item.added",
  "response.function_call_arguments.delta response.function_call_arguments.done error message_start message_delta",
  "content_block_start content_block_delta message_stop text_delta input_json_delta tool_use function_call message",
  "reasoning google.rpc.RetryInfo google.rpc.QuotaFailure google.rpc.ErrorInfo RESOURCE_EXHAUSTED generateContent",
  "USD 1e400 -1 NaN 401 9s 2026-11-22 openrouter_credits constructor [DONE]",
].flatMap((line) => line.split(" "));

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, "", 0, -1, 429, 1.5, 1e300),
    fc.constantFrom(...words),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
  ),
}));
const status = fc.constantFrom(400, 401, 402, 403, 404, 408, 413, 422, 429, 498, 500, 503, 529);
const eventName = fc.constantFrom(null, ...words);

const rows: readonly (readonly [Adapter, Provider])[] = [
  [openAiChat, providerOf("openrouter", "https://openrouter.ai/api/v1")],
  [openAiChat, providerOf("openai-compatible", "https://api.deepseek.com")],
  [openAiResponses, providerOf("openai", "https://api.openai.com/v1")],
  [anthropicMessages, providerOf("anthropic", "https://api.anthropic.com")],
  [googleGenerate, providerOf("google", "https://generativelanguage.googleapis.com")],
];
const numRuns = runsOf(1_000, 15_000);

it.each(rows)("$dialect reads any event and any whole answer without throwing", (adapter) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(eventName, value), { maxLength: 4 }), (events) => {
      const reader = adapter.reader();
      for (const [name, said] of events) {
        const data = JSON.stringify(said);
        for (const line of [data, `error: ${data}`]) reader.push({ kind: "stray", line });
        reader.push({ kind: "event", name, data });
        adapter.reader().json(data);
      }
      reader.end();
    }),
    { numRuns },
  );
});

it.each(rows)("$dialect makes of any error body a message and a hint that can be waited for", (adapter) => {
  fc.assert(
    fc.property(status, value, (at, said) => {
      const headers = { date: "Sun, 22 Nov 2026 09:30:00 GMT" };
      const failure = adapter.readFailure({ status: at, headers, body: JSON.stringify(said) });
      expect(failure).toMatchObject({ message: expect.any(String), status: expect.any(Number) });
      expect(failure.bodyHintMs ?? 0).toBeGreaterThanOrEqual(0);
      expect(failure.bodyHintMs).not.toBe(Number.POSITIVE_INFINITY);
    }),
    { numRuns },
  );
});

it.each(rows)("$dialect reads any account, cost and model list, or says that it is no list", (adapter, provider) => {
  fc.assert(
    fc.property(value, (said) => {
      const body = JSON.stringify(said);
      adapter.readAccount?.(provider, body);
      adapter.costLookup?.read(body);
      try {
        adapter.readModels(provider, body, 0);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
    { numRuns },
  );
});

import { at, textAt } from "./json.ts";
import type { Finish } from "./reading.ts";
import { numberAt, type Speaker } from "./speaker.ts";
import { temperatureOf } from "./temperature.ts";

const chatFinishes: ReadonlyMap<string, Finish> = new Map([
  ["length", "length"],
  ["content_filter", "refused"],
  ["refusal", "refused"],
  ["error", "error"],
]);

/** Chat Completions, as OpenAI, OpenRouter and compatible servers speak them. */
export const openAiChat: Speaker = {
  request({ link, messages, streamUsage }) {
    const body = {
      model: link.modelId,
      messages,
      [link.maxTokensField ?? "max_completion_tokens"]: link.maxTokens,
      ...temperatureOf(link),
      ...link.extra,
      stream: true,
      ...(streamUsage && { stream_options: { include_usage: true } }),
    };
    return { path: "/chat/completions", body };
  },
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  read(event) {
    const choice = at(event, "choices", 0);
    const delta = at(choice, "delta");
    const finish = textAt(choice, "finish_reason");
    const usage = at(event, "usage");
    return {
      text: textAt(delta, "content") || textAt(delta, "refusal"),
      thinking: textAt(delta, "reasoning") || textAt(delta, "reasoning_content"),
      finish: finish === "" ? null : (chatFinishes.get(finish) ?? "stop"),
      usage: {
        input: numberAt(usage, "prompt_tokens"),
        cached: numberAt(usage, "prompt_tokens_details", "cached_tokens"),
        output: numberAt(usage, "completion_tokens"),
      },
      costUsd: charged(usage),
    };
  },
};

/** What OpenRouter says it took. With a key of one's own at the upstream provider, that one bills the rest. */
function charged(usage: unknown): number | null {
  if (typeof at(usage, "cost") !== "number") return null;
  const rest = at(usage, "is_byok") === true ? numberAt(usage, "cost_details", "upstream_inference_cost") : 0;
  return numberAt(usage, "cost") + rest;
}

import { at, textAt } from "./json.ts";
import type { Finish } from "./reading.ts";
import { numberAt, type Speaker } from "./speaker.ts";
import { temperatureOf } from "./temperature.ts";
import { splitSystem } from "./turns.ts";

const stopReasons: ReadonlyMap<string, Finish> = new Map([
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "refused"],
]);

/** Anthropic's Messages API. */
export const anthropicMessages: Speaker = {
  request({ link, messages }) {
    const { system, turns } = splitSystem(messages);
    const body = {
      model: link.modelId,
      ...(system !== "" && { system }),
      messages: turns,
      max_tokens: link.maxTokens,
      ...temperatureOf(link),
      ...link.extra,
      stream: true,
    };
    return { path: "/v1/messages", body };
  },
  headers: (key) => ({ "x-api-key": key, "anthropic-version": "2023-06-01" }),
  read(event) {
    if (textAt(event, "type") === "content_block_delta") {
      return { text: textAt(event, "delta", "text"), thinking: textAt(event, "delta", "thinking") };
    }
    const stop = textAt(event, "delta", "stop_reason");
    // message_start tells the input, message_delta the output, and the input once more.
    const usage = at(event, "message", "usage") ?? at(event, "usage");
    const cached = numberAt(usage, "cache_read_input_tokens");
    return {
      finish: stop === "" ? null : (stopReasons.get(stop) ?? "stop"),
      usage: { input: numberAt(usage, "input_tokens") + cached, cached, output: numberAt(usage, "output_tokens") },
    };
  },
};

import { refusal } from "./failures.ts";
import { at, textAt } from "./json.ts";
import type { Finish } from "./reading.ts";
import { numberAt, type Speaker } from "./speaker.ts";

const responseFinishes: ReadonlyMap<string, Finish> = new Map([
  ["max_output_tokens", "length"],
  ["content_filter", "refused"],
]);

/** OpenAI's Responses API, for its models that think. */
export const openAiResponses: Speaker = {
  request({ link, messages }) {
    const { modelId: model, maxTokens: max_output_tokens, extra } = link;
    return {
      path: "/responses",
      body: { model, input: messages, max_output_tokens, ...extra, store: false, stream: true },
    };
  },
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  read(event) {
    const type = textAt(event, "type");
    const response = at(event, "response");
    if (type === "response.output_text.delta" || type === "response.refusal.delta") {
      return { text: textAt(event, "delta") };
    }
    if (type.startsWith("response.reasoning")) return { thinking: textAt(event, "delta") };
    if (type === "response.failed") throw refusal(200, response);
    if (type !== "response.completed" && type !== "response.incomplete") return {};
    const usage = at(response, "usage");
    return {
      finish: responseFinishes.get(textAt(response, "incomplete_details", "reason")) ?? "stop",
      usage: {
        input: numberAt(usage, "input_tokens"),
        cached: numberAt(usage, "input_tokens_details", "cached_tokens"),
        output: numberAt(usage, "output_tokens"),
      },
    };
  },
};

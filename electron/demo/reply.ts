import { answerTo } from "./answers/answer.ts";
import { reasoningFor } from "./answers/reasoning.ts";
import { withoutFaults } from "./demo-faults.ts";
import { type DemoProfile, demoModels, otherProfiles } from "./demo-models.ts";
import { field } from "./json.ts";
import { hashOf } from "./seed.ts";
import { countTokens, cutToTokens } from "./tokens.ts";
import { textOf } from "./wire/request.ts";

/** A chat request as the mock hands it on: every dialect brought to the OpenAI shape. */
export type ReplyRequest = {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly [name: string]: unknown;
};

/** What a demo model says, with the counts for every dialect. Usage has one name per fact; the mock translates. */
export type Reply = {
  readonly content: string;
  readonly reasoning?: string;
  readonly finishReason: "stop" | "length";
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly cost: number;
    readonly cost_details: Readonly<Record<string, number>>;
    readonly completion_tokens_details?: { readonly reasoning_tokens: number };
  };
};

/** Tokens that a chat template adds around every message. */
const tokensPerMessage = 4;

/** How the model with this id behaves; a model that no demo provider lists gets a profile by its id. */
export function profileOf(modelId: string): DemoProfile {
  const listed = demoModels.find((model) => model.id === modelId);
  const other = otherProfiles[hashOf(modelId) % otherProfiles.length];
  const profile = listed ?? other;
  if (profile === undefined) {
    throw new Error("There is no demo profile");
  }
  return profile;
}

export function replyTo(request: ReplyRequest, profile: DemoProfile): Reply {
  const said = request.messages.map((message) => ({
    role: message.role,
    text: withoutFaults(textOf(message.content)),
  }));
  const userTexts = said.filter((message) => message.role === "user").map((message) => message.text);
  const prompt = userTexts.at(-1) ?? "";
  const whole = answerTo({
    prompt,
    earlier: userTexts.slice(0, -1),
    system: said
      .filter((message) => message.role === "system")
      .map((message) => message.text)
      .join("\n"),
    jsonOnly: String(field(request.response_format, "type") ?? "").startsWith("json"),
    seed: `${request.model}\n${prompt}`,
    style: profile.style,
    lengthFactor: profile.lengthFactor,
  });
  const inputTokens = countMessages(said.map((message) => message.text));
  const reasoning = profile.reasons ? reasoningFor(prompt) : "";
  return withinLimit({ whole, reasoning, inputTokens, profile, maxTokens: maxTokensOf(request) });
}

/** Tokens of a prompt; fault markers cost nothing. */
export function countMessages(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countTokens(withoutFaults(text)) + tokensPerMessage, 0);
}

type Draft = {
  readonly whole: string;
  readonly reasoning: string;
  readonly inputTokens: number;
  readonly profile: DemoProfile;
  readonly maxTokens: number;
};

/** Reasoning counts as output; where it would eat more than half of the limit the model answers without it. */
function withinLimit({ whole, reasoning, inputTokens, profile, maxTokens }: Draft): Reply {
  const reasoningTokens = countTokens(reasoning) * 2 <= maxTokens ? countTokens(reasoning) : 0;
  const content = cutToTokens(whole, maxTokens - reasoningTokens);
  const outputTokens = countTokens(content) + reasoningTokens;
  const inputCost = (inputTokens * profile.price.inputUsd) / 1_000_000;
  const outputCost = (outputTokens * profile.price.outputUsd) / 1_000_000;
  return {
    content,
    ...(reasoningTokens > 0 ? { reasoning } : {}),
    finishReason: content === whole ? "stop" : "length",
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      cost: rounded(inputCost + outputCost),
      cost_details: {
        upstream_inference_cost: rounded(inputCost + outputCost),
        upstream_inference_prompt_cost: rounded(inputCost),
        upstream_inference_completions_cost: rounded(outputCost),
      },
      ...(reasoningTokens > 0 ? { completion_tokens_details: { reasoning_tokens: reasoningTokens } } : {}),
    },
  };
}

/** To nano-USD, the unit in which cost is kept. */
function rounded(usd: number): number {
  return Math.round(usd * 1_000_000_000) / 1_000_000_000;
}

function maxTokensOf(request: ReplyRequest): number {
  const limit = request.max_completion_tokens ?? request.max_tokens;
  return typeof limit === "number" && limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

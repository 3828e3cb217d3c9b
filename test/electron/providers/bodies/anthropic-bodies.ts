import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import { type BodyCase, everything, jsonSchema, picture, pictureUrl, schemaInWords, seeing } from "./cases.ts";

/** The SDK dropped the sampling fields, which models up to 4.6 take under the older version (protocols.md §5). */
type WithSampling = MessageCreateParamsStreaming & { temperature?: number; top_p?: number };

export const refused: MessageCreateParamsStreaming = {
  model: "x",
  max_tokens: 1,
  messages: [],
  stream: true,
  // @ts-expect-error Anthropic has no seed; if this were no error, the tables below would prove nothing.
  seed: 7,
};

const question = { role: "user", content: "Quoi ?" } as const;
const format = {
  type: "json_schema",
  schema: { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false },
} as const;
const shown = { type: "adaptive", display: "summarized" } as const;

/** Requests under `anthropic-version: 2026-10-21`. */
export const anthropicBodies: readonly BodyCase<MessageCreateParamsStreaming>[] = [
  {
    name: "anthropic claude-sonnet-5-5",
    asked: {
      modelId: "claude-sonnet-5-5",
      system: "Sois bref.",
      overrides: { ...everything, stop: [], effort: "high" },
    },
    body: {
      model: "claude-sonnet-5-5",
      max_tokens: 4000,
      system: "Sois bref.",
      messages: [question],
      thinking: shown,
      output_config: { effort: "high", format },
      stream: true,
    },
  },
  {
    name: "thinking that cannot be turned off becomes the least",
    asked: { modelId: "claude-opus-5-5", overrides: { effort: "none" } },
    body: {
      model: "claude-opus-5-5",
      max_tokens: 200,
      messages: [question],
      thinking: shown,
      output_config: { effort: "low" },
      stream: true,
    },
  },
  {
    name: "thinking that can be turned off is, without an effort",
    asked: { modelId: "claude-haiku-5-5", overrides: { effort: "none" } },
    body: {
      model: "claude-haiku-5-5",
      max_tokens: 200,
      messages: [question],
      thinking: { type: "disabled" },
      stream: true,
    },
  },
  {
    name: "a model that thinks only when asked says nothing of it at effort none",
    asked: { modelId: "claude-opus-4-8", overrides: { effort: "none" } },
    body: { model: "claude-opus-4-8", max_tokens: 200, messages: [question], stream: true },
  },
  {
    name: "4.8 thinks as it sees fit, with an effort",
    asked: { modelId: "claude-opus-4-8", overrides: { effort: "max" } },
    body: {
      model: "claude-opus-4-8",
      max_tokens: 200,
      messages: [question],
      thinking: shown,
      output_config: { effort: "max" },
      stream: true,
    },
  },
  {
    name: "an image by its address, stop texts without white space alone",
    asked: { modelId: "claude-fable-5-2", messages: seeing(pictureUrl), overrides: { stop: ["\n\n", "FIN"] } },
    body: {
      model: "claude-fable-5-2",
      max_tokens: 200,
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Quoi ?" },
            { type: "image", source: { type: "url", url: "https://images.test/a.jpg?size=2" } },
          ],
        },
      ],
      stop_sequences: ["FIN"],
      thinking: shown,
      stream: true,
    },
  },
];

/** Requests under `anthropic-version: 2023-06-01`: models up to 4.6. */
export const olderAnthropicBodies: readonly BodyCase<WithSampling>[] = [
  {
    name: "anthropic claude-sonnet-4-6",
    asked: {
      modelId: "claude-sonnet-4-6",
      system: "Sois bref.",
      messages: seeing(picture),
      overrides: { maxTokens: 200, temperature: 0.2, topP: 0.9, stop: ["FIN"], seed: 7 },
    },
    body: {
      model: "claude-sonnet-4-6",
      max_tokens: 200,
      system: "Sois bref.",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Quoi ?" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
          ],
        },
      ],
      temperature: 0.2,
      stop_sequences: ["FIN"],
      stream: true,
    },
  },
  {
    name: "top_p in place of a temperature that nobody asked for",
    asked: { modelId: "claude-haiku-4-5", overrides: { topP: 0.9 } },
    body: { model: "claude-haiku-4-5", max_tokens: 200, messages: [question], top_p: 0.9, stream: true },
  },
  {
    name: "4.6 has no xhigh, and takes no sampling while it thinks",
    asked: { modelId: "claude-opus-4-6", overrides: { temperature: 0.2, effort: "xhigh" } },
    body: {
      model: "claude-opus-4-6",
      max_tokens: 200,
      messages: [question],
      thinking: shown,
      output_config: { effort: "high" },
      stream: true,
    },
  },
  {
    name: "opus 4.5 takes an effort beside a budget",
    asked: { modelId: "claude-opus-4-5", overrides: { maxTokens: 10_000, effort: "max" } },
    body: {
      model: "claude-opus-4-5",
      max_tokens: 10_000,
      messages: [question],
      thinking: { type: "enabled", budget_tokens: 9_500 },
      output_config: { effort: "high" },
      stream: true,
    },
  },
  {
    name: "haiku 4.5 takes a budget alone",
    asked: { modelId: "claude-haiku-4-5", overrides: { maxTokens: 4000, effort: "medium" } },
    body: {
      model: "claude-haiku-4-5",
      max_tokens: 4000,
      messages: [question],
      thinking: { type: "enabled", budget_tokens: 2000 },
      stream: true,
    },
  },
  {
    name: "a budget of at least 1024 tokens",
    asked: { modelId: "claude-sonnet-4-5", overrides: { maxTokens: 1025, effort: "minimal" } },
    body: {
      model: "claude-sonnet-4-5",
      max_tokens: 1025,
      messages: [question],
      thinking: { type: "enabled", budget_tokens: 1024 },
      stream: true,
    },
  },
  {
    name: "no thinking where the answer's limit leaves no room for a budget",
    asked: { modelId: "claude-sonnet-4-5", overrides: { maxTokens: 1024, effort: "high" } },
    body: { model: "claude-sonnet-4-5", max_tokens: 1024, messages: [question], temperature: 0.2, stream: true },
  },
  {
    name: "structured output from 4.1 on",
    asked: { modelId: "claude-opus-4-1", overrides: { jsonSchema } },
    body: {
      model: "claude-opus-4-1",
      max_tokens: 200,
      messages: [question],
      temperature: 0.2,
      output_config: { format },
      stream: true,
    },
  },
  {
    name: "no thinking before, and a schema in words",
    asked: { modelId: "claude-3-5-haiku-latest", overrides: { ...everything, effort: "high" } },
    body: {
      model: "claude-3-5-haiku-latest",
      max_tokens: 4000,
      system: schemaInWords,
      messages: [question],
      temperature: 0.2,
      stop_sequences: ["FIN"],
      stream: true,
    },
  },
];

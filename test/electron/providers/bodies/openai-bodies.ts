import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { type BodyCase, everything, jsonSchema, picture, pictureUrl, seeing } from "./cases.ts";

export const refused: ChatCompletionCreateParamsStreaming = {
  model: "x",
  messages: [],
  stream: true,
  // @ts-expect-error A field of another API is an error; if it were none, the table below would prove nothing.
  max_output_tokens: 1,
};

const question = { role: "user", content: "Quoi ?" } as const;
const usage = { include_usage: true, include_obfuscation: false };
const format = {
  type: "json_schema",
  json_schema: {
    name: "out",
    strict: true,
    schema: {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    },
  },
} as const;
const weather = { type: "function", function: { name: "weather", parameters: {}, strict: true } } as const;

/** Requests to OpenAI's Chat Completions. */
export const openAiBodies: readonly BodyCase<ChatCompletionCreateParamsStreaming>[] = [
  {
    name: "openai gpt-4.1",
    asked: {
      modelId: "gpt-4.1",
      system: "Sois bref.",
      messages: seeing(picture),
      overrides: { ...everything, maxTokens: 200, effort: "high" },
    },
    body: {
      model: "gpt-4.1",
      messages: [
        { role: "system", content: "Sois bref." },
        {
          role: "user",
          content: [
            { type: "text", text: "Quoi ?" },
            { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
          ],
        },
      ],
      max_completion_tokens: 200,
      temperature: 0.2,
      top_p: 0.9,
      stop: ["FIN"],
      seed: 7,
      response_format: format,
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "openai gpt-6.1-sol",
    asked: {
      modelId: "gpt-6.1-sol",
      system: "Sois bref.",
      overrides: { maxTokens: 4000, temperature: 0.2, topP: 0.9, effort: "high" },
    },
    body: {
      model: "gpt-6.1-sol",
      messages: [{ role: "developer", content: "Sois bref." }, question],
      max_completion_tokens: 4000,
      reasoning_effort: "high",
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "an image by its address",
    asked: { modelId: "gpt-4o-mini", messages: seeing(pictureUrl) },
    body: {
      model: "gpt-4o-mini",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Quoi ?" },
            { type: "image_url", image_url: { url: "https://images.test/a.jpg?size=2" } },
          ],
        },
      ],
      max_completion_tokens: 200,
      temperature: 0.2,
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "sampling once thinking is off",
    asked: { modelId: "gpt-5.1", overrides: { effort: "none", topP: 0.9 } },
    body: {
      model: "gpt-5.1",
      messages: [question],
      max_completion_tokens: 200,
      temperature: 0.2,
      top_p: 0.9,
      reasoning_effort: "none",
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "no effort none on gpt-5, so the least; neither sampling nor stop",
    asked: { modelId: "gpt-5-mini", overrides: { ...everything, effort: "none" } },
    body: {
      model: "gpt-5-mini",
      messages: [question],
      max_completion_tokens: 4000,
      seed: 7,
      reasoning_effort: "minimal",
      response_format: format,
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "max is for the Responses API",
    asked: { modelId: "gpt-5.6-sol", overrides: { effort: "max" } },
    body: {
      model: "gpt-5.6-sol",
      messages: [question],
      max_completion_tokens: 200,
      reasoning_effort: "xhigh",
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "o4-mini takes no stop and three efforts",
    asked: { modelId: "o4-mini", overrides: { stop: ["FIN"], effort: "minimal" } },
    body: {
      model: "o4-mini",
      messages: [question],
      max_completion_tokens: 200,
      reasoning_effort: "low",
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "a search preview takes no sampling",
    asked: { modelId: "gpt-4o-search-preview", overrides: { ...everything, effort: "low" } },
    body: {
      model: "gpt-4o-search-preview",
      messages: [question],
      max_completion_tokens: 4000,
      stop: ["FIN"],
      response_format: format,
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "gpt-5-chat is no reasoning model",
    asked: { modelId: "gpt-5-chat-latest", system: "Sois bref.", overrides: { effort: "high" } },
    body: {
      model: "gpt-5-chat-latest",
      messages: [{ role: "system", content: "Sois bref." }, question],
      max_completion_tokens: 200,
      temperature: 0.2,
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "turns and tools as a program wrote them, thinking off on gpt-5.6",
    asked: {
      modelId: "gpt-5.6-terra",
      system: "left out: the program's own turns stand alone",
      overrides: { effort: "high" },
      tools: {
        messages: [
          { role: "system", content: "Du programme." },
          { role: "user", content: "Quoi ?" },
          {
            role: "assistant",
            tool_calls: [{ id: "c", type: "function", function: { name: "weather", arguments: "{}" } }],
          },
          { role: "tool", tool_call_id: "c", content: "sec" },
        ],
        fields: { tools: [weather], tool_choice: "auto", parallel_tool_calls: false },
      },
    },
    body: {
      model: "gpt-5.6-terra",
      messages: [
        { role: "system", content: "Du programme." },
        question,
        {
          role: "assistant",
          tool_calls: [{ id: "c", type: "function", function: { name: "weather", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "c", content: "sec" },
      ],
      tools: [weather],
      tool_choice: "auto",
      parallel_tool_calls: false,
      max_completion_tokens: 200,
      temperature: 0.2,
      reasoning_effort: "none",
      stream: true,
      stream_options: usage,
    },
  },
  {
    name: "a schema's name as OpenAI takes it",
    asked: { modelId: "gpt-4.1", overrides: { jsonSchema: { ...jsonSchema, name: "le résultat!" } } },
    body: {
      model: "gpt-4.1",
      messages: [question],
      max_completion_tokens: 200,
      temperature: 0.2,
      response_format: { ...format, json_schema: { ...format.json_schema, name: "le_r_sultat_" } },
      stream: true,
      stream_options: usage,
    },
  },
];

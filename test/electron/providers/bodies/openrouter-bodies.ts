import type { ChatRequest$Outbound } from "@openrouter/sdk/models";
import { type BodyCase, everything, picture, seeing } from "./cases.ts";

export const refused: ChatRequest$Outbound = {
  messages: [],
  stream: true,
  // @ts-expect-error A field of another API is an error; if it were none, the table below would prove nothing.
  max_output_tokens: 1,
};

const question = { role: "user", content: "Quoi ?" } as const;

export const openRouterBodies: readonly BodyCase<ChatRequest$Outbound>[] = [
  {
    name: "effort in OpenRouter's own words",
    asked: {
      modelId: "anthropic/claude-sonnet-5.5",
      system: "Sois bref.",
      overrides: { maxTokens: 4000, effort: "high" },
    },
    body: {
      model: "anthropic/claude-sonnet-5.5",
      messages: [{ role: "system", content: "Sois bref." }, question],
      max_completion_tokens: 4000,
      reasoning: { effort: "high" },
      stream: true,
    },
  },
  {
    name: "a shape only of upstreams that keep to it, without fields that the family refuses",
    asked: { modelId: "openai/gpt-5.5", overrides: { ...everything, effort: "none" } },
    body: {
      model: "openai/gpt-5.5",
      messages: [question],
      max_completion_tokens: 4000,
      seed: 7,
      reasoning: { effort: "none" },
      response_format: {
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
      },
      provider: { require_parameters: true },
      stream: true,
    },
  },
  {
    name: "no thinking is asked of a model that has none",
    asked: {
      modelId: "meta-llama/llama-3.3-70b-instruct:free",
      messages: seeing(picture),
      overrides: { effort: "high", topP: 0.9 },
    },
    body: {
      model: "meta-llama/llama-3.3-70b-instruct:free",
      messages: [
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
      stream: true,
    },
  },
];

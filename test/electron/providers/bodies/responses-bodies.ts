import type { ResponseCreateParamsStreaming } from "openai/resources/responses/responses";
import { type BodyCase, everything, picture, pictureUrl, seeing } from "./cases.ts";

export const refused: ResponseCreateParamsStreaming = {
  model: "x",
  input: "",
  stream: true,
  // @ts-expect-error A field of another API is an error; if it were none, the table below would prove nothing.
  max_completion_tokens: 1,
};

/** Requests to OpenAI's Responses API, where a model that thinks is asked. */
export const responsesBodies: readonly BodyCase<ResponseCreateParamsStreaming>[] = [
  {
    name: "openai responses",
    asked: {
      modelId: "gpt-6.1-sol",
      system: "Sois bref.",
      messages: seeing(picture),
      overrides: { ...everything, effort: "high" },
    },
    body: {
      model: "gpt-6.1-sol",
      instructions: "Sois bref.",
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: "Quoi ?" },
            { type: "input_image", image_url: "data:image/png;base64,iVBORw0KGgo=", detail: "auto" },
          ],
        },
      ],
      max_output_tokens: 4000,
      reasoning: { effort: "high", summary: "auto" },
      text: {
        format: {
          type: "json_schema",
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
      store: false,
      stream: true,
    },
  },
  {
    name: "max, and an image by its address",
    asked: { modelId: "gpt-5.6-sol", messages: seeing(pictureUrl), overrides: { effort: "max" } },
    body: {
      model: "gpt-5.6-sol",
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: "Quoi ?" },
            { type: "input_image", image_url: "https://images.test/a.jpg?size=2", detail: "auto" },
          ],
        },
      ],
      max_output_tokens: 200,
      reasoning: { effort: "max", summary: "auto" },
      store: false,
      stream: true,
    },
  },
];

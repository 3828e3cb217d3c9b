import { type Content, type GenerationConfig, ThinkingLevel } from "@google/genai";
import { type BodyCase, everything, jsonSchema, picture, pictureUrl, schemaInWords, seeing } from "./cases.ts";

/** The body on the wire, of the parts that the SDK has types of; its own request type is spread out differently. */
type GenerateContentBody = {
  systemInstruction?: Content;
  contents: Content[];
  generationConfig?: GenerationConfig;
};

export const refused: GenerateContentBody = {
  // @ts-expect-error Google says `mimeType`.
  contents: [{ parts: [{ inlineData: { mime_type: "x" } }] }],
  // @ts-expect-error Google says `maxOutputTokens`; if these were no errors, the table below would prove nothing.
  generationConfig: { maxTokens: 1 },
};

const question = { role: "user", parts: [{ text: "Quoi ?" }] };
const plain = { maxOutputTokens: 200, temperature: 0.2 };
const schema = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
};

export const googleBodies: readonly BodyCase<GenerateContentBody>[] = [
  {
    name: "gemini gemini-3.8-flash",
    asked: {
      modelId: "gemini-3.8-flash",
      system: "Sois bref.",
      messages: seeing(picture),
      overrides: { ...everything, effort: "high" },
    },
    body: {
      systemInstruction: { parts: [{ text: "Sois bref." }] },
      contents: [
        { role: "user", parts: [{ text: "Quoi ?" }, { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } }] },
      ],
      generationConfig: {
        maxOutputTokens: 4000,
        temperature: 0.2,
        topP: 0.9,
        stopSequences: ["FIN"],
        seed: 7,
        responseMimeType: "application/json",
        responseJsonSchema: schema,
        thinkingConfig: { thinkingLevel: ThinkingLevel.HIGH, includeThoughts: true },
      },
    },
  },
  {
    name: "an image by its address on a newer model",
    asked: { modelId: "gemini-3.5-flash", messages: seeing(pictureUrl), overrides: { effort: "none" } },
    body: {
      contents: [
        {
          role: "user",
          parts: [
            { text: "Quoi ?" },
            { fileData: { fileUri: "https://images.test/a.jpg?size=2", mimeType: "image/jpeg" } },
          ],
        },
      ],
      generationConfig: { ...plain, thinkingConfig: { thinkingLevel: ThinkingLevel.MINIMAL, includeThoughts: true } },
    },
  },
  {
    name: "the least level of 3.1 pro is low",
    asked: { modelId: "gemini-3.1-pro-preview", overrides: { effort: "minimal" } },
    body: {
      contents: [question],
      generationConfig: { ...plain, thinkingConfig: { thinkingLevel: ThinkingLevel.LOW, includeThoughts: true } },
    },
  },
  {
    name: "argon's most is high",
    asked: { modelId: "gemini-4-argon", overrides: { effort: "max" } },
    body: {
      contents: [question],
      generationConfig: { ...plain, thinkingConfig: { thinkingLevel: ThinkingLevel.HIGH, includeThoughts: true } },
    },
  },
  {
    name: "2.5 pro cannot be told not to think",
    asked: { modelId: "gemini-2.5-pro", overrides: { effort: "none" } },
    body: {
      contents: [question],
      generationConfig: { ...plain, thinkingConfig: { thinkingBudget: 128, includeThoughts: true } },
    },
  },
  {
    name: "2.5 flash can, and then has no thoughts to show",
    asked: { modelId: "gemini-2.5-flash", overrides: { effort: "none" } },
    body: { contents: [question], generationConfig: { ...plain, thinkingConfig: { thinkingBudget: 0 } } },
  },
  {
    name: "2.5 takes a share of the answer's limit",
    asked: { modelId: "gemini-2.5-flash", overrides: { maxTokens: 10_000, effort: "high" } },
    body: {
      contents: [question],
      generationConfig: {
        maxOutputTokens: 10_000,
        temperature: 0.2,
        thinkingConfig: { thinkingBudget: 8000, includeThoughts: true },
      },
    },
  },
  {
    name: "flash lite thinks when asked",
    asked: { modelId: "gemini-2.5-flash-lite", overrides: { maxTokens: 1000, effort: "low" } },
    body: {
      contents: [question],
      generationConfig: {
        maxOutputTokens: 1000,
        temperature: 0.2,
        thinkingConfig: { thinkingBudget: 512, includeThoughts: true },
      },
    },
  },
  {
    name: "Gemma has no system field, no JSON mode and no thinking",
    asked: { modelId: "gemma-3-27b-it", system: "Sois bref.", overrides: { effort: "high", jsonSchema, seed: 7 } },
    body: {
      contents: [{ role: "user", parts: [{ text: `Sois bref.\n\n${schemaInWords}\n\nQuoi ?` }] }],
      generationConfig: { ...plain, seed: 7 },
    },
  },
  {
    name: "a constant becomes a choice of one, and a property may be called const",
    asked: {
      modelId: "gemini-2.5-flash-lite",
      overrides: {
        seed: 2 ** 40,
        jsonSchema: {
          name: "out",
          strict: true,
          schema: { anyOf: [{ const: 1 }, { properties: { const: { const: { const: 2 } } }, default: { const: 3 } }] },
        },
      },
    },
    body: {
      contents: [question],
      generationConfig: {
        ...plain,
        responseMimeType: "application/json",
        responseJsonSchema: {
          anyOf: [{ enum: [1] }, { properties: { const: { enum: [{ const: 2 }] } }, default: { const: 3 } }],
        },
      },
    },
  },
];

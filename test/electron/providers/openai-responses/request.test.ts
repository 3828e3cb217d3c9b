import { describe, expect, it } from "vitest";
import type { Effort } from "#shared/prompt.ts";

import { bodyOf } from "#test/electron/providers/support.ts";
import { responsesOf } from "./examples.ts";

const schema = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
} as const;
const image = { kind: "data", mimeType: "image/png", base64: "iVBORw0KGgo=" } as const;

describe("a request to the Responses API", () => {
  it("is the golden body of the wire reference", () => {
    const request = responsesOf("gpt-6.1-sol", {
      prompt: { system: "Sois bref.", messages: [{ role: "user", text: "Quoi ?", images: [image] }] },
      overrides: { maxTokens: 4000, effort: "high", jsonSchema: { name: "out", strict: true, schema } },
    });
    expect(request).toMatchObject({
      method: "POST",
      url: "https://api.openai.com/v1/responses",
      headers: { authorization: "Bearer sk-test", "content-type": "application/json", accept: "text/event-stream" },
    });
    expect(bodyOf(request)).toEqual({
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
      text: { format: { type: "json_schema", name: "out", strict: true, schema } },
      store: false,
      stream: true,
    });
  });

  it("asks for nothing but a summary where nothing is set", () => {
    expect(bodyOf(responsesOf("gpt-6.1-sol"))).toEqual({
      model: "gpt-6.1-sol",
      input: [{ role: "user", content: [{ type: "input_text", text: "Quoi ?" }] }],
      max_output_tokens: 2000,
      reasoning: { summary: "auto" },
      store: false,
      stream: true,
    });
  });

  it("tells what the model said before as its output, and leaves empty turns out", () => {
    const messages = [
      { role: "user", text: "Un ?" },
      { role: "assistant", text: "Deux." },
      { role: "assistant", text: " " },
      { role: "user", text: "", images: [{ kind: "url", url: "https://example.test/a.png" }] },
    ] as const;
    expect(bodyOf(responsesOf("o3", { prompt: { system: " ", messages } }))).toMatchObject({
      input: [
        { role: "user", content: [{ type: "input_text", text: "Un ?" }] },
        { role: "assistant", content: [{ type: "output_text", text: "Deux." }] },
        {
          role: "user",
          content: [{ type: "input_image", image_url: "https://example.test/a.png", detail: "auto" }],
        },
      ],
    });
    expect(bodyOf(responsesOf("o3", { prompt: { system: " ", messages } }))).not.toHaveProperty("instructions");
  });

  it("leaves out what the models that think refuse and what this API does not have", () => {
    const overrides = { temperature: 1, topP: 0.5, stop: ["FIN"], seed: 7 };
    expect(bodyOf(responsesOf("gpt-6.1-sol", { overrides }))).toEqual(bodyOf(responsesOf("gpt-6.1-sol")));
  });

  it.each([
    ["gpt-6.1-sol", "max", "max"],
    ["gpt-5.5", "max", "xhigh"],
    ["o3", "minimal", "low"],
    ["gpt-6.1-sol", "none", "low"],
    ["gpt-5-pro", undefined, undefined],
  ] as const)("%s is asked with the effort that it takes nearest to %s", (modelId, wanted, sent) => {
    const overrides = wanted === undefined ? {} : ({ effort: wanted satisfies Effort } as const);
    const expected = sent === undefined ? { summary: "auto" } : { effort: sent, summary: "auto" };
    expect(bodyOf(responsesOf(modelId, { overrides }))).toMatchObject({ reasoning: expected });
    if (sent === undefined) expect(bodyOf(responsesOf(modelId, { overrides }))).toHaveProperty("reasoning", expected);
  });

  it("asks for no summary where it was refused before, or where nothing is to be thought", () => {
    const omit = ["reasoning-summary"] as const;
    expect(bodyOf(responsesOf("gpt-6.1-sol", { omit }))).not.toHaveProperty("reasoning");
    expect(bodyOf(responsesOf("gpt-6.1-sol", { omit, overrides: { effort: "high" } }))).toHaveProperty("reasoning", {
      effort: "high",
    });
    expect(bodyOf(responsesOf("gpt-6-luna", { overrides: { effort: "none" } }))).toHaveProperty("reasoning", {
      effort: "none",
    });
  });

  it("names a shape in letters that OpenAI takes", () => {
    const overrides = { jsonSchema: { name: "my answer: one/two", strict: false, schema } };
    expect(bodyOf(responsesOf("o3", { overrides }))).toMatchObject({
      text: { format: { type: "json_schema", name: "my_answer__one_two", strict: false } },
    });
  });

  it("never asks for fewer tokens than OpenAI takes", () => {
    expect(bodyOf(responsesOf("o3", { overrides: { maxTokens: 1 } }))).toMatchObject({ max_output_tokens: 16 });
  });
});

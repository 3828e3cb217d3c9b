import { describe, expect, it } from "vitest";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { askedFor, bodyOf, providerOf } from "#test/electron/providers/support.ts";

const base = "https://generativelanguage.googleapis.com";
const provider = providerOf("google", base);

describe("requests to Google", () => {
  it("asks a thinking model for its thoughts, with the key in a header", () => {
    const request = googleGenerate.chatRequest(
      askedFor({ provider, modelId: "gemini-3.8-flash", system: "Sois bref.", maxTokens: 4000 }),
    );
    expect(request.method).toBe("POST");
    expect(request.url).toBe(`${base}/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse`);
    expect(request.headers).toEqual({
      "x-goog-api-key": "test-key",
      "content-type": "application/json",
      accept: "text/event-stream",
    });
    expect(bodyOf(request)).toEqual({
      systemInstruction: { parts: [{ text: "Sois bref." }] },
      contents: [{ role: "user", parts: [{ text: "Quoi ?" }] }],
      generationConfig: { maxOutputTokens: 4000, temperature: 0.2, thinkingConfig: { includeThoughts: true } },
    });
  });

  it("asks a model that does not think for no thoughts, and clamps its output", () => {
    const asked = askedFor({ provider, modelId: "models/gemini-2.5-flash-lite", maxTokens: 900_000 });
    const request = googleGenerate.chatRequest(asked);
    expect(request.url).toContain("/v1beta/models/gemini-2.5-flash-lite:streamGenerateContent");
    expect(bodyOf(request)).toMatchObject({ generationConfig: { maxOutputTokens: 65_536, temperature: 0.2 } });
    expect(JSON.stringify(bodyOf(request))).not.toContain("thinkingConfig");
  });

  it("puts the system text before the first question for Gemma", () => {
    const asked = askedFor({
      provider,
      modelId: "gemma-3-27b-it",
      system: "Sois bref.",
      messages: [
        { role: "user", text: "Un ?" },
        { role: "assistant", text: "Oui." },
        { role: "user", text: "Deux ?" },
      ],
    });
    const body = bodyOf(googleGenerate.chatRequest(asked));
    expect(body).not.toHaveProperty("systemInstruction");
    expect(body).toMatchObject({
      contents: [
        { role: "user", parts: [{ text: "Sois bref.\n\nUn ?" }] },
        { role: "model", parts: [{ text: "Oui." }] },
        { role: "user", parts: [{ text: "Deux ?" }] },
      ],
    });
  });

  it("begins with the user even where the turns do not", () => {
    const messages = [
      { role: "assistant", text: "Bonjour" },
      { role: "user", text: "Quoi ?" },
    ] as const;
    const body = bodyOf(googleGenerate.chatRequest(askedFor({ provider, modelId: "gemini-3.8-flash", messages })));
    expect(body).toMatchObject({ contents: [{ role: "user", parts: [{ text: "Quoi ?" }] }] });
  });

  it("keeps the key and the model id out of the rest of the address", () => {
    const asked = askedFor({ provider, modelId: "x?key=1/../#y" });
    expect(googleGenerate.chatRequest(asked).url).toBe(
      `${base}/v1beta/models/x%3Fkey%3D1%2F..%2F%23y:streamGenerateContent?alt=sse`,
    );
    for (const request of [
      googleGenerate.keyTestRequest(provider, "test-key"),
      googleGenerate.modelsRequest(provider, "test-key", "p/2"),
    ]) {
      expect(request.url).not.toContain("test-key");
      expect(request.headers["x-goog-api-key"]).toBe("test-key");
    }
    expect(googleGenerate.keyTestRequest(provider, null).headers).not.toHaveProperty("x-goog-api-key");
  });

  it("lists chat models only, page by page", () => {
    expect(googleGenerate.keyTestRequest(provider, "k").url).toBe(`${base}/v1beta/models?pageSize=1`);
    expect(googleGenerate.modelsRequest(provider, "k", "p/2").url).toBe(
      `${base}/v1beta/models?pageSize=1000&pageToken=p%2F2`,
    );
    const chat = ["generateContent", "countTokens"];
    const page = {
      models: [
        {
          name: "models/gemini-3.8-flash",
          displayName: "Gemini 3.8 Flash",
          inputTokenLimit: 1_048_576,
          outputTokenLimit: 65_536,
          supportedGenerationMethods: chat,
        },
        { name: "models/gemma-3-27b-it", supportedGenerationMethods: chat },
        { name: "models/gemini-embedding-002", supportedGenerationMethods: ["embedContent"] },
        { name: "models/gemini-3-flash-image", supportedGenerationMethods: chat },
        { name: "models/gemini-2.5-flash-preview-tts", supportedGenerationMethods: chat },
      ],
      nextPageToken: "p2",
    };
    const { models, next } = googleGenerate.readModels(provider, JSON.stringify(page), 0);
    expect(next).toBe("p2");
    expect(models.map((model) => model.modelId)).toEqual(["gemini-3.8-flash", "gemma-3-27b-it"]);
    expect(models[0]).toEqual({
      providerId: "google",
      modelId: "gemini-3.8-flash",
      name: "Gemini 3.8 Flash",
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      price: null,
      isFree: false,
    });
    expect(googleGenerate.readModels(provider, "{}", 0)).toEqual({ models: [], next: null });
  });

  it.each(["<html>", "[]", '{"models":5}', '{"data":[]}'])("refuses %s as a model list", (body) => {
    expect(() => googleGenerate.readModels(provider, body, 0)).toThrow(SyntaxError);
  });
});

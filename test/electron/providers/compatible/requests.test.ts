import { describe, expect, it } from "vitest";
import { isRecord, type JsonRecord } from "#electron/providers/json.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { Provider } from "#shared/model.ts";
import { everyEffort, type JsonObject, type Prompt, type ToolRequest } from "#shared/prompt.ts";
import type { ServerId } from "#shared/server-presets.ts";
import { chatOf } from "#test/electron/providers/openai-chat/examples.ts";
import { bodyOf } from "#test/electron/providers/support.ts";
import { compatible, providerAt } from "./servers.ts";

const schema = { type: "object", properties: { a: { type: "string" } } };
const response_format = { type: "json_schema", json_schema: { name: "out", strict: true, schema } };

const whole: Prompt = {
  system: "Sois bref.",
  messages: [
    { role: "user", text: "Quoi ?" },
    { role: "assistant", text: "Rien." },
    { role: "user", text: "Et là ?" },
  ],
};

/** The body of a request that sets everything. */
function sentTo(provider: Provider, modelId: string, prompt = whole): JsonRecord {
  const jsonSchema = { name: "out", strict: true, schema };
  const overrides = { maxTokens: 200, temperature: 1.8, topP: 0.9, stop: ["FIN"], seed: 7, jsonSchema };
  return recordOf(bodyOf(chatOf("openai-compatible", modelId, { provider, prompt, overrides })));
}

const sent = (server: ServerId, modelId: string, prompt = whole) => sentTo(providerAt(server), modelId, prompt);

/** What a server is told for each effort, from the least to the most. */
function effortsOf(server: ServerId, modelId: string): JsonRecord[] {
  const body = (overrides: { effort?: (typeof everyEffort)[number] }) =>
    recordOf(bodyOf(chatOf("openai-compatible", modelId, { provider: providerAt(server), overrides })));
  const plain = body({});
  const isNew = ([name]: [string, unknown]) => !(name in plain) && name !== "temperature";
  return everyEffort.map((effort) => Object.fromEntries(Object.entries(body({ effort })).filter(isNew)));
}

const level = (value: string) => ({ reasoning_effort: value });

function recordOf(value: unknown): JsonRecord {
  if (!isRecord(value)) throw new Error("The body is no object");
  return value;
}

/** Turns that a program wrote itself, with tools. */
function withTools(messages: readonly JsonObject[], fields: JsonObject = {}): Prompt {
  const tools: ToolRequest = { messages, fields };
  return { ...whole, tools };
}

describe("the messages", () => {
  it("never have the role developer, whatever the server", () => {
    const prompt = withTools([
      { role: "developer", content: "Sois bref." },
      { role: "user", content: "Quoi ?" },
    ]);
    for (const provider of [providerAt("xai"), compatible("https://llm.example.com/v1")]) {
      expect(sentTo(provider, "m", prompt).messages).toEqual([
        { role: "system", content: "Sois bref." },
        { role: "user", content: "Quoi ?" },
      ]);
    }
  });

  it("of DeepSeek's assistant carry their reasoning back, be it empty", () => {
    const thought = { role: "assistant", content: "x", reasoning_content: "y" };
    const prompt = withTools([{ role: "user", content: "Quoi ?" }, { role: "assistant", content: "Rien." }, thought]);
    const words = { role: "system", content: expect.stringContaining("JSON Schema") };
    expect(sent("deepseek", "deepseek-v4-pro", prompt).messages).toEqual([
      words,
      { role: "user", content: "Quoi ?" },
      { role: "assistant", content: "Rien.", reasoning_content: "" },
      thought,
    ]);
    expect(JSON.stringify(sent("groq", "gpt-oss-120b").messages)).not.toContain("reasoning_content");
  });

  it("come with tools that are not strict, which hardly any server knows", () => {
    const tool = (more: JsonObject): JsonObject => ({
      type: "function",
      function: { name: "f", parameters: {}, ...more },
    });
    const prompt = withTools([{ role: "user", content: "Quoi ?" }], { tools: [tool({ strict: true }), tool({})] });
    expect(sent("vllm", "m", prompt).tools).toEqual([tool({}), tool({})]);
    expect(sent("vllm", "m")).not.toHaveProperty("tools");
  });
});

describe("a request to a server that nothing is known of", () => {
  it("has every field as OpenAI names it, but the token limit as most servers do", () => {
    expect(sentTo(compatible("https://llm.example.com/v1"), "m")).toEqual({
      model: "m",
      messages: [
        { role: "system", content: "Sois bref." },
        { role: "user", content: "Quoi ?" },
        { role: "assistant", content: "Rien." },
        { role: "user", content: "Et là ?" },
      ],
      max_tokens: 200,
      temperature: 1.8,
      top_p: 0.9,
      stop: ["FIN"],
      seed: 7,
      response_format,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it.each(["mistral-large-latest", "mistralai/Mistral-Small-24B-Instruct-2501"])(
    "asks for usage of %s too: only Mistral's own server refuses that",
    (modelId) => {
      const provider = compatible("https://llm.example.com/v1");
      expect(sentTo(provider, modelId)).toMatchObject({ stream_options: { include_usage: true } });
      expect(sent("mistral", modelId)).not.toHaveProperty("stream_options");
    },
  );
});

describe("a request to Mistral", () => {
  it("names the seed its own way, is never hotter than 1.5 and asks for no usage", () => {
    const body = sent("mistral", "mistral-large-latest");
    expect(body).toMatchObject({ random_seed: 7, temperature: 1.5, max_tokens: 200, stop: ["FIN"], top_p: 0.9 });
    expect(body).toMatchObject({ response_format });
    for (const field of ["seed", "stream_options", "max_completion_tokens"]) expect(body).not.toHaveProperty(field);
  });

  it("asks for thinking by levels where it has them, else by none and high, or by a mode", () => {
    expect(effortsOf("mistral", "mistral-large-latest")).toEqual(
      ["none", "low", "low", "medium", "high", "high", "high"].map(level),
    );
    expect(effortsOf("mistral", "mistral-medium-latest")).toEqual(
      ["none", "high", "high", "high", "high", "high", "high"].map(level),
    );
    const always = Array.from({ length: 7 }, () => ({ prompt_mode: "reasoning" }));
    expect(effortsOf("mistral", "magistral-medium-latest")).toEqual(always);
  });
});

describe("a request to Groq", () => {
  it("names the most tokens as OpenAI does and keeps the rest", () => {
    const body = sent("groq", "openai/gpt-oss-120b");
    expect(body).toMatchObject({ max_completion_tokens: 200, seed: 7, stop: ["FIN"], temperature: 1.8 });
    expect(body).toMatchObject({ stream_options: { include_usage: true }, response_format });
    expect(body).not.toHaveProperty("max_tokens");
  });

  it("asks for plain JSON where the model takes no schema", () => {
    expect(sent("groq", "llama-3.3-70b-versatile").response_format).toEqual({ type: "json_object" });
    expect(sent("groq", "openai/gpt-oss-20b").response_format).toEqual(response_format);
  });

  it("asks for thinking by the model's own levels", () => {
    expect(effortsOf("groq", "openai/gpt-oss-120b")).toEqual(
      ["low", "low", "low", "medium", "high", "high", "high"].map(level),
    );
    expect(effortsOf("groq", "qwen/qwen3-32b").map((fields) => fields.reasoning_effort)).toEqual([
      "none",
      ...Array.from({ length: 6 }, () => "default"),
    ]);
    expect(effortsOf("groq", "llama-3.3-70b-versatile")).toEqual(Array.from({ length: 7 }, () => ({})));
  });
});

describe("a request to DeepSeek", () => {
  it("has no seed, and puts a schema into words, which its plain JSON demands", () => {
    const body = sent("deepseek", "deepseek-v4-pro");
    expect(body).not.toHaveProperty("seed");
    expect(body).toMatchObject({ max_tokens: 200, response_format: { type: "json_object" } });
    expect(body.messages).toMatchObject([
      { role: "system", content: expect.stringMatching(/^Sois bref\.\n\nAnswer with one JSON object/) },
      { role: "user" },
      { role: "assistant" },
      { role: "user" },
    ]);
    expect(JSON.stringify(body.messages)).toContain(JSON.stringify(JSON.stringify(schema)).slice(1, -1));
  });

  it("puts the schema into a system text of its own where there is none", () => {
    const { messages } = sent("deepseek", "deepseek-v4-pro", { ...whole, system: null });
    expect(messages).toMatchObject([
      { role: "system", content: expect.stringMatching(/^Answer with one JSON object/) },
      { role: "user" },
      { role: "assistant" },
      { role: "user" },
    ]);
  });

  it("turns thinking on and off by a field, with two levels, and a third for flash", () => {
    const on = (value: string) => ({ thinking: { type: "enabled" }, reasoning_effort: value });
    const off = { thinking: { type: "disabled" } };
    expect(effortsOf("deepseek", "deepseek-v4-pro")).toEqual([
      off,
      ...["high", "high", "high", "high", "high", "max"].map(on),
    ]);
    expect(effortsOf("deepseek", "deepseek-v4-flash")).toEqual([
      off,
      ...["low", "low", "low", "high", "high", "max"].map(on),
    ]);
  });
});

describe("a request to xAI", () => {
  it("has no stop texts for a model that reasons", () => {
    expect(sent("xai", "grok-4.20-0309-reasoning")).not.toHaveProperty("stop");
    expect(sent("xai", "grok-4-0709")).not.toHaveProperty("stop");
    expect(sent("xai", "grok-4-1-fast-non-reasoning")).toMatchObject({ stop: ["FIN"] });
    expect(sent("xai", "grok-3")).toMatchObject({ stop: ["FIN"], max_tokens: 200, seed: 7 });
  });

  it("has no effort for the models that refuse it", () => {
    expect(effortsOf("xai", "grok-4.20-0309-reasoning")).toEqual(Array.from({ length: 7 }, () => ({})));
    expect(effortsOf("xai", "grok-3-mini")).toEqual(["low", "low", "low", "medium", "high", "high", "high"].map(level));
  });
});

describe("a request to Together", () => {
  it("turns thinking on and off, by levels for gpt-oss", () => {
    const switched = (enabled: boolean) => ({ reasoning: { enabled } });
    expect(effortsOf("together", "moonshotai/Kimi-K3.1-Pro")).toEqual(
      [false, true, true, true, true, true, true].map(switched),
    );
    expect(effortsOf("together", "openai/gpt-oss-120b")[0]).toEqual(level("low"));
    expect(sent("together", "moonshotai/Kimi-K3.1-Pro")).toMatchObject({ max_tokens: 200, seed: 7, stop: ["FIN"] });
  });
});

describe("a request to a server on this machine", () => {
  it.each(["ollama", "lm-studio", "vllm", "llama-cpp"] as const)(
    "%s has what any server gets, with max_tokens",
    (server) => {
      const unknown = compatible("https://llm.example.com/v1");
      for (const modelId of ["qwen3.5:9b", "openai/gpt-5.5"]) {
        const { max_completion_tokens: _, ...rest } = sentTo(unknown, modelId);
        expect(sent(server, modelId)).toEqual({ ...rest, max_tokens: 200 });
      }
    },
  );

  it("asks for thinking by Ollama's and LM Studio's levels, else by the template's switch", () => {
    expect(effortsOf("ollama", "qwen3.5:9b")).toEqual(
      ["none", "low", "low", "medium", "high", "high", "high"].map(level),
    );
    expect(effortsOf("lm-studio", "qwen3.5-9b")).toEqual(
      ["none", "minimal", "low", "medium", "high", "xhigh", "xhigh"].map(level),
    );
    const template = (isOn: boolean) => ({ chat_template_kwargs: { enable_thinking: isOn } });
    for (const server of ["vllm", "llama-cpp"] as const) {
      expect(effortsOf(server, "Qwen/Qwen3.5-9B")).toEqual([false, true, true, true, true, true, true].map(template));
    }
    expect(effortsOf("vllm", "openai/gpt-oss-20b")[3]).toEqual(level("medium"));
  });

  it("asks no model of Ollama's to think that cannot, which refuses the whole request", () => {
    expect(effortsOf("ollama", "llama3.2:3b")).toEqual(Array.from({ length: 7 }, () => ({})));
    expect(effortsOf("ollama", "hf.co/unsloth/gpt-oss-20b:Q4")[5]).toEqual(level("high"));
  });
});

describe("the adapter", () => {
  it("sends what the server takes", () => {
    const provider = providerAt("groq");
    const request = chatOf("openai-compatible", "openai/gpt-oss-120b", { provider });
    expect(request.url).toBe("https://api.groq.com/openai/v1/chat/completions");
    expect(bodyOf(request)).toMatchObject({ max_completion_tokens: 2000, stream_options: { include_usage: true } });
    const toMistral = chatOf("openai-compatible", "a-model-of-mine", { provider: providerAt("mistral") });
    expect(bodyOf(toMistral)).not.toHaveProperty("stream_options");
  });

  it("leaves stream_options out once they were refused", () => {
    const asked = (omit: ["stream_options"] | []) => bodyOf(chatOf("openai-compatible", "m", { omit }));
    expect(asked([])).toHaveProperty("stream_options");
    expect(asked(["stream_options"])).not.toHaveProperty("stream_options");
  });

  it.each([
    ["xai", "https://api.x.ai/v1/api-key"],
    ["deepseek", "https://api.deepseek.com/user/balance"],
    ["mistral", "https://api.mistral.ai/v1/models"],
    ["groq", "https://api.groq.com/openai/v1/models"],
    ["ollama", "http://127.0.0.1:11434/v1/models"],
  ] as const)("tests a key of %s where it costs least", (server, url) => {
    expect(openAiChat.keyTestRequest(providerAt(server), "k")).toMatchObject({
      method: "GET",
      url,
      headers: { authorization: "Bearer k" },
    });
  });

  it("tests DeepSeek's key at the same place where its address has a version", () => {
    const provider = compatible("https://api.deepseek.com/v1");
    expect(openAiChat.keyTestRequest(provider, "k").url).toBe("https://api.deepseek.com/user/balance");
  });
});

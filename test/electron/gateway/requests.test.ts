import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readChat } from "#electron/gateway/read-chat.ts";
import { everyEffort } from "#shared/prompt.ts";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";

const read = (body: object) =>
  readChat(JSON.stringify({ model: "m", messages: [{ role: "user", content: "x" }], ...body }));

function asked(body: object) {
  const reading = read(body);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.ask;
}

function refusal(body: object) {
  const reading = read(body);
  return reading.ok ? null : reading.error;
}

describe("what a program may ask", () => {
  test("turns, system texts and images", () => {
    const { prompt } = asked({
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "developer",
          content: [
            { type: "text", text: "In " },
            { type: "text", text: "French." },
          ],
        },
        { role: "user", content: "Hi", name: "someone" },
        { role: "assistant", content: "Salut", refusal: null, tool_calls: null },
        {
          role: "user",
          content: [
            { type: "text", text: "What is " },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "auto" } },
            { type: "text", text: "this?" },
            { type: "image_url", image_url: { url: "https://example.com/a.png" } },
          ],
        },
      ],
    });
    expect(prompt).toEqual({
      system: "Be brief.\n\nIn French.",
      messages: [
        { role: "user", text: "Hi" },
        { role: "assistant", text: "Salut" },
        {
          role: "user",
          text: "What is this?",
          images: [
            { kind: "data", mimeType: "image/png", base64: "AAAA" },
            { kind: "url", url: "https://example.com/a.png" },
          ],
        },
      ],
    });
  });

  test("settings become overrides; null means not set", () => {
    const schema = { type: "object", properties: { a: { type: "number" } } };
    expect(
      asked({
        max_tokens: 5,
        max_completion_tokens: 7,
        temperature: 0,
        top_p: 0.5,
        stop: "END",
        seed: 3,
        reasoning_effort: "low",
        response_format: { type: "json_schema", json_schema: { name: "n", schema, strict: true } },
        stream: true,
        stream_options: { include_usage: true },
        user: "someone",
        metadata: { a: "b" },
      }),
    ).toMatchObject({
      overrides: {
        maxTokens: 7,
        temperature: 0,
        topP: 0.5,
        stop: ["END"],
        seed: 3,
        effort: "low",
        jsonSchema: { name: "n", schema, strict: true },
      },
      stream: true,
      includeUsage: true,
    });
    const nothing = { max_tokens: null, temperature: null, stop: null, n: null, tools: null, response_format: null };
    expect(asked(nothing)).toMatchObject({ overrides: {}, stream: false, includeUsage: false });
    expect(asked(nothing).prompt).not.toHaveProperty("tools");
    const json = asked({ response_format: { type: "json_object" } }).overrides.jsonSchema;
    expect(json).toEqual({ name: "object", schema: { type: "object" }, strict: false });
  });

  test("what changes nothing is taken", () => {
    const harmless = { n: 1, logprobs: false, frequency_penalty: 0, presence_penalty: 0, logit_bias: {}, store: false };
    expect(asked({ ...harmless, modalities: ["text"], service_tier: "auto", tools: [] }).overrides).toEqual({});
  });

  test("tools and their results are passed on as they were written", () => {
    const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" }, strict: true } }];
    const messages = [
      { role: "user", content: "Call f" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "call_1", content: "42" },
    ];
    const { prompt } = asked({ tools, tool_choice: "auto", parallel_tool_calls: false, messages });
    expect(prompt.tools).toEqual({ messages, fields: { tools, tool_choice: "auto", parallel_tool_calls: false } });
    expect(asked({ messages }).prompt.tools).toEqual({ messages, fields: {} });
  });
});

describe("what cannot be carried out is refused by name", () => {
  const wrong: readonly (readonly [body: object, param: string])[] = [
    [{ n: 2 }, "n"],
    [{ logprobs: true }, "logprobs"],
    [{ top_logprobs: 3 }, "top_logprobs"],
    [{ audio: { voice: "alloy" } }, "audio"],
    [{ modalities: ["text", "audio"] }, "modalities"],
    [{ frequency_penalty: 0.5 }, "frequency_penalty"],
    [{ logit_bias: { 5: 1 } }, "logit_bias"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ functions: [{ name: "f" }] }, "functions"],
    [{ top_k: 5 }, "top_k"],
    [{ temperature: 3 }, "temperature"],
    [{ temperature: "hot" }, "temperature"],
    [{ max_tokens: 0 }, "max_tokens"],
    [{ max_tokens: 1.5 }, "max_tokens"],
    [{ stop: ["a", "b", "c", "d", "e"] }, "stop"],
    [{ reasoning_effort: "some" }, "reasoning_effort"],
    [{ response_format: { type: "xml" } }, "response_format"],
    [{ response_format: { type: "json_schema" } }, "response_format.json_schema"],
    [{ stream: "yes" }, "stream"],
    [{ messages: [] }, "messages"],
    [{ messages: "hi" }, "messages"],
    [{ messages: [{ role: "narrator", content: "x" }] }, "messages[0]"],
    [{ messages: [{ role: "user", content: 5 }] }, "messages[0].content"],
    [{ messages: [{ role: "user" }] }, "messages[0].content"],
    [{ messages: [{ role: "user", content: [{ type: "input_audio" }] }] }, "messages[0].content[0]"],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "http://x/a.png" } }] }] },
      "messages[0].content",
    ],
    [
      {
        messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:text/html;base64,AA" } }] }],
      },
      "messages[0].content",
    ],
    [{ messages: [{ role: "assistant", content: "I" }] }, "messages"],
    [{ tools: [{ type: "custom", custom: { name: "f" } }] }, "tools[0].type"],
    [{ tools: [{ type: "function", function: { name: "f" } }, { function: { name: "g" } }] }, "tools[1].type"],
    [{ tool_choice: { type: "function", function: { name: "f" } } }, "tool_choice"],
  ];
  test.each(wrong)("%j", (body, param) => {
    const error = refusal(body);
    expect(error).toMatchObject({ status: 400, type: "invalid_request_error" });
    expect(error?.param).toMatch(new RegExp(`^${param.replaceAll(/[[\].]/g, "\\$&")}`));
    expect(error?.message).toContain(error?.param);
  });

  test.each<readonly [body: object, message: string]>([
    [{ model: undefined }, "model is missing: send one of the ids that GET /v1/models lists."],
    [{ model: null }, "model is missing: send one of the ids that GET /v1/models lists."],
    [{ model: 5 }, "model is no text: send one of the ids that GET /v1/models lists."],
    [{ messages: undefined }, "messages is missing: send a list of messages."],
    [{ messages: null }, "messages is missing: send a list of messages."],
    [{ messages: { role: "user" } }, "messages is no list: send a list of messages."],
    [{ messages: [] }, "messages is empty: send a list of messages."],
    [{ tools: [{ type: "web_search" }] }, 'tools[0].type is not supported by this gateway: only "function" is.'],
  ])("%j in words that help", (body, message) => {
    expect(refusal(body)?.message).toBe(message);
  });

  test("every effort that a model can be asked for is taken, and no other", () => {
    for (const effort of everyEffort) expect(asked({ reasoning_effort: effort }).overrides).toEqual({ effort });
    expect(refusal({ reasoning_effort: "most" })?.param).toBe("reasoning_effort");
  });

  test.each(["", "{", "[]", "null", '"x"', "5", "\u0000", '{"model":5}'])("the body %j", (text) => {
    const reading = readChat(text);
    expect(reading.ok ? null : reading.error.status).toBe(400);
  });
});

const chat = { kind: "openai-compatible", tokenEveryMs: 0 } as const;

test("tools go to the link that speaks OpenAI's chat, and its calls come back, streamed and whole", async () => {
  const { openai, servers } = await openGatewayOn({
    links: { a: { kind: "anthropic" }, b: { ...chat, script: [{ kind: "raw", bytes: toolStream(), end: "close" }] } },
  });
  const tools = [{ type: "function" as const, function: { name: "weather", parameters: { type: "object" } } }];
  const body = { model: "chain/smart", messages: [{ role: "user" as const, content: "Rain?" }], tools };
  const whole = await openai.chat.completions.create(body);
  expect(whole.choices[0]).toMatchObject({
    finish_reason: "tool_calls",
    message: {
      content: null,
      tool_calls: [
        { id: "call_a", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } },
        { id: "call_b", type: "function", function: { name: "time", arguments: "{}" } },
      ],
    },
  });
  expect(whole).toMatchObject({
    understudy: { link: 2, attempts: [{ status: "skipped", failure: "UNSUPPORTED" }, {}] },
  });
  expect(servers.requestsOf("a")).toHaveLength(0);
  expect(JSON.parse(servers.requestsOf("b")[0]?.body ?? "")).toMatchObject({ tools, messages: body.messages });
  const runner = openai.chat.completions.stream({ ...body, stream: true });
  const final = await runner.finalChatCompletion();
  expect(final.choices[0]?.message.tool_calls).toMatchObject(whole.choices[0]?.message.tool_calls ?? []);
});

function toolStream(): string {
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: "x", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const call = (index: number, more: object) => chunk({ tool_calls: [{ index, ...more }] });
  const body = [
    call(0, { id: "call_a", type: "function", function: { name: "weather", arguments: "" } }),
    call(0, { function: { arguments: '{"city":' } }),
    call(0, { function: { arguments: '"Rome"}' } }),
    call(1, { id: "call_b", type: "function", function: { name: "time", arguments: "{}" } }),
    chunk({}, "tool_calls"),
    "data: [DONE]\n\n",
  ].join("");
  return `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n${body}`;
}

test("tools that no link can take are the request's fault", async () => {
  const { post } = await openGatewayOn({ links: { a: { kind: "anthropic" }, b: { kind: "google" } } });
  const response = await post(ask({ tools: [{ type: "function", function: { name: "f" } }] }));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "unsupported" } });
});

test("images and overrides reach the provider", async () => {
  const { openai, servers } = await openGatewayOn({ links: { a: chat } });
  const url = `data:image/png;base64,${"A".repeat(2_000_000)}`;
  const content = [
    { type: "text" as const, text: "What is this?" },
    { type: "image_url" as const, image_url: { url } },
  ];
  await openai.chat.completions.create({ model: "a/model-a", messages: [{ role: "user", content }], max_tokens: 9 });
  const sent = servers.requestsOf("a")[0]?.body ?? "";
  expect(sent).toContain(url);
  expect(JSON.parse(sent)).toMatchObject({ model: "model-a", max_tokens: 9, stream: true });
});

test("curl gets a stream", async () => {
  const { baseUrl, key } = await openGatewayOn({
    links: { a: { ...chat, tokenEveryMs: 20, answer: { tokens: ["Hel", "lo"] } } },
  });
  const data = JSON.stringify(ask({ stream: true }));
  const { stdout } = await promisify(execFile)("curl", [
    ...["-sSN", `${baseUrl}/chat/completions`, "-H", `Authorization: Bearer ${key}`],
    ...["-H", "Content-Type: application/json", "-d", data],
  ]);
  const pieces = [...stdout.matchAll(/"delta":\{[^}]*"content":"([^"]*)"\}/g)].map(([, text]) => text);
  expect(pieces.join("")).toBe("Hello");
  expect(stdout.trimEnd().endsWith("data: [DONE]")).toBe(true);
});

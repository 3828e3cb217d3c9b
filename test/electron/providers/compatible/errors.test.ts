import { describe, expect, it } from "vitest";
import { classOfStatus } from "#electron/manager/classify.ts";
import { hintFrom } from "#electron/manager/retry-hint.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { FailureClass } from "#shared/failure.ts";

type Sent = { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown };

const read = ({ status, headers = {}, body }: Sent) =>
  openAiChat.readFailure({ status, headers, body: typeof body === "string" ? body : JSON.stringify(body) });

/** The class of the body, else that of the status, as the engine takes it. */
const classOf = (sent: Sent) => read(sent).class ?? classOfStatus(sent.status);

const detail = (field: string) => [
  { type: "extra_forbidden", loc: ["body", field], msg: "Extra inputs are not permitted" },
];

const rows: readonly (readonly [server: string, sent: Sent, failureClass: FailureClass, message: string])[] = [
  ["Mistral", { status: 401, body: { detail: "Unauthorized" } }, "AUTH", "Unauthorized"],
  [
    "Mistral",
    { status: 422, body: { object: "error", message: { detail: detail("seed") }, type: "invalid_request_error" } },
    "BAD_REQUEST",
    "Extra inputs are not permitted",
  ],
  [
    "Mistral",
    { status: 429, body: { object: "error", message: "Rate limit exceeded", type: "rate_limited", code: "1300" } },
    "RATE_LIMIT",
    "Rate limit exceeded",
  ],
  [
    "Mistral",
    {
      status: 400,
      body: {
        object: "error",
        message: "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
        type: "invalid_request_prompt",
      },
    },
    "CONTEXT_LENGTH",
    "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
  ],
  [
    "Groq",
    { status: 498, body: { error: { message: "Flex", type: "capacity_exceeded", code: "capacity_exceeded" } } },
    "SERVER",
    "Flex",
  ],
  ["Groq, without a code", { status: 498, body: { error: { message: "Flex" } } }, "SERVER", "Flex"],
  [
    "Groq, a request that can never pass",
    { status: 413, body: { error: { message: "Too large for TPM", type: "tokens", code: "rate_limit_exceeded" } } },
    "UNSUPPORTED",
    "Too large for TPM",
  ],
  [
    "Groq",
    { status: 400, body: { error: { message: "Gone.", type: "invalid_request_error", code: "model_decommissioned" } } },
    "MODEL_GONE",
    "Gone.",
  ],
  [
    "DeepSeek",
    {
      status: 402,
      body: { error: { message: "Insufficient Balance", type: "unknown_error", code: "invalid_request_error" } },
    },
    "BILLING",
    "Insufficient Balance",
  ],
  ["DeepSeek", { status: 503, body: { error: { message: "Overloaded" } } }, "SERVER", "Overloaded"],
  [
    "xAI, a bad key",
    { status: 400, body: { code: "invalid-argument", error: "Incorrect API key provided: xa***yz." } },
    "AUTH",
    "Incorrect API key provided: xa***yz.",
  ],
  [
    "xAI, no credit",
    { status: 403, body: { code: "permission-denied", error: "Your team doesn't have any credits yet." } },
    "BILLING",
    "Your team doesn't have any credits yet.",
  ],
  ["Together, spent", { status: 402, body: { error: { message: "Spend limit" } } }, "BILLING", "Spend limit"],
  [
    "Together, prompt and answer together too long",
    {
      status: 403,
      body: { error: { message: "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000", type: "x" } },
    },
    "CONTEXT_LENGTH",
    "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000",
  ],
  [
    "Ollama",
    {
      status: 404,
      body: { error: { message: "model 'x' not found", type: "not_found_error", param: null, code: null } },
    },
    "MODEL_GONE",
    "model 'x' not found",
  ],
  [
    "Ollama, an image by its address",
    { status: 400, body: { error: { message: "invalid image input", type: "invalid_request_error" } } },
    "UNSUPPORTED",
    "invalid image input",
  ],
  ["LM Studio", { status: 400, body: { error: "Model is unloaded." } }, "BAD_REQUEST", "Model is unloaded."],
  [
    "vLLM",
    {
      status: 400,
      body: { error: { message: "bad param", type: "BadRequestError", param: "temperature", code: 400 } },
    },
    "BAD_REQUEST",
    "bad param",
  ],
  [
    "vLLM, old",
    { status: 404, body: { object: "error", message: "No such model", type: "NotFoundError", param: null, code: 404 } },
    "MODEL_GONE",
    "No such model",
  ],
  [
    "vLLM, new",
    {
      status: 400,
      body: { error: { message: "The prompt (length 9) is longer than the maximum model length of 8." } },
    },
    "CONTEXT_LENGTH",
    "The prompt (length 9) is longer than the maximum model length of 8.",
  ],
  [
    "llama.cpp, loading",
    { status: 503, body: { error: { code: 503, message: "Loading model", type: "unavailable_error" } } },
    "SERVER",
    "Loading model",
  ],
  [
    "llama.cpp",
    {
      status: 400,
      body: {
        error: { code: 400, message: "too long", type: "exceed_context_size_error", n_prompt_tokens: 9, n_ctx: 8 },
      },
    },
    "CONTEXT_LENGTH",
    "too long",
  ],
  [
    "llama.cpp, with a key",
    { status: 401, body: { error: { code: 401, message: "Invalid API Key" } } },
    "AUTH",
    "Invalid API Key",
  ],
];

describe("an error of", () => {
  it.each(rows)("%s %#", (...row) => {
    const [, sent, failureClass, message] = row;
    expect([classOf(sent), read(sent).message, read(sent).status]).toEqual([failureClass, message, sent.status]);
  });
});

describe("stream_options that are refused", () => {
  it.each<[string, unknown]>([
    ["OpenAI's shape", { error: { message: "Unknown parameter: 'stream_options'.", param: "stream_options" } }],
    ["the parameter alone", { error: { message: "Unknown parameter.", param: "stream_options.include_usage" } }],
    ["Mistral's place", { object: "error", message: { detail: detail("stream_options") }, type: "x" }],
    ["FastAPI's place", { detail: detail("stream_options") }],
    ["flat", { code: "invalid-argument", error: "Argument not supported: stream_options" }],
    ["plain text", "unknown field stream_options"],
  ])("are named by %s", (_, body) => {
    for (const status of [400, 422]) expect(read({ status, body }).refusedField).toBe("stream_options");
    for (const status of [401, 404, 429, 500]) expect(read({ status, body })).not.toHaveProperty("refusedField");
  });

  it("are not confused with another field", () => {
    expect(read({ status: 422, body: { detail: detail("seed") } })).not.toHaveProperty("refusedField");
  });
});

describe("a prompt that is too long", () => {
  const words = [
    "prompt is too long: 9 tokens > 8 maximum",
    "Your input exceeds the context window of this model.",
    "This model's maximum context length is 8,192 tokens.",
    "The input token count (9) exceeds the maximum number of tokens allowed (8).",
    "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    "Please reduce the length of the messages or completion.",
    "Prompt contains 9 tokens, too large for model with 8 maximum context length",
    "The input is longer than the model's context length",
    "The number of tokens to keep is greater than the context length",
    "request (9 tokens) exceeds the available context size (8 tokens)",
    "prompt too long; exceeded max context length by 4 tokens",
  ];

  it.each(words)("is known by %j in any case, also inside a stream", (message) => {
    for (const said of [message, message.toUpperCase(), message.toLowerCase()]) {
      expect(classOf({ status: 400, body: { error: { message: said } } })).toBe("CONTEXT_LENGTH");
    }
    const data = JSON.stringify({ error: { message } });
    expect(openAiChat.reader().push({ kind: "event", name: null, data })).toMatchObject([
      { type: "failure", failure: { class: "CONTEXT_LENGTH" } },
    ]);
  });

  it.each(words)("is not what a limit says, even in the words of %j", (message) => {
    for (const said of [`Rate limit reached: ${message}`, `${message} Too Many Requests`]) {
      expect(classOf({ status: 400, body: { error: { message: said } } })).not.toBe("CONTEXT_LENGTH");
      expect(classOf({ status: 429, body: { error: { message: said } } })).toBe("RATE_LIMIT");
    }
  });
});

describe("what headers say of limits", () => {
  const hint = (headers: Record<string, string>) =>
    hintFrom({ headers, bodyHintMs: null, message: "", nowEpochMs: 0, takeLargest: false });

  it("Groq: the requests are a day's, and while some remain their reset is not waited for", () => {
    const headers = {
      "x-ratelimit-limit-requests": "14400",
      "x-ratelimit-remaining-requests": "14370",
      "x-ratelimit-reset-requests": "2m59.56s",
      "x-ratelimit-remaining-tokens": "0",
      "x-ratelimit-reset-tokens": "5.289s",
    };
    expect(hint(headers)).toBe(5_289);
    expect(hint({ ...headers, "retry-after": "6" })).toBe(6_000);
  });

  it("Mistral: names of its own, without a reset, give no hint", () => {
    expect(hint({ "x-ratelimit-limit-req-minute": "60", "x-ratelimit-remaining-req-minute": "0" })).toBe(null);
  });

  it.each(["req-minute", "tokens-minute", "tokens-month"])("Mistral: a limit of 0 %s is not tried again", (axis) => {
    const body = { object: "error", message: "Rate limit exceeded", type: "rate_limited", code: "1300" };
    const retryable = (limit: string) =>
      read({ status: 429, headers: { [`x-ratelimit-limit-${axis}`]: limit }, body }).retryable;
    expect([retryable("0"), retryable("60")]).toEqual([false, null]);
  });
});

import type { Dialect, ProviderKind } from "#shared/model.ts";

/** An error as the real provider words it on the wire (protocols of the four providers, read 2026-11-22). */
export type WireError = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

const retryAfterSeconds = 7;
const asksToWait = new Set([429, 503, 529]);

const openaiCodes: Readonly<Record<number, readonly [type: string, code: string | null]>> = {
  400: ["invalid_request_error", "invalid_value"],
  401: ["invalid_request_error", "invalid_api_key"],
  402: ["insufficient_quota", "insufficient_quota"],
  403: ["request_forbidden", "unsupported_country_region_territory"],
  404: ["invalid_request_error", "model_not_found"],
  413: ["invalid_request_error", null],
  429: ["tokens", "rate_limit_exceeded"],
  503: ["service_unavailable_error", "server_is_overloaded"],
};

const anthropicTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

const googleStatuses: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

const openrouterTypes: Readonly<Record<number, string>> = {
  400: "invalid_request",
  401: "authentication",
  402: "payment_required",
  403: "permission_denied",
  404: "not_found",
  413: "payload_too_large",
  429: "rate_limit_exceeded",
  502: "provider_unavailable",
  503: "provider_overloaded",
  504: "timeout",
};

const messages: Readonly<Record<number, string>> = {
  400: "The request could not be read as asked for by the demo.",
  401: "The key is not valid.",
  402: "The account has no credit left.",
  403: "This account may not use the model.",
  404: "The model does not exist.",
  413: "The request is too large.",
  429: "Rate limit reached for requests per minute.",
  503: "The service is overloaded.",
  504: "The request took too long.",
  529: "Overloaded",
};

/** Troubles that share a status with others and are told by the provider's own code or words. */
export type TroubleWord = "context-length" | "content-policy" | "quota";

export type WireErrorOptions = {
  readonly trouble?: TroubleWord | undefined;
  /** Seconds or a date, where the provider says it; null for nothing; left out, 429, 503 and 529 ask for 7 seconds. */
  readonly retryAfter?: number | string | null | undefined;
};

export function wireError(kind: ProviderKind, status: number, options: WireErrorOptions = {}): WireError {
  const said = sayingOf(kind, status, options.trouble);
  const wait = options.retryAfter === undefined && asksToWait.has(status) ? retryAfterSeconds : options.retryAfter;
  const retryAfter: Record<string, string> = wait === undefined || wait === null ? {} : { "retry-after": String(wait) };
  switch (kind) {
    case "anthropic":
      return { headers: { ...retryAfter, "request-id": "req_demo" }, body: anthropicBody(said) };
    case "google":
      // Google sends no header: the time to wait is in the body only, and by itself there with a 429 only.
      return { headers: {}, body: googleBody({ ...said, status }, status === 429 ? wait : options.retryAfter) };
    case "openrouter":
      return { headers: retryAfter, body: openrouterBody({ ...said, status }) };
    case "openai":
    case "openai-compatible":
      return { headers: { ...retryAfter, "x-request-id": "req_demo" }, body: openaiBody(said) };
  }
}

/** Who says it, and in which dialect. */
export type Speaker = { readonly kind: ProviderKind; readonly dialect: Dialect };

/** An overload reported inside a stream that began with 200, as one server-sent event. */
export function midStreamError({ kind, dialect }: Speaker): string {
  switch (kind) {
    case "anthropic":
      return `event: error\ndata: ${anthropicBody({ word: "overloaded_error", message: "Overloaded" })}\n\n`;
    case "google":
      return `data: ${googleBody({ word: "UNAVAILABLE", message: "The model is overloaded.", status: 503 })}\n\n`;
    case "openrouter": {
      const error = { code: 502, message: "Provider returned error", metadata: { error_type: "provider_unavailable" } };
      const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
      return `data: ${JSON.stringify({ object: "chat.completion.chunk", error, choices })}\n\n`;
    }
    case "openai":
    case "openai-compatible": {
      const error = { message: "The server had an error.", type: "server_error", param: null, code: "server_error" };
      if (dialect === "openai-responses") {
        return `event: error\ndata: ${JSON.stringify({ ...error, type: "error", sequence_number: 0 })}\n\n`;
      }
      return `data: ${JSON.stringify({ error })}\n\n`;
    }
  }
}

/** The provider's own word for what is wrong, and its message. */
type Saying = { readonly word: string; readonly message: string; readonly type?: string | undefined };

function sayingOf(kind: ProviderKind, status: number, trouble: TroubleWord | undefined): Saying {
  if (trouble !== undefined) return troubleSayings[kind === "openai-compatible" ? "openai" : kind][trouble];
  const message = messages[status] ?? "Internal server error.";
  switch (kind) {
    case "anthropic":
      return { word: anthropicTypes[status] ?? "api_error", message };
    case "google":
      return { word: googleStatuses[status] ?? "INTERNAL", message };
    case "openrouter":
      return { word: openrouterTypes[status] ?? "server", message };
    case "openai":
    case "openai-compatible": {
      const [type, code] = openaiCodes[status] ?? ["server_error", null];
      return { word: code ?? "", message, type };
    }
  }
}

function openaiBody({ word, message, type = "invalid_request_error" }: Saying): string {
  return JSON.stringify({ error: { message, type, param: null, code: word === "" ? null : word } });
}

function anthropicBody({ word, message }: Saying): string {
  return JSON.stringify({ type: "error", error: { type: word, message }, request_id: "req_demo" });
}

function googleBody({ word, message, status }: Saying & { status: number }, wait?: number | string | null): string {
  const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${wait}s` };
  const details = wait === undefined || wait === null ? {} : { details: [retryInfo] };
  return JSON.stringify({ error: { code: status, message, status: word, ...details } });
}

function openrouterBody({ word, message, status }: Saying & { status: number }): string {
  return JSON.stringify({ error: { code: status, message, metadata: { error_type: word } } });
}

const tooLong = "This model's maximum context length is 8192 tokens, and the messages hold 9001.";
const noCredit = "The account has no credit left.";

const troubleSayings: Readonly<
  Record<Exclude<ProviderKind, "openai-compatible">, Readonly<Record<TroubleWord, Saying>>>
> = {
  openai: {
    "context-length": { word: "context_length_exceeded", message: tooLong },
    "content-policy": { word: "content_policy_violation", message: "The request was refused by a content filter." },
    quota: { word: "insufficient_quota", message: noCredit, type: "insufficient_quota" },
  },
  openrouter: {
    "context-length": { word: "context_length_exceeded", message: tooLong },
    "content-policy": { word: "content_policy_violation", message: "The request was refused by a content filter." },
    quota: { word: "payment_required", message: noCredit },
  },
  anthropic: {
    "context-length": { word: "invalid_request_error", message: "prompt is too long: 9001 tokens > 8192 maximum" },
    "content-policy": { word: "invalid_request_error", message: "Output blocked by content filtering policy" },
    quota: { word: "invalid_request_error", message: "Your credit balance is too low." },
  },
  google: {
    "context-length": {
      word: "INVALID_ARGUMENT",
      message: "The input token count (9001) exceeds the maximum number of tokens allowed (8192).",
    },
    "content-policy": { word: "INVALID_ARGUMENT", message: "The request was refused by a content filter." },
    quota: { word: "RESOURCE_EXHAUSTED", message: "Your prepaid credits are depleted." },
  },
};

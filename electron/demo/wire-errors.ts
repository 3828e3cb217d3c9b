import type { ProviderKind } from "#shared/model.ts";

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

export function wireError(kind: ProviderKind, status: number): WireError {
  const message = messages[status] ?? "Internal server error.";
  const retryAfter: Record<string, string> = asksToWait.has(status) ? { "retry-after": String(retryAfterSeconds) } : {};
  switch (kind) {
    case "anthropic":
      return { headers: { ...retryAfter, "request-id": "req_demo" }, body: anthropicBody(status, message) };
    case "google":
      // Google sends no header: the time to wait is in the body only.
      return { headers: {}, body: googleBody(status, message) };
    case "openrouter":
      return { headers: retryAfter, body: openrouterBody(status, message) };
    case "openai":
    case "openai-compatible":
      return { headers: { ...retryAfter, "x-request-id": "req_demo" }, body: openaiBody(status, message) };
  }
}

/** An overload reported inside a stream that began with 200, as one server-sent event. */
export function midStreamError(kind: ProviderKind): string {
  switch (kind) {
    case "anthropic":
      return `event: error\ndata: ${anthropicBody(529, "Overloaded")}\n\n`;
    case "google":
      return `data: ${googleBody(503, "The model is overloaded.")}\n\n`;
    case "openrouter": {
      const error = { code: 502, message: "Provider returned error", metadata: { error_type: "provider_unavailable" } };
      const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
      return `data: ${JSON.stringify({ id: "gen-demo", object: "chat.completion.chunk", error, choices })}\n\n`;
    }
    case "openai":
    case "openai-compatible": {
      const error = { message: "The server had an error.", type: "server_error", param: null, code: "server_error" };
      return `data: ${JSON.stringify({ error })}\n\n`;
    }
  }
}

function openaiBody(status: number, message: string): string {
  const [type, code] = openaiCodes[status] ?? ["server_error", null];
  return JSON.stringify({ error: { message, type, param: null, code } });
}

function anthropicBody(status: number, message: string): string {
  const type = anthropicTypes[status] ?? "api_error";
  return JSON.stringify({ type: "error", error: { type, message }, request_id: "req_demo" });
}

function googleBody(status: number, message: string): string {
  const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryAfterSeconds}s` };
  const details = status === 429 ? { details: [retryInfo] } : {};
  return JSON.stringify({ error: { code: status, message, status: googleStatuses[status] ?? "INTERNAL", ...details } });
}

function openrouterBody(status: number, message: string): string {
  const metadata = { error_type: openrouterTypes[status] ?? "server" };
  return JSON.stringify({ error: { code: status, message, metadata } });
}

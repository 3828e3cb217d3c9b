import type { ProviderFailure } from "#electron/manager/dependencies.ts";
import { amountAt, isRecord, type JsonRecord, listAt, parseJson, recordAt, textAt } from "#electron/providers/json.ts";

/** An error body in one shape, whatever server wrote it. */
export type ErrorBody = {
  readonly message: string;
  readonly code: string | null;
  readonly type: string | null;
  /** The field of the request that the error is about, as in "reasoning.summary". */
  readonly param: string | null;
  /** HTTP status that the body itself names: OpenRouter and vLLM put it into `code`. */
  readonly status: number | null;
  /** OpenRouter's `error.metadata` and `error.availability`. */
  readonly metadata: JsonRecord | null;
  readonly availability: JsonRecord | null;
};

/**
 * Reads the shapes of protocols.md §8: `{error: {…}}`, `{error: "text", code}`, `{object: "error", message, …}` with a
 * text or a record as message, `{detail: …}`, `{message}`, the same in a list, and plain text.
 */
export function readErrorBody(value: unknown): ErrorBody {
  const answer: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof answer === "string") return { ...nothing, message: answer };
  const inner = recordAt(answer, "error");
  const error = inner ?? (isRecord(answer) ? answer : {});
  const code = textAt(error, "code") ?? textAt(error, "status");
  return {
    message: upstreamMessage(error, messageOf(error)),
    code: code === null || /^\d{3}$/.test(code) ? null : code,
    type: textAt(error, "type"),
    param: textAt(error, "param") ?? placeOf(error),
    status: statusOf(error),
    metadata: recordAt(error, "metadata"),
    availability: recordAt(error, "availability") ?? recordAt(answer, "availability"),
  };
}

const nothing: ErrorBody = {
  message: "",
  code: null,
  type: null,
  param: null,
  status: null,
  metadata: null,
  availability: null,
};

function statusOf(error: JsonRecord): number | null {
  const text = textAt(error, "code");
  const status = text !== null && /^\d{3}$/.test(text) ? Number(text) : amountAt(error, "code");
  return status !== null && status >= 400 && status < 600 ? status : null;
}

function messageOf(error: JsonRecord): string {
  const text = textAt(error, "message") ?? textAt(error, "error") ?? textAt(error, "detail");
  if (text !== null) return text;
  return (
    complaintsOf(error)
      .map((complaint) => textAt(complaint, "msg") ?? "")
      .find(Boolean) ?? ""
  );
}

/** Validation errors of FastAPI servers (Mistral, vLLM): a list of complaints. */
function complaintsOf(error: JsonRecord): readonly unknown[] {
  return [...listAt(recordAt(error, "message"), "detail"), ...listAt(error, "detail")];
}

/** Their place is a path like `["body", "stream_options"]`. */
function placeOf(error: JsonRecord): string | null {
  const path = listAt(complaintsOf(error)[0], "loc").filter((step) => typeof step === "string" && step !== "body");
  return path.length === 0 ? null : path.join(".");
}

/** OpenRouter passes an upstream error on as text in `metadata.raw`, and its own message says nothing. */
function upstreamMessage(error: JsonRecord, message: string): string {
  const metadata = recordAt(error, "metadata");
  const raw = textAt(metadata, "raw");
  if (raw === null || raw === "") return message;
  const parsed = parseJson(raw);
  const said = parsed.ok && isRecord(parsed.value) ? messageOf(recordAt(parsed.value, "error") ?? parsed.value) : raw;
  const upstream = textAt(metadata, "provider_name") ?? "upstream";
  return said === "" ? message : `${message} (${upstream}): ${said}`;
}

export function isHtml(body: string, contentType = ""): boolean {
  return /^\s*text\/html/i.test(contentType) || /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(body);
}

/** A proxy or a wrong address answered. The status decides; the page itself says nothing worth showing. */
export function htmlFailure(status: number): ProviderFailure {
  return {
    class: null,
    status,
    code: null,
    message: "It sent an HTML page instead of an answer.",
    bodyHintMs: null,
    scope: null,
    retryable: null,
  };
}

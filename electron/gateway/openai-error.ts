/** An answer that is an error, in the words of OpenAI's API. */
export type ErrorAnswer = {
  readonly status: number;
  /** As in `invalid_request_error`. */
  readonly type: string;
  readonly code: string | null;
  /** The field of the request that is wrong. */
  readonly param: string | null;
  readonly message: string;
  /** Whole seconds, for the header Retry-After. */
  readonly retryAfterS?: number;
};

/** The part of a body that says what went wrong; the official SDKs read it. */
export function errorObject({ type, code, param, message }: ErrorAnswer) {
  return { message, type, param, code };
}

export function invalidRequest(message: string, param: string | null, code: string | null = null): ErrorAnswer {
  return { status: 400, type: "invalid_request_error", code, param, message };
}

export function notFound(message: string, code: string | null = null): ErrorAnswer {
  return { status: 404, type: "invalid_request_error", code, param: code === null ? null : "model", message };
}

export function serverError(message: string, code: string | null = null): ErrorAnswer {
  return { status: 503, type: "server_error", code, param: null, message };
}

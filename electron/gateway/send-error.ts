import { type ErrorAnswer, errorObject } from "./openai-error.ts";
import type { Outlet } from "./outlet.ts";

/** On every answer. None of them allows another origin anything (security.md G2). */
export const commonHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

export type ErrorExtras = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields beside `error`. */
  readonly body?: object;
};

/** A whole answer that is an error. */
export function sendError(outlet: Outlet, error: ErrorAnswer, extras: ErrorExtras = {}): void {
  const body = JSON.stringify({ error: errorObject(error), ...extras.body });
  outlet.open(error.status, {
    ...commonHeaders,
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    ...(error.retryAfterS !== undefined && { "retry-after": String(error.retryAfterS) }),
    ...extras.headers,
  });
  outlet.end(body);
}

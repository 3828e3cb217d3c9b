import { type ErrorAnswer, errorObject } from "./openai-error.ts";
import type { Outlet } from "./outlet.ts";

/** On every answer. None of them allows another origin anything (security.md G2). */
export const commonHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

export type Whole = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
};

/** A whole answer. */
export function sendJson(outlet: Outlet, { status, headers, body }: Whole): void {
  const text = JSON.stringify(body);
  outlet.open(status, {
    ...commonHeaders,
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(text)),
    ...headers,
  });
  outlet.end(text);
}

/** `body`: fields beside `error`. */
export type ErrorExtras = Partial<Pick<Whole, "headers" | "body">>;

/** A whole answer that is an error. */
export function sendError(outlet: Outlet, error: ErrorAnswer, { headers, body }: ErrorExtras = {}): void {
  const { status, retryAfterS } = error;
  const retryAfter = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  sendJson(outlet, { status, headers: { ...retryAfter, ...headers }, body: { error: errorObject(error), ...body } });
}

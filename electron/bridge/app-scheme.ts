import { securityHeaders } from "./security-headers.ts";
import type { StaticFiles } from "./static-files.ts";

/** The window's own scheme, instead of `file://`, which every local file could share (security.md §1). */
export const appScheme = "app";
const appHost = "understudy";
export const appUrl = `${appScheme}://${appHost}/`;

/** Exactly our page: parsed, because `app://understudy.evil/` starts the same way. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === "" && password === "";
}

/** Answers one request for the window's files. Total: any method, any URL. */
export function answerAppRequest(files: StaticFiles, request: { method: string; url: string }): Response {
  if (!isAppUrl(request.url)) return textResponse(403, "Forbidden");
  if (request.method !== "GET" && request.method !== "HEAD") return textResponse(405, "Method not allowed");
  const file = files.get(new URL(request.url).pathname);
  if (file === undefined) return textResponse(404, "Not found");
  return new Response(file.bytes, { status: 200, headers: { ...securityHeaders, "Content-Type": file.type } });
}

function textResponse(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...securityHeaders, "Content-Type": "text/plain; charset=utf-8" } });
}

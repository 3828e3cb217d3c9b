import { field, listAt, parseJson } from "#electron/demo/json.ts";
import type { Dialect, ProviderKind } from "#shared/model.ts";

/** What follows the origin in a base URL. OpenAI's shape has the version there, Anthropic's and Google's have not. */
export const versionPath: Readonly<Record<ProviderKind, string>> = {
  openai: "/v1",
  "openai-compatible": "/v1",
  openrouter: "/api/v1",
  anthropic: "",
  google: "",
};

/** The dialect that a chat path speaks, or null where it is no chat path. `path` is without its query. */
export function dialectOf(path: string): Dialect | null {
  if (path === "/v1/responses") return "openai-responses";
  const kind = chatKind(path);
  if (kind === "anthropic") return "anthropic-messages";
  return kind === "google" ? "google-generate" : kind === null ? null : "openai-chat";
}

/** The provider that a chat path belongs to, or null where it is no chat path. `path` is without its query. */
export function chatKind(path: string): ProviderKind | null {
  if (path === "/v1/chat/completions" || path === "/v1/responses") return "openai";
  if (path === "/api/v1/chat/completions") return "openrouter";
  if (path === "/v1/messages") return "anthropic";
  return /^\/v1beta\/models\/[^/]+:(?:streamGenerateContent|generateContent)$/.test(path) ? "google" : null;
}

/** The text of the last user message in a body of any of the dialects; empty where there is none. */
export function lastUserText(body: string): string {
  const parsed = parseJson(body);
  const input = field(parsed, "input");
  if (typeof input === "string") return input;
  const turns = ["messages", "contents", "input"].flatMap((name) => listAt(parsed, name));
  const last = turns.findLast((turn) => field(turn, "role") === "user" || field(turn, "role") === undefined);
  return textOf(field(last, "content") ?? field(last, "parts"));
}

/** Text of a content that is a string or a list of parts with `text`. */
export function textOf(content: unknown): string {
  if (typeof content === "string") {
    return content;
  }
  if (!Array.isArray(content)) {
    return "";
  }
  return content
    .map((part: unknown) => field(part, "text"))
    .filter((text) => typeof text === "string")
    .join("\n");
}

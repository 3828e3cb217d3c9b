import type { Image, JsonObject, JsonValue, Message, Overrides, Prompt, ToolRequest } from "#shared/prompt.ts";
import { type ChatBody, type ChatMessage, chatBody, schemaTrouble } from "./chat-schema.ts";
import { isTooMuchJson } from "./json-size.ts";
import { type ErrorAnswer, invalidRequest } from "./openai-error.ts";

/** What a program asks for, in our own words. */
export type ChatAsk = {
  /** The model id as it was asked for. */
  readonly asked: string;
  readonly prompt: Prompt;
  readonly overrides: Overrides;
  readonly stream: boolean;
  readonly includeUsage: boolean;
};

export type ChatReading =
  | { readonly ok: true; readonly ask: ChatAsk }
  /** `asked` is the model id where it could be read, else empty. */
  | { readonly ok: false; readonly asked: string; readonly error: ErrorAnswer };

/** Reads the body of a chat request. Total: any text gives an answer. */
export function readChat(text: string): ChatReading {
  if (isTooMuchJson(text)) {
    return { ok: false, asked: "", error: invalidRequest("The body is too deep or has too many values.", null) };
  }
  const raw = parseJson(text);
  if (raw === null) return { ok: false, asked: "", error: invalidRequest("The body is no JSON object.", null) };
  const asked = typeof raw.model === "string" ? raw.model : "";
  const parsed = chatBody.safeParse(raw);
  const refuse = (message: string, param: string | null) =>
    ({ ok: false, asked, error: invalidRequest(message, param, "unsupported_or_invalid") }) as const;
  if (!parsed.success) {
    const { message, param } = schemaTrouble(parsed.error);
    return refuse(message, param);
  }
  const body = parsed.data;
  const trouble = troubleOf(body);
  if (trouble !== null) return refuse(trouble.message, trouble.param);
  return {
    ok: true,
    ask: {
      asked,
      prompt: promptOf(body, raw),
      overrides: overridesOf(body),
      stream: body.stream ?? false,
      includeUsage: body.stream_options?.include_usage ?? false,
    },
  };
}

function parseJson(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** For values out of `JSON.parse`, which holds nothing but JSON. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a field alone cannot show. */
function troubleOf(body: ChatBody): { message: string; param: string } | null {
  for (const [index, message] of body.messages.entries()) {
    const image = imagesOf(message).find((one) => one === null);
    if (image === null) {
      const param = `messages[${index}].content`;
      return { param, message: `${param} has an image that is neither a base64 data URL nor an https address.` };
    }
  }
  if (!body.tools?.length && typeof body.tool_choice === "object") {
    return { param: "tool_choice", message: "tool_choice names a tool, and there are no tools." };
  }
  const last = body.messages.at(-1)?.role;
  if (last !== "user" && last !== "tool") {
    return { param: "messages", message: "The last of messages must be the user's, or a tool's." };
  }
  return null;
}

function promptOf(body: ChatBody, raw: JsonObject): Prompt {
  const system = body.messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(textOf)
    .join("\n\n");
  const tools = toolsOf(body, raw);
  return { system: system || null, messages: body.messages.flatMap(turnOf), ...(tools && { tools }) };
}

function turnOf(message: ChatMessage): Message[] {
  if (message.role === "system" || message.role === "developer") return [];
  const role = message.role === "assistant" ? "assistant" : "user";
  const images = imagesOf(message).filter((image) => image !== null);
  return [{ role, text: textOf(message), ...(images.length > 0 && { images }) }];
}

function textOf({ content }: ChatMessage): string {
  if (content === undefined || typeof content === "string") return content ?? "";
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** Null for an image that no dialect could send on. */
function imagesOf(message: ChatMessage): (Image | null)[] {
  if (message.role !== "user" || typeof message.content === "string") return [];
  return message.content.flatMap((part) => (part.type === "image_url" ? [imageOf(part.image_url.url)] : []));
}

function imageOf(url: string): Image | null {
  if (/^https:\/\//i.test(url)) return { kind: "url", url };
  const comma = url.indexOf(",");
  const mimeType = /^data:(image\/[\w.+-]+);base64$/i.exec(url.slice(0, Math.max(0, comma)))?.[1];
  return mimeType === undefined ? null : { kind: "data", mimeType, base64: url.slice(comma + 1) };
}

/** Where tools are in play, turns go on as they were written: nothing of them may be lost between calls and results. */
function toolsOf(body: ChatBody, raw: JsonObject): ToolRequest | null {
  const speaksOfTools = body.messages.some(
    (message) => message.role === "tool" || (message.role === "assistant" && (message.tool_calls?.length ?? 0) > 0),
  );
  if (!body.tools?.length && !speaksOfTools) return null;
  const fields: Record<string, JsonValue> = {};
  for (const name of ["tools", "tool_choice", "parallel_tool_calls"]) {
    const value = raw[name];
    if (value !== undefined && value !== null) fields[name] = value;
  }
  const { messages } = raw;
  return { messages: Array.isArray(messages) ? messages.filter(isJsonObject) : [], fields };
}

function overridesOf(body: ChatBody): Overrides {
  const maxTokens = body.max_completion_tokens ?? body.max_tokens;
  const stop = typeof body.stop === "string" ? [body.stop] : body.stop;
  const jsonSchema = jsonSchemaOf(body.response_format);
  return {
    ...(maxTokens !== undefined && { maxTokens }),
    ...(body.temperature !== undefined && { temperature: body.temperature }),
    ...(body.top_p !== undefined && { topP: body.top_p }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(body.seed !== undefined && { seed: body.seed }),
    ...(body.reasoning_effort !== undefined && { effort: body.reasoning_effort }),
    ...(jsonSchema && { jsonSchema }),
  };
}

/** "Any JSON object" is a schema too, so that every dialect has one way of asking for JSON. */
function jsonSchemaOf(format: ChatBody["response_format"]): Overrides["jsonSchema"] | null {
  if (format === undefined || format.type === "text") return null;
  if (format.type === "json_object") return { name: "object", schema: { type: "object" }, strict: false };
  const { name, schema, strict } = format.json_schema;
  return { name, schema: schema ?? { type: "object" }, strict: strict ?? false };
}

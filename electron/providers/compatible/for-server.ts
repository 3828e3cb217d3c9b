import { bareModelId } from "#electron/providers/capabilities.ts";
import { isRecord, type JsonRecord, listAt, recordAt } from "#electron/providers/json.ts";
import { schemaWords } from "#electron/providers/system-text.ts";
import type { Provider } from "#shared/model.ts";
import { everyEffort } from "#shared/prompt.ts";
import { effortFields } from "./effort-fields.ts";
import { serverOf } from "./recognise.ts";
import type { CompatibleServer } from "./servers.ts";

/**
 * Turns the body of a chat request as OpenAI itself takes it into one that this provider's server takes. A request to
 * any other kind of provider stays as it is.
 */
export function forServer(provider: Provider, modelId: string, body: JsonRecord): JsonRecord {
  if (provider.kind !== "openai-compatible") return body;
  const plain = plainly(body);
  const server = serverOf(provider);
  if (server === null) return plain;
  const id = bareModelId(modelId);
  return jsonFields(sentFields(plain, server, id), server, id);
}

/** What hardly any of them knows (protocols.md §3): the role `developer`, and `strict` tools. */
function plainly(body: JsonRecord): JsonRecord {
  const messages = listAt(body, "messages").map((message) =>
    isRecord(message) && message.role === "developer" ? { ...message, role: "system" } : message,
  );
  if (!Array.isArray(body.tools)) return { ...body, messages };
  const tools = listAt(body, "tools").map((tool) => {
    const declared = recordAt(tool, "function");
    if (!isRecord(tool) || declared === null) return tool;
    const { strict: _, ...known } = declared;
    return { ...tool, function: known };
  });
  return { ...body, messages, tools };
}

/** Single fields in the server's own names and bounds; what it takes none of was left out before (`chatRules`). */
function sentFields(body: JsonRecord, server: CompatibleServer, id: string): JsonRecord {
  const { temperature, seed, reasoning_effort, ...rest } = body;
  const effort = everyEffort.find((one) => one === reasoning_effort);
  return {
    ...rest,
    ...(server.echoesReasoning && { messages: listAt(body, "messages").map(withReasoning) }),
    ...(typeof temperature === "number" && { temperature: Math.min(temperature, server.hottest) }),
    ...(seed !== undefined && server.seedField !== null && { [server.seedField]: seed }),
    ...(effort !== undefined && effortFields(server.efforts, id, effort)),
  };
}

function withReasoning(message: unknown): unknown {
  const lacks = isRecord(message) && message.role === "assistant" && message.reasoning_content === undefined;
  return lacks ? { ...message, reasoning_content: "" } : message;
}

/** Where a schema is refused, plain JSON is asked for and the schema goes into words, which that form demands. */
function jsonFields(body: JsonRecord, server: CompatibleServer, id: string): JsonRecord {
  const format = recordAt(body, "response_format");
  if (format?.type !== "json_schema" || server.takesSchema?.test(id)) return body;
  const schema = recordAt(recordAt(format, "json_schema"), "schema") ?? {};
  return {
    ...body,
    messages: withSystemText(listAt(body, "messages"), schemaWords(schema)),
    response_format: { type: "json_object" },
  };
}

function withSystemText(messages: readonly unknown[], words: string): readonly unknown[] {
  const [first, ...others] = messages;
  if (!isRecord(first) || first.role !== "system" || typeof first.content !== "string") {
    return [{ role: "system", content: words }, ...messages];
  }
  return [{ ...first, content: `${first.content}\n\n${words}` }, ...others];
}

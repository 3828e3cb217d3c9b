import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { nearestEffort } from "#electron/providers/efforts.ts";
import { responsesEfforts } from "#electron/providers/openai-shape/capabilities.ts";
import { streamRequest } from "#electron/providers/openai-shape/endpoints.ts";
import { schemaName } from "#electron/providers/openai-shape/schema-name.ts";
import type { Image, Message, Overrides } from "#shared/prompt.ts";

/** OpenAI refuses a smaller limit on this path. */
const fewestTokens = 16;

/**
 * A streaming request (protocols.md §3, §4). A temperature, `top_p`, `stop` and a seed are left out: the models that are
 * asked here think, and refuse the first two; the others this API does not have.
 */
export function responsesRequest({ provider, key, link, prompt, overrides, omit }: ChatRequest): HttpRequest {
  const effort = overrides.effort ? nearestEffort(overrides.effort, responsesEfforts(link.modelId)) : null;
  // OpenAI shows no reasoning as it is, only a summary, and that only where it is asked for.
  const reasoning = {
    ...(effort !== null && { effort }),
    ...(!omit.includes("reasoning-summary") && effort !== "none" && { summary: "auto" }),
  };
  const body = {
    model: link.modelId,
    ...(prompt.system?.trim() && { instructions: prompt.system }),
    input: prompt.messages.filter(saysSomething).map(turnOf),
    max_output_tokens: Math.max(fewestTokens, overrides.maxTokens ?? link.maxTokens),
    ...(Object.keys(reasoning).length > 0 && { reasoning }),
    ...(overrides.jsonSchema && { text: { format: formatOf(overrides.jsonSchema) } }),
    store: false,
    stream: true,
  };
  return streamRequest(provider, key, { path: "/responses", body });
}

function saysSomething({ text, images = [] }: Message): boolean {
  return text.trim() !== "" || images.length > 0;
}

/** What the model said stands as output, what it was asked as input. */
function turnOf({ role, text, images = [] }: Message) {
  if (role === "assistant") return { role, content: [{ type: "output_text", text }] };
  const texts = text.trim() === "" ? [] : [{ type: "input_text", text }];
  return { role, content: [...texts, ...images.map(imageOf)] };
}

function imageOf(image: Image) {
  const url = image.kind === "url" ? image.url : `data:${image.mimeType};base64,${image.base64}`;
  return { type: "input_image", image_url: url, detail: "auto" };
}

function formatOf({ name, schema, strict }: NonNullable<Overrides["jsonSchema"]>) {
  return { type: "json_schema", name: schemaName(name), strict, schema };
}

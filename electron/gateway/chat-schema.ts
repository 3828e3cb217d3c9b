import { z } from "zod";
import { everyEffort } from "#shared/prompt.ts";

/**
 * The body of `POST /v1/chat/completions` as far as every dialect can carry it out. What would change the answer and
 * cannot be carried out is refused by name; what only labels the request is taken and left.
 */

const absent = z.null().transform(() => undefined);

/** Programs send null where they mean nothing. */
function optional<T extends z.ZodType>(schema: T) {
  return z.union([schema, absent]).optional();
}

/** For a field that must be there: null is as good as nothing. */
function required({ is, send }: { readonly is: string; readonly send: string }) {
  return { error: ({ input }: { readonly input?: unknown }) => `${input == null ? "is missing" : is}: send ${send}` };
}

/** A field of which only values that change nothing are taken. */
function onlyHarmless(isHarmless: (value: unknown) => boolean) {
  return z
    .unknown()
    .refine((value) => value === undefined || value === null || isHarmless(value), "is not supported by this gateway")
    .optional();
}

const ignored = z.unknown().optional();
const never = onlyHarmless(() => false);
const isEmpty = (value: unknown) => typeof value === "object" && Object.keys(value ?? {}).length === 0;
const only =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value);

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const imagePart = z.object({ type: z.literal("image_url"), image_url: z.object({ url: z.string() }) });

const textParts = z.array(textPart, { error: "takes text only" });
const userParts = z.array(
  z.discriminatedUnion("type", [textPart, imagePart], {
    error: "is not supported by this gateway: a part is text or image_url",
  }),
);

const toolCall = z.object({ id: z.string(), type: z.literal("function") });

/** Of the calls that a model may answer with, only those of functions can be handed back in every dialect. */
const tool = z.looseObject({
  type: z.literal("function", { error: 'is not supported by this gateway: only "function" is' }),
});

const message = z.discriminatedUnion(
  "role",
  [
    z.object({ role: z.enum(["system", "developer"]), content: z.union([z.string(), textParts]) }),
    z.object({ role: z.literal("user"), content: z.union([z.string(), userParts]) }),
    z.object({
      role: z.literal("assistant"),
      content: optional(z.union([z.string(), textParts])),
      tool_calls: optional(z.array(toolCall)),
      function_call: never,
      audio: never,
    }),
    z.object({ role: z.literal("tool"), tool_call_id: z.string(), content: z.union([z.string(), textParts]) }),
  ],
  { error: "has a role that is not supported: system, developer, user, assistant or tool" },
);

const responseFormat = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.literal("text") }),
    z.object({ type: z.literal("json_object") }),
    z.object({
      type: z.literal("json_schema"),
      json_schema: z.object({
        name: z.string(),
        schema: optional(z.record(z.string(), z.json())),
        strict: optional(z.boolean()),
      }),
    }),
  ],
  { error: "is text, json_object or json_schema" },
);

const sendMessages = "a list of messages";
const mostStops = 4;
const mostTools = 128;
const tokens = z.int().min(1);

export const chatBody = z.strictObject({
  model: z.string(required({ is: "is no text", send: "one of the ids that GET /v1/models lists" })),
  messages: z
    .array(message, required({ is: "is no list", send: sendMessages }))
    .min(1, `is empty: send ${sendMessages}`),
  max_tokens: optional(tokens),
  max_completion_tokens: optional(tokens),
  temperature: optional(z.number().min(0).max(2)),
  top_p: optional(z.number().min(0).max(1)),
  stop: optional(z.union([z.string(), z.array(z.string()).max(mostStops)])),
  seed: optional(z.int()),
  response_format: optional(responseFormat),
  reasoning_effort: optional(z.enum(everyEffort)),
  stream: optional(z.boolean()),
  stream_options: optional(z.object({ include_usage: optional(z.boolean()) })),
  tools: optional(z.array(tool).max(mostTools)),
  tool_choice: optional(z.union([z.string(), z.looseObject({ type: z.string() })])),
  parallel_tool_calls: optional(z.boolean()),
  n: onlyHarmless(only(1)),
  logprobs: onlyHarmless(only(false)),
  top_logprobs: onlyHarmless(only(0)),
  frequency_penalty: onlyHarmless(only(0)),
  presence_penalty: onlyHarmless(only(0)),
  logit_bias: onlyHarmless(isEmpty),
  modalities: onlyHarmless((value) => Array.isArray(value) && value.every(only("text"))),
  verbosity: onlyHarmless(only("medium")),
  service_tier: onlyHarmless(only("auto", "default")),
  store: onlyHarmless(only(false)),
  functions: onlyHarmless(isEmpty),
  function_call: onlyHarmless(only("none", "auto")),
  audio: never,
  web_search_options: never,
  user: ignored,
  metadata: ignored,
  safety_identifier: ignored,
  prompt_cache_key: ignored,
  prompt_cache_retention: ignored,
  prediction: ignored,
});

export type ChatBody = z.infer<typeof chatBody>;
export type ChatMessage = ChatBody["messages"][number];

/** Names are the program's own, and may be of any length. */
const longestName = 100;

/** What is wrong with a body, with the field's name as a program would write it. */
export function schemaTrouble(error: z.ZodError): { param: string | null; message: string } {
  const issue = deepest(error.issues[0]);
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0]?.slice(0, longestName) : undefined;
  if (unknown !== undefined) return { param: unknown, message: `${unknown} is not supported by this gateway.` };
  const param = pathText(issue?.path ?? []).slice(0, longestName);
  const said = issue?.message ?? "is wrong";
  return {
    param: param || null,
    message: `${param || "The body"} ${/^[a-z]/.test(said) ? said : `is wrong: ${said}`}.`,
  };
}

/** Where each alternative of a union failed, the one that got furthest knows best. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== "invalid_union") return issue;
  const inner = issue.errors.flatMap((errors) => errors.slice(0, 1)).map((one) => deepest(one) ?? one);
  const best = inner.toSorted((a, b) => b.path.length - a.path.length)[0];
  return best === undefined || best.path.length === 0 ? issue : { ...best, path: [...issue.path, ...best.path] };
}

/** As in `messages[1].content`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

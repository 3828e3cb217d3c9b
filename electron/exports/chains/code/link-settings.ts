import type { LinkFacts } from "#electron/exports/chains/chain-facts.ts";
import type { Dialect } from "#shared/model.ts";

/** A value of JSON. */
type Fields = Readonly<Record<string, unknown>>;

/** How a link is asked, taken from the request that this program itself would send. */
export type LinkSettings = {
  readonly dialect: Dialect;
  readonly maxTokens: number;
  /** Null where the model takes none. */
  readonly temperature: number | null;
  /** Only the dialect openai-chat has a choice. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Whether usage is asked for; only the dialect openai-chat has to. */
  readonly asksForUsage: boolean;
  /** All else that the request says: fields of the body, or for Google of its `generationConfig`. */
  readonly extra: Fields;
};

/** What programs write by themselves, whatever the link. */
const known = new Set(["model", "messages", "input", "stream", "stream_options", "store", "temperature"]);
const tokenFields = ["max_completion_tokens", "max_tokens", "max_output_tokens", "maxOutputTokens"] as const;

export function linkSettings({ request, link }: Pick<LinkFacts, "request" | "link">): LinkSettings {
  const dialect = dialectOf(request.url);
  const fields = dialect === "google-generate" ? recordOf(request.body.generationConfig) : request.body;
  const tokenField = tokenFields.find((name) => name in fields);
  const { temperature } = fields;
  const maxTokens = tokenField === undefined ? null : fields[tokenField];
  return {
    dialect,
    maxTokens: typeof maxTokens === "number" ? maxTokens : link.maxTokens,
    temperature: typeof temperature === "number" ? temperature : null,
    maxTokensField: dialect === "openai-chat" && tokenField === "max_tokens" ? "max_tokens" : "max_completion_tokens",
    asksForUsage: "stream_options" in fields,
    extra: Object.fromEntries(Object.entries(fields).filter(([name]) => !known.has(name) && name !== tokenField)),
  };
}

function dialectOf(url: string): Dialect {
  const { pathname } = new URL(url);
  if (pathname.endsWith("/responses")) return "openai-responses";
  if (pathname.endsWith("/messages")) return "anthropic-messages";
  return pathname.endsWith(":streamGenerateContent") ? "google-generate" : "openai-chat";
}

function recordOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

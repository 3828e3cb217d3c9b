/** An image as a part of a turn: its bytes, or an address that the provider fetches itself. */
export type Image =
  | { readonly kind: "data"; readonly mimeType: string; readonly base64: string }
  | { readonly kind: "url"; readonly url: string };

/** One turn of a conversation. */
export type Message = {
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly images?: readonly Image[];
};

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };
export type JsonObject = { readonly [name: string]: JsonValue };

/**
 * Turns and tools as a program wrote them in the shape of OpenAI's chat. Only the dialect `openai-chat` can pass them
 * on as they are; links of another dialect are skipped (UNSUPPORTED).
 */
export type ToolRequest = {
  /** The whole `messages` list, tool calls and their results included. */
  readonly messages: readonly JsonObject[];
  /** `tools`, `tool_choice` and `parallel_tool_calls`, as sent. */
  readonly fields: JsonObject;
};

/** What a model is asked: an optional system text and the turns, the last one the user's. */
export type Prompt = {
  readonly system: string | null;
  readonly messages: readonly Message[];
  readonly tools?: ToolRequest;
};

/** How long a model may think, from not at all to the most it can (protocols.md §3). */
export const everyEffort = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
export type Effort = (typeof everyEffort)[number];

/**
 * What the sender of one prompt sets over the link's own settings. What the model does not accept is left out of its
 * request (electron/providers/, fields.ts of each dialect), but a schema, which it is then told in words.
 */
export type Overrides = {
  readonly maxTokens?: number;
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly topP?: number;
  /** At most 4 texts that end the answer. */
  readonly stop?: readonly string[];
  readonly seed?: number;
  readonly effort?: Effort;
  /** The answer must be JSON of this shape (JSON Schema). */
  readonly jsonSchema?: { readonly name: string; readonly schema: JsonObject; readonly strict: boolean };
};

/** What one column sets for itself: over the link's settings, and a system text over the conversation's (empty: none). */
export type ColumnOverrides = Overrides & { readonly system?: string };

/** A prompt as it was written, with `{{names}}` in its text and system text, and what was put in their place. */
export type PromptTemplate = {
  readonly text: string;
  readonly system: string;
  readonly values: Readonly<Record<string, string>>;
};

/** An image of a sent prompt, without its bytes: `comparison.image` gives those. */
export type ImageInfo = { readonly mimeType: string; readonly bytes: number };

/** An image with its bytes, as it travels between window and host. */
export type PromptImage = { readonly mimeType: string; readonly base64: string };

/** In a program only the dialects that its links speak. */
export type Dialect = "openai-chat" | "openai-responses" | "anthropic-messages" | "google-generate";

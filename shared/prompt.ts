/** One turn of a conversation. */
export type Message = { readonly role: "user" | "assistant"; readonly text: string };

/** What a model is asked: an optional system text and the turns, the last one the user's. */
export type Prompt = { readonly system: string | null; readonly messages: readonly Message[] };

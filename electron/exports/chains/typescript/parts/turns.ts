import type { Message } from "./words.ts";

/** Where the system's text has a field of its own. */
export function splitSystem(messages: readonly Message[]): {
  readonly system: string;
  readonly turns: readonly Message[];
} {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  return { system: system.join("\n\n"), turns: messages.filter(({ role }) => role !== "system") };
}

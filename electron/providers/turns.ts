import type { Message } from "#shared/prompt.ts";

/**
 * Turns as Anthropic and Google want them: the user first, roles in alternation, nothing empty. An answer that never
 * came leaves two questions in a row, which become one turn; an assistant turn before any question says nothing that
 * the model was asked for, so it is left out.
 */
export function alternateTurns(messages: readonly Message[]): Message[] {
  const turns: Message[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    const isEmpty = message.text.trim() === "";
    if (isEmpty || (last === undefined && message.role === "assistant")) continue;
    if (last?.role === message.role) {
      turns[turns.length - 1] = { role: message.role, text: `${last.text}\n\n${message.text}` };
    } else {
      turns.push(message);
    }
  }
  return turns;
}

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
    const isEmpty = message.text.trim() === "" && !message.images?.length;
    if (isEmpty || (last === undefined && message.role === "assistant")) continue;
    if (last?.role === message.role) turns[turns.length - 1] = joined(last, message);
    else turns.push(message);
  }
  return turns;
}

function joined(first: Message, second: Message): Message {
  const text = [first.text, second.text].filter((one) => one.trim() !== "").join("\n\n");
  const images = [...(first.images ?? []), ...(second.images ?? [])];
  return { role: first.role, text, ...(images.length > 0 && { images }) };
}

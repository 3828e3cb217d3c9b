import type { Subject } from "./outline.ts";

/** Valid JSON about the topic; alone where nothing else may be said, else fenced as models like to do. */
export function jsonText({ prompt, topic, choices }: Subject, alone: boolean): string {
  const words = topic.words.filter(
    (word) => !/^(?:json|valid|object|array|return|keys?|fields?|output|format|respond|reply)$/i.test(word),
  );
  const keys = keysAsked(prompt);
  const value = keys.length > 0 ? withKeys(keys, words) : plain({ prompt, topic, choices }, words);
  const text = JSON.stringify(value, null, 2);
  return alone || /\bonly\b|\bnothing else\b|\bno (?:prose|markdown|explanation)\b/i.test(prompt)
    ? text
    : `\`\`\`json\n${text}\n\`\`\``;
}

function plain({ topic, choices }: Subject, words: readonly string[]): object {
  return {
    topic: topic.phrase,
    summary: `What matters about ${topic.phrase}, in one object.`,
    items: words.slice(0, 5).map((name, index) => ({
      id: index + 1,
      name,
      priority: choices.one(["high", "medium", "low"]),
      done: false,
    })),
    count: Math.min(words.length, 5),
  };
}

/** Keys named as in "with keys name, age and city" or "fields: id, title". */
function keysAsked(prompt: string): string[] {
  const list = /\b(?:keys?|fields?|properties|attributes)(?: named| called)?:? ([\w"'`, ]+)/i.exec(prompt)?.[1] ?? "";
  return list
    .replace(/ (?:for|of|in|with|from|about|using)\b.*$/i, "")
    .split(/,|\band\b/)
    .map((key) => key.replace(/["'`\s]/g, ""))
    .filter((key) => /^[a-z_]\w{0,30}$/i.test(key))
    .slice(0, 12);
}

function withKeys(keys: readonly string[], words: readonly string[]): object {
  return Object.fromEntries(
    keys.map((key, index) => [key, valueFor(key, words[index % Math.max(words.length, 1)] ?? key)]),
  );
}

function valueFor(key: string, word: string): unknown {
  if (/(?:^|_)(?:id|count|number|age|size|quantity|year|score|rating|total)$/i.test(key)) return 42;
  if (/price|cost|amount/i.test(key)) return 19.9;
  if (/^(?:is|has|can)[A-Z_]|active|enabled|done|valid/i.test(key)) return true;
  if (/tags|items|list|s$/i.test(key)) return [word, `another ${word}`];
  if (/email/i.test(key)) return "someone@example.com";
  if (/date|_at$|At$/.test(key)) return "2026-01-15";
  if (/city/i.test(key)) return "Lisbon";
  if (/name|title/i.test(key)) return `Example ${word}`;
  return word;
}

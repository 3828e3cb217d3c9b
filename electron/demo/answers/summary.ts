import type { DemoStyle } from "#electron/demo/demo-models.ts";
import type { Subject } from "./outline.ts";

const counts: Readonly<Record<DemoStyle, number>> = {
  terse: 1,
  bulleted: 4,
  structured: 3,
  thorough: 5,
  "code-first": 3,
  table: 4,
  conversational: 2,
};

/** A summary made of the text's own sentences: those that hold most of its frequent words. Nothing is invented. */
export function summaryText({ prompt, topic }: Subject, style: DemoStyle): string {
  const sentences = sentencesIn(textToSummarise(prompt));
  if (sentences.length === 0) {
    return `Please paste the text about ${topic.phrase} and I will summarise it. Tell me the length you want, or I will aim for a fifth of the original.`;
  }
  const chosen = mostTelling(sentences, counts[style]);
  const words = topic.words
    .slice(0, 5)
    .map((word) => `**${word}**`)
    .join(", ");
  if (style === "terse" || style === "conversational") {
    return chosen.join(" ");
  }
  if (style === "table") {
    return [
      "| # | Key point |",
      "| --- | --- |",
      ...chosen.map((text, index) => `| ${index + 1} | ${text.replaceAll("|", "/")} |`),
    ].join("\n");
  }
  const bullets = chosen.map((text) => `- ${text}`).join("\n");
  return style === "structured" || style === "thorough"
    ? `## Summary\n\n${bullets}\n\n**Recurring words:** ${words}`
    : bullets;
}

/** What follows the instruction: after its colon or its line, else the whole prompt without it. */
function textToSummarise(prompt: string): string {
  const afterColon = /^[^\n:]{0,160}:\s*([\s\S]+)$/.exec(prompt)?.[1];
  const afterLine = /^[^\n]*\n+([\s\S]+)$/.exec(prompt)?.[1];
  const afterSentence =
    /^[^.?!]*\b(?:summari[sz]e|summary|sum up|condense|shorten|tl;?dr|key points)\b[^.?!]*[.?!]\s+([\s\S]+)$/i.exec(
      prompt,
    )?.[1];
  return (afterColon ?? afterLine ?? afterSentence ?? "").replace(/```[^\n]*/g, " ");
}

function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((part) => part.replace(/^[-*#>\s]+/, "").trim())
    .filter((part) => part.length > 20);
}

function mostTelling(sentences: readonly string[], count: number): string[] {
  const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  const frequency = new Map<string, number>();
  for (const word of sentences.flatMap(wordsOf)) {
    frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const score = (text: string) => {
    const words = wordsOf(text);
    return words.reduce((sum, word) => sum + (frequency.get(word) ?? 0), 0) / Math.sqrt(words.length + 1);
  };
  const best = new Set([...sentences].sort((a, b) => score(b) - score(a)).slice(0, count));
  return sentences.filter((text) => best.has(text));
}

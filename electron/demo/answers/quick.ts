import type { DemoStyle } from "#electron/demo/demo-models.ts";
import { arithmeticIn } from "./arithmetic.ts";
import type { Subject } from "./outline.ts";

const greeting =
  /^(?:hi|hello|hey|hallo|howdy|good (?:morning|afternoon|evening)|test|testing|ping|yo)(?: there| all| everyone| world)?[\s!.,?👋]*$/iu;
const thanks = /^(?:thanks|thank you|thx|ty|great|perfect|nice|cool|awesome)\b.{0,40}$/i;
const identity = /^(?:who|what) are you\b|^what can you do\b|^introduce yourself\b/i;
const sayExactly =
  /^(?:say|repeat|reply with|respond with|answer with|print|echo|output)(?: only| just| exactly| after me)*:?\s*["“']?([^"”']{1,200}?)["”']?[.!]?$/i;
const letterCount =
  /\bhow many (?:times does (?:the letter )?["'“]?([a-z])["'”]?|(?:letter )?["'“]?([a-z])["'”]?(?:'s|s)?)\b.* in (?:the word )?["'“]?(\p{L}+)["'”]?/iu;

/** True for what needs a line, not an essay. */
export function isQuick(prompt: string): boolean {
  const asked = prompt.trim();
  return (
    asked === "" ||
    [greeting, thanks, identity, sayExactly, letterCount].some((pattern) => pattern.test(asked)) ||
    arithmeticIn(asked) !== null
  );
}

export function quickText({ prompt, choices }: Subject, style: DemoStyle): string {
  const asked = prompt.trim();
  const sum = arithmeticIn(asked);
  const echo = sayExactly.exec(asked)?.[1];
  const letters = letterCount.exec(asked);
  if (sum !== null) return sumText(sum, style);
  if (letters !== null) return letterText(letters[1] ?? letters[2] ?? "", letters[3] ?? "", style);
  if (thanks.test(asked))
    return choices.one([
      "You're welcome. What shall we look at next?",
      "Any time. Tell me if something should be taken further.",
      "Glad it helped. If you want a variation, just say which part to change.",
    ]);
  if (identity.test(asked))
    return "I'm a language model. I can explain things, write and review code and text, compare options, plan work and pull the main points out of something long. Give me a concrete question, and say how long the answer may be.";
  if (echo !== undefined) return echo;
  return choices.one([
    "Hello! What are you working on? A sentence about the goal and one about what you have tried is plenty to start with.",
    "Hi there 👋 Ask me anything: code, a text that needs work, a decision you are weighing.",
    "Hello! I'm ready. Tell me what you need and how long the answer may be.",
  ]);
}

function sumText({ expression, value }: { expression: string; value: number }, style: DemoStyle): string {
  const shown = Number(value.toPrecision(12)).toString();
  switch (style) {
    case "terse":
      return shown;
    case "code-first":
      return `\`\`\`text\n${expression} = ${shown}\n\`\`\``;
    case "structured":
    case "thorough":
      return `**${expression} = ${shown}**\n\nMultiplication and division come before addition and subtraction; parentheses before both.`;
    default:
      return `${expression} = **${shown}**`;
  }
}

function letterText(letter: string, word: string, style: DemoStyle): string {
  const spelled = [...word];
  const count = spelled.filter((each) => each.toLowerCase() === letter.toLowerCase()).length;
  const answer = `There ${count === 1 ? "is" : "are"} **${count}** "${letter}" in "${word}".`;
  const marked = spelled.map((each) => (each.toLowerCase() === letter.toLowerCase() ? `**${each}**` : each)).join("-");
  return style === "terse" ? String(count) : `${answer}\n\nSpelled out: ${marked}`;
}

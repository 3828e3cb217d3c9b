import type { WireAnswer } from "#electron/demo/wire/answer.ts";
import { lastUserText } from "#electron/demo/wire/request.ts";

/**
 * What the servers of the endurance run say: an answer of each link to each question, unlike every other, so that one
 * that is lost, cut, joined or shown in another's place is found by its text alone.
 */

export const inputTokens = 100;
/** USD per million tokens that every model is given. */
export const price = { inputUsd: 1, outputUsd: 2 } as const;

/** What OpenRouter says that it charged, where it is asked later. */
export const billedNanoUsd = 99_000;

const fewestTokens = 8;
const spread = 24;

export function promptOf(question: string): string {
  return `Please answer question <${question}> in a few words.`;
}

/** Ids of questions whose answers are begun and then held back begin with this word. */
export const heldKind = "held";

export function isHeld(body: string): boolean {
  return questionIn(lastUserText(body)).startsWith(`${heldKind}-`);
}

/** The question of a request; empty where it is none of ours. */
function questionIn(text: string): string {
  return /<([A-Za-z0-9_-]+)>/.exec(text)?.[1] ?? "";
}

function tokensOf(link: string, question: string): readonly string[] {
  const seed = [...`${link}${question}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return Array.from({ length: fewestTokens + (seed % spread) }, (_, index) => `${link} ${question} ${index}; `);
}

/** The whole text of a link's answer. */
export function answerText(link: string, question: string): string {
  return tokensOf(link, question).join("");
}

/** What a link's answer costs, in nano-USD. */
export function answerCost(link: string, question: string): number {
  return 1000 * (inputTokens * price.inputUsd + tokensOf(link, question).length * price.outputUsd);
}

/** How the link words it. */
export function answerTo(link: string, body: string): Partial<WireAnswer> {
  const tokens = tokensOf(link, questionIn(lastUserText(body)));
  return { tokens, usage: { inputTokens, outputTokens: tokens.length } };
}

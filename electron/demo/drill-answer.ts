import { drillAnswerTokens } from "#shared/check-drill.ts";
import { answerTo } from "./answers/answer.ts";
import { countTokens, cutToTokens } from "./tokens.ts";
import type { WireAnswer } from "./wire/answer.ts";

/** Long enough that a lost answer costs what one of everyday work costs. */
const promptTokens = 500;
/** What tokens.ts counts as one token of alphabetic text. */
const charactersPerToken = 4;

const question = (prompt: string) =>
  answerTo({ prompt, earlier: [], system: "", jsonOnly: false, seed: prompt, style: "thorough", lengthFactor: 1.5 });

const notes = cutToTokens(
  question("Explain how an outage of a model provider shows itself, step by step"),
  promptTokens,
);

/** What every drill asks. */
export const drillPrompt = `Turn these notes into a short guide for the people on call.\n\n${notes}`;

const text = cutToTokens(
  question("Explain how people on call handle an outage of a model provider"),
  drillAnswerTokens,
);
const tokens = text.match(new RegExp(`.{1,${charactersPerToken}}`, "gsu")) ?? [];

/** What a link answers that has no fault, or gets as far as it gets. */
export function drillAnswer(modelId: string, maxTokens: number): Omit<WireAnswer, "id"> {
  const sent = tokens.slice(0, maxTokens);
  return {
    model: modelId,
    tokens: sent,
    reasoning: [],
    finish: sent.length < tokens.length ? "length" : "stop",
    usage: { inputTokens: countTokens(drillPrompt), outputTokens: sent.length },
  };
}

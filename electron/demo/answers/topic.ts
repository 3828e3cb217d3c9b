import { gerund } from "./gerund.ts";
import { isContentWord } from "./stop-words.ts";

/** What a prompt is about, in its own words. */
export type Topic = {
  /** A noun phrase that fits after "about", as in "connection pooling in Postgres" or "choosing a database". */
  readonly phrase: string;
  /** Words that carry meaning, in the order of the prompt, without repeats, at most 8. */
  readonly words: readonly string[];
  /** What the prompt compares; empty where it compares nothing. */
  readonly sides: readonly string[];
};

const maxWords = 12;
/** People say first what they want; the patterns below take long over a pasted book. */
const mostCharacters = 4_000;

export function topicOf(prompt: string): Topic {
  const prose = prompt.slice(0, mostCharacters).replace(/```[\s\S]*?(?:```|$)/g, " ");
  const words = contentWords(prose);
  const sides = sidesOf(prose);
  const phrase = sides.length === 2 ? sides.join(" and ") : phraseOf(prose);
  return { phrase: phrase ?? contentRun(prose) ?? fromStart(prose), words, sides };
}

function contentWords(text: string): string[] {
  const found = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}.+#'’-]*/gu) ?? [];
  const trimmed = found.map((word) => word.replace(/[.'’-]+$/, "")).filter(isContentWord);
  return [...new Map(trimmed.map((word) => [word.toLowerCase(), word])).values()].slice(0, 8);
}

const politeness =
  /^(?:(?:please|kindly|hey|hi|hello|ok|okay|so|now)[,!]?\s+|(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i need (?:you )?to |i want (?:you )?to |help me (?:to )?)+/i;

type Pattern = { readonly pattern: RegExp; readonly isAction: boolean };

/** In order; the first group is the topic, as a noun or, for an action, beginning with its verb. */
const patterns: readonly Pattern[] = [
  { pattern: /^what(?:'s| is| are| was| were) (?:the best way|a good way|the right way) to (.+)/i, isAction: true },
  { pattern: /^what(?:'s| is| are| was| were) (.+)/i, isAction: false },
  { pattern: /^how (?:do|can|could|should|would|might|shall) (?:i|we|you|one|people) (.+)/i, isAction: true },
  { pattern: /^how to (.+)/i, isAction: true },
  { pattern: /^should (?:i|we) (.+)/i, isAction: true },
  { pattern: /^how (?:does|do|did) (.+?) works?\b/i, isAction: false },
  { pattern: /^(?:explain|describe|discuss|outline|define|clarify)(?: to me| for me)? how to (.+)/i, isAction: true },
  {
    pattern:
      /^(?:explain|describe|discuss|outline|define|clarify)(?: to me| for me)?[:,]? (?:what |how |why )?(.+?)(?: (?:is|are|works?|means?))?$/i,
    isAction: false,
  },
  { pattern: /^(?:tell me|talk|teach me|think) (?:more )?about (.+)/i, isAction: false },
  {
    pattern:
      /^(?:\S+ ){0,8}?(?:poem|haiku|story|song|limerick|essay|article|post|email|letter|message|tweet|speech|joke|ideas|tips) (?:\S+ ){0,4}?(?:about|on|for|regarding) (.+)/i,
    isAction: false,
  },
  {
    pattern:
      /^(?:write|create|draft|build|make|implement|generate|give|show|design|plan|suggest|list|name|propose|recommend|prepare|find|add|sketch)(?: me| us| down| out| up)? (.+)/i,
    isAction: false,
  },
  {
    pattern: /^(?:review|improve|refactor|fix|debug|optimi[sz]e|check|rewrite|analy[sz]e|evaluate|critique) (.+)/i,
    isAction: false,
  },
];

function phraseOf(prose: string): string | null {
  for (const sentence of sentencesOf(prose)) {
    const asked = sentence.replace(politeness, "");
    for (const { pattern, isAction } of patterns) {
      const found = pattern.exec(asked)?.[1];
      const phrase = found === undefined ? "" : tidy(found);
      if (phrase !== "" && !/^(?:this|that|it|these|those|them|the following|so)$/i.test(phrase)) {
        return isAction ? gerund(phrase) : phrase;
      }
    }
  }
  const whole = tidy(sentencesOf(prose)[0] ?? "");
  return whole.split(" ").length <= 6 &&
    whole !== "" &&
    !/^(?:who|when|where|why|which|what|how|is|are|do|does|did|review|fix|check|this|that)\b/i.test(whole)
    ? whole
    : null;
}

function sidesOf(prose: string): string[] {
  const text = (sentencesOf(prose)[0] ?? "").replace(politeness, "");
  const found =
    /(?:compare|differences? between|choos(?:e|ing) between|decid(?:e|ing) between|comparison of) (.+?)(?: and | with | to | versus | vs\.? | or )(.+?)(?: (?:for|in|when|with|as|using|on) .*)?$/i.exec(
      text,
    ) ??
    /^(?:.*?\b(?:is|should (?:i|we) (?:use|pick|choose|take)|which is better|better)[,:]? )?(.+?),? (?:vs\.?|versus) (.+?)(?: (?:for|in|when|with|as|using|on) .*)?$/i.exec(
      text,
    ) ??
    /^(?:should (?:i|we) (?:use|pick|choose|take|learn|go with)|which is better[,:]?|is it better to(?: use)?) (.+?),? or (.+?)(?: (?:for|in|when|with|as|using|on) .*)?$/i.exec(
      text,
    );
  const sides = [found?.[1], found?.[2]].map((side) => tidy(side ?? ""));
  return sides.every((side) => side !== "") ? sides : [];
}

/** A full stop ends a sentence only before a space, so that "Next.js" and "3.5" stay whole. */
function sentencesOf(text: string): string[] {
  return text
    .split(/[?!;\n。？！]+|[.:](?:\s|$)/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Short enough to stand inside a sentence, without markup and without a first person that is not the model's. */
function tidy(text: string): string {
  const plain = text
    .replace(/[*_`|<>#[\]{}\\"“”]/g, "")
    .replace(/(?<![\p{L}\p{N}])(?:my|our)(?![\p{L}\p{N}])/giu, "your")
    .replace(/(?<![\p{L}\p{N}])(?:me|us)(?![\p{L}\p{N}])/gu, "you")
    .replace(
      /,? (?:please|in (?:one|two|three|a few|\d+) (?:sentences?|words?|lines?|paragraphs?)|briefly|in detail|step by step|like i(?:'m| am) .*|to (?:a|an) [^,]*(?:old|child|kid|beginner|friend|colleague|manager))$/i,
      "",
    )
    .trim()
    .split(/\s+/);
  const short = plain.length > maxWords ? plain.slice(0, breakAt(plain)) : plain;
  return short.join(" ").replace(/[,.:\s]+$/, "");
}

/** The last place before the limit where a phrase can end: before a joining word, or after a comma. */
function breakAt(words: readonly string[]): number {
  for (let index = maxWords; index >= 3; index--) {
    const isJoin = /^(?:and|or|but|that|which|who|so|because|without|with|for|in|on|to|from|using|where|when|while)$/i;
    if (isJoin.test(words[index] ?? "") || words[index - 1]?.endsWith(",")) {
      return index;
    }
  }
  return maxWords;
}

/** The longest run of neighbouring words that carry meaning, with its article: "the world cup". */
function contentRun(prose: string): string | null {
  const tokens =
    prose.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}.+#'’-]*|[,;:?!]/gu)?.map((word) => word.replace(/[.'’-]+$/, "")) ?? [];
  let best: string[] = [];
  let run: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]?.toLowerCase() ?? "";
    run =
      !isContentWord(token) || !/[\p{L}\p{N}]/u.test(token)
        ? []
        : run.length === 0 && before === "the"
          ? ["the", token]
          : [...run, token];
    best = run.length > best.length && run.length <= 5 ? run : best;
  }
  return best.length === 0 ? null : best.join(" ");
}

function fromStart(prose: string): string {
  const start = [...tidy(prose)].slice(0, 40).join("");
  return start.length < 2 ? "this question" : start;
}

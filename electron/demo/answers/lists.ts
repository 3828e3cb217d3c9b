import { bareOutline, capital, fill, fillPoints, type Outline, type Point, type Subject } from "./outline.ts";

const numberWords = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

const ideas: readonly Point[] = [
  {
    title: "Start with the smallest version",
    text: "Pick the part of {topic} that can be finished in a day, and finish it.",
    more: "A finished small thing teaches more than a half-finished large one.",
  },
  {
    title: "Ask the people affected",
    text: "Three short conversations about {topic} will change your list more than an hour of thinking.",
    more: "Ask what they did last time, not what they would do.",
  },
  {
    title: "Borrow from a neighbour",
    text: "Look at how a field next to yours handles {topic} and copy the least clever part.",
    more: "The clever part is usually tied to their circumstances.",
  },
  {
    title: "Turn it around",
    text: "Ask what would make {topic} reliably fail, then do the opposite on purpose.",
    more: "Groups that struggle to name what works are often eloquent about what does not.",
  },
  {
    title: "Remove something",
    text: "Take one element of {topic} away for a week and see who notices.",
    more: "If nobody does, you have won time for something better.",
  },
  {
    title: "Make it visible",
    text: "Put the state of {topic} where everyone passes by: a wall, a channel, the top of a page.",
    more: "What can be seen gets finished.",
  },
  {
    title: "Set a limit",
    text: "Give {topic} a budget of hours or money that feels slightly too small.",
    more: "Constraints force the choice that was being put off.",
  },
  {
    title: "Pair people up",
    text: "Let two people with different backgrounds work on {topic} together for half a day.",
    more: "They will spend the first hour on words, and that hour is the most valuable.",
  },
  {
    title: "Keep a record",
    text: "Note what was tried with {topic} and what came of it, one line each.",
    more: "In three months the list is the only memory that has not been polished.",
  },
  {
    title: "Make it a habit",
    text: "Tie {topic} to something that already happens every week.",
    more: "A slot in the calendar outlives enthusiasm.",
  },
  {
    title: "Give it away",
    text: "Teach {topic} to somebody else as early as you can.",
    more: "Their questions show you the gaps.",
  },
  {
    title: "Stop on purpose",
    text: "Decide in advance on what evidence you would drop {topic}.",
    more: "It is far easier to agree on that before anyone is attached to it.",
  },
];

const names: readonly Point[] = [
  ["Lantern", "warm, short, easy to say on the phone"],
  ["Northlight", "calm and a little grand"],
  ["Second Wind", "friendly, with a promise in it"],
  ["Juniper & Co.", "sounds like people, not like a company"],
  ["The Long Table", "says that guests are welcome to stay"],
  ["Copperfield", "old-fashioned in a good way"],
  ["Halfway", "modest, and easy to remember"],
  ["Marlow", "one word, no explanation needed"],
  ["Slow Tuesday", "makes people smile and ask"],
  ["Harbour Lane", "feels like an address that has always been there"],
  ["Kite", "four letters, light, looks good on a sign"],
  ["Good Company", "plain words with two meanings"],
].map(([title = "", why = ""]) => ({ title, text: `${why}.`, more: "Say it aloud ten times before you decide." }));

export function listOutline(subject: Subject): Outline {
  return /\bnames?\b/i.test(subject.prompt) ? nameOutline(subject) : ideaOutline(subject);
}

function nameOutline({ prompt, topic, choices }: Subject): Outline {
  const count = Math.min(countAsked(prompt) ?? 6, names.length);
  const purpose = /\bfor (.+)$/.exec(topic.phrase)?.[1] ?? topic.phrase;
  return {
    ...bareOutline,
    heading: `Names for ${purpose}`,
    lead: [
      choices.one([
        `Names for ${purpose}, from quiet to bold:`,
        `For ${purpose} I would look for a name that needs no spelling out:`,
      ]),
      "I kept to names that are short and can carry a sign, an address and a greeting on the phone.",
    ],
    points: choices.some(names, count),
    ordered: true,
    caution: "Check the register of companies and the domain before you fall in love with one.",
    close: "Tell me which one is closest and I will give you five more in that direction.",
  };
}

function ideaOutline({ prompt, topic, choices }: Subject): Outline {
  const count = Math.min(countAsked(prompt) ?? 6, ideas.length);
  return {
    ...bareOutline,
    heading: capital(topic.phrase),
    lead: [
      fill(
        choices.one([
          `Here are ${numberWords[count] ?? count} for {topic}, cheapest first.`,
          `For {topic}, these ${numberWords[count] ?? count} have the best ratio of effect to effort.`,
          `${capital(numberWords[count] ?? String(count))} suggestions for {topic}, in the order I would try them.`,
        ]),
        topic,
      ),
      "None of them needs permission to start.",
    ],
    points: fillPoints(choices.some(ideas, count), topic),
    ordered: true,
    close: choices.one([
      "If you can only do one, do the first.",
      "Tell me which of them you have tried, and I will replace it.",
      "I would pick two, not all of them.",
    ]),
  };
}

function countAsked(prompt: string): number | null {
  const digits = /\b(\d{1,2})\b/.exec(prompt)?.[1];
  const word = prompt
    .toLowerCase()
    .match(/\b[a-z]+\b/g)
    ?.find((each) => numberWords.indexOf(each) > 1);
  const count = digits !== undefined ? Number(digits) : word === undefined ? null : numberWords.indexOf(word);
  return count === null || count < 1 ? null : count;
}

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

const arguments_: readonly Point[] = [
  {
    title: "What speaks for it",
    text: "You get an early answer about {topic}, and early answers are cheap.",
    more: "Even a disappointing result leaves you with something you did not know before.",
  },
  {
    title: "What speaks against it",
    text: "It takes attention away from what already works, and that cost does not show on any invoice.",
    more: "Write down what would be left undone, and look at that list honestly.",
  },
  {
    title: "What would tip it",
    text: "Whether you can undo it: a decision about {topic} that can be reversed in a day should be made in an hour.",
    more: "One that cannot be reversed deserves a week and a second opinion.",
  },
  {
    title: "What to find out first",
    text: "Ask who will look after {topic} in a year, by name.",
    more: "If there is no name, the answer is probably no.",
  },
  {
    title: "The middle way",
    text: "Try {topic} for a fixed time with a fixed end, and agree beforehand on what counts as success.",
    more: "The fixed end matters more than the length.",
  },
];

export function decisionOutline({ topic, choices }: Subject): Outline {
  return {
    ...bareOutline,
    heading: `Deciding on ${topic.phrase}`,
    lead: [
      fill(
        choices.one([
          "I would lean towards yes on {topic}, as long as you can undo it.",
          "My answer on {topic}: yes, but smaller than you are planning and with an end date.",
          "On {topic} I would wait until you can name the problem it solves in one sentence, and then go ahead quickly.",
        ]),
        topic,
      ),
      "The reasons below matter more than the verdict, because you know your situation and I do not.",
    ],
    points: fillPoints(arguments_, topic),
    caution: "If the decision feels urgent, ask where the urgency comes from; often it is only a date somebody picked.",
    close: "What would have to be true for you to regret it? If that is unlikely or cheap, go ahead.",
  };
}

const remarks: readonly Point[] = [
  {
    title: "Lead with the point",
    text: "The most important statement comes late; move it to the front and let the rest support it.",
    more: "Readers decide in the first two lines whether the remainder is for them.",
  },
  {
    title: "One thing at a time",
    text: "Split what does two jobs, and give each half a name that says what it does.",
    more: 'If a name needs the word "and", there are still two things in it.',
  },
  {
    title: "Edges",
    text: "Check the empty case, the very large one and the one that fails halfway.",
    more: "They are rare while writing and common afterwards.",
  },
  {
    title: "Names",
    text: "Replace words that could mean several things by words that can mean only one.",
    more: "Consistency beats elegance: the same thing should carry the same name everywhere.",
  },
  {
    title: "Cut",
    text: "About a fifth can go without loss; start with whatever explains what is already visible.",
    more: "What remains gains weight.",
  },
  {
    title: "Proof",
    text: "Add one check that fails today and passes after the change.",
    more: "Without it, the next reader has only your word.",
  },
];

export function reviewOutline({ prompt, topic, choices }: Subject): Outline {
  const quoted = quotedLine(prompt);
  return {
    ...bareOutline,
    heading: `Review: ${topic.phrase}`,
    lead: [
      choices.one([
        "The foundation is sound; these are the changes I would make before calling it finished.",
        "Good start. Most of what follows is about making it easier for the next reader.",
        "It does its job. Here is what I would change, most important first.",
      ]),
      quoted === null
        ? fill(
            "I looked at {topic} with two questions in mind: what can go wrong, and what will be hard to change.",
            topic,
          )
        : `The place I would look at first is this one: \`${quoted}\`. It carries an assumption that is not written down.`,
    ],
    points: remarks,
    caution:
      "Make one change at a time and look at the result in between; six improvements at once cannot be told apart.",
    close: choices.one([
      "Paste the next version and I will look at it again.",
      "Which of these would you disagree with? That is usually the interesting one.",
    ]),
  };
}

/** The longest line of the code or text that was handed in. */
function quotedLine(prompt: string): string | null {
  const body = /```[^\n]*\n([\s\S]*?)(?:```|$)/.exec(prompt)?.[1] ?? prompt.split("\n").slice(1).join("\n");
  const lines = body
    .split("\n")
    .map((line) => line.trim().replaceAll("`", "'"))
    .filter((line) => line.length > 12);
  const longest = lines.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : [...longest].slice(0, 80).join("");
}

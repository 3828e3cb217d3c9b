import { bareOutline, fill, fillPoints, type Outline, type Point, type Subject } from "./outline.ts";

const considerations: readonly Point[] = [
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
    points: fillPoints(considerations, topic),
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

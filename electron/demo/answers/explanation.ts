import { bareOutline, capital, fill, fillPoints, type Outline, type Point, type Subject } from "./outline.ts";

/** Points that hold for explaining nearly anything, each about the topic. */
const points: readonly Point[] = [
  {
    title: "The core idea",
    text: "Everything else about {topic} follows from one question: what problem does it take off your hands?",
    more: "Once you can say that in a single plain sentence, the vocabulary around it stops being a list to memorise and becomes a set of consequences.",
  },
  {
    title: "The moving parts",
    text: "Name the two or three parts that {topic} is made of and what passes between them; most confusion lives in that exchange, not in the parts.",
    more: "A rough sketch on paper with arrows is usually worth more here than another page of definitions.",
  },
  {
    title: "A concrete case",
    text: "Take one real example of {topic}, as small as possible, and follow it from beginning to end.",
    more: "Small matters: an example with three items shows the mechanism, one with three hundred hides it.",
  },
  {
    title: "Where it fits",
    text: "{Topic} pays off where the same situation comes back often enough to be worth the effort of learning it.",
    more: "For something that happens once, a simpler tool that everybody around you already knows is rarely a mistake.",
  },
  {
    title: "What it costs",
    text: "The price is mostly attention: somebody has to understand {topic} well enough to notice when it misbehaves.",
    more: "That cost is easy to overlook at the start, because it arrives later and lands on a different person.",
  },
  {
    title: "The usual misunderstanding",
    text: "People tend to judge {topic} by its name rather than by what it does, and then expect too much or too little.",
    more: "A good antidote is to ask what would be visibly different tomorrow if it were gone.",
  },
  {
    title: "How to check your understanding",
    text: "Explain {topic} to someone in two minutes without notes, then look at the places where you slowed down.",
    more: "Those pauses are an exact map of what to read next.",
  },
];

export function explanationOutline({ topic, choices }: Subject): Outline {
  const related = topic.words.slice(0, 3).map((word) => `**${word}**`);
  const words = related.length < 2 ? "the terms you used" : `${related.slice(0, -1).join(", ")} and ${related.at(-1)}`;
  return {
    ...bareOutline,
    heading: capital(topic.phrase),
    lead: [
      fill(
        choices.one([
          "The short version: {topic} makes the most sense when you start from the problem behind it instead of from its details.",
          "Think of {topic} as an answer, and look for the question first; the rest falls into place from there.",
          "With {topic}, the useful part is the mechanism: what goes in, what changes on the way, and what comes out.",
          "There are two ways into {topic}: from its definition, which is exact but dry, or from an example. The example is quicker.",
        ]),
        topic,
      ),
      `In your question ${words} ${related.length === 1 ? "carries" : "carry"} most of the weight, so that is where I would look first.`,
      "Below are the points in the order in which they usually become important.",
    ],
    points: fillPoints(points, topic),
    caution: fill(
      "It is easy to stop at a definition of {topic} that sounds right; the test is whether it lets you predict what happens in a case you have not seen.",
      topic,
    ),
    close: choices.one([
      "If you tell me what you already know and what you want to do with it, I can go deeper on the part that matters.",
      "Would an example from your own field help? Give me one and I will walk through it.",
      "I can go one level deeper on any of these points: just name it.",
    ]),
  };
}

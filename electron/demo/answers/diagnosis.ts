import { bareOutline, capital, fill, fillPoints, type Outline, type Point, type Subject } from "./outline.ts";

const steps: readonly Point[] = [
  {
    title: "Make it happen on demand",
    text: "Find the shortest list of actions that ends in it every time; until then every change is a guess.",
    more: "If it happens only sometimes, count how often in twenty tries, so that you can tell later whether it became rarer.",
  },
  {
    title: "Ask what changed",
    text: "Compare with the last moment when it was fine: code, versions, settings, data, in that order of likelihood.",
    more: "`git bisect` or a copy from last week answers this faster than reading does.",
  },
  {
    title: "Read the first message, not the last",
    text: "The earliest warning is usually the cause, and whatever follows is the consequence.",
    more: "Search for its exact words, without the names and paths that are yours.",
  },
  {
    title: "Halve the distance",
    text: "Put one check in the middle of the path and see on which side it goes wrong, then do the same with that half.",
    more: "Five such checks are enough for a path of thirty steps.",
  },
  {
    title: "Change one thing",
    text: "Alter a single thing, look, and undo it if it made no difference.",
    more: "Two changes at once leave you with a repair that nobody can explain.",
  },
];

/** Something does not work: how to find out why, without pretending to have seen it. */
export function diagnosisOutline({ topic, choices }: Subject): Outline {
  return {
    ...bareOutline,
    heading: `Finding the cause: ${capital(topic.phrase)}`,
    lead: [
      fill(
        choices.one([
          "From the description alone I can see several causes for **{topic}**; these steps will leave you with one.",
          "About **{topic}**: before trying fixes, narrow it down. This order finds it soonest.",
          "With **{topic}** the symptom and the cause are rarely in the same place, so do not start by fixing what you see.",
        ]),
        topic,
      ),
      "Each step either rules something out or shows you where to look next.",
    ],
    points: fillPoints(steps, topic),
    ordered: true,
    caution: "If it goes away by itself, it is not solved; write down what you saw while you still remember it.",
    close: choices.one([
      "Paste the exact message and the ten lines of code around it, and I can be specific.",
      "What does the first step show? With that I can name the likely cause.",
    ]),
  };
}

import { bareOutline, capital, type Outline, type Subject } from "./outline.ts";

const criteria = [
  ["Getting started", "How long until a newcomer has something working", "Time the first hour with each"],
  ["Everyday use", "What the tenth time feels like, not the first", "Ask somebody who uses it daily"],
  ["Limits", "What happens when it is asked for too much", "Push a copy until it complains"],
  ["Cost", "Money, but also attention and upkeep over a year", "Count the hours, then the invoices"],
  ["Leaving again", "How much work it would be to change your mind", "Sketch the way out before the way in"],
  ["People", "Who around you can help when it breaks", "Name two of them"],
] as const;

export function comparisonOutline({ topic, choices }: Subject): Outline {
  const [first = "the first", second = "the second"] = topic.sides.map(capital);
  const picked = choices.some(criteria, 4);
  return {
    ...bareOutline,
    heading: `${first} or ${second}`,
    lead: [
      choices.one([
        `Choose between **${first}** and **${second}** by what you will do most often, not by which list of features is longer.`,
        `**${first}** and **${second}** overlap enough that either can work; what differs is where each one makes you pay.`,
        `There is no overall winner between **${first}** and **${second}**, but for a given situation the choice is usually clear after three questions.`,
      ]),
      "The table names what to weigh and how to find out in an afternoon.",
    ],
    table: {
      head: ["Question", `Leans to ${first}`, `Leans to ${second}`, "How to find out"],
      rows: picked.map((criterion, index) => [
        `**${criterion[0]}**`,
        ...(leaning[index % leaning.length] ?? []),
        criterion[2],
      ]),
    },
    points: [
      {
        title: `Pick ${first}`,
        text: "if your team already knows it, or if what you have today was built around it.",
        more: `Familiarity is worth more than most differences between ${first} and ${second}: it decides how fast you recover from a mistake.`,
      },
      {
        title: `Pick ${second}`,
        text: "if the thing that hurts you today is exactly what it is known for doing well, and you can name that thing.",
        more: "If you cannot name it, the change is likely to bring new trouble without taking the old away.",
      },
      {
        title: "Do not mix them",
        text: "unless there is a clear line between the two; a half-finished move costs more than either choice.",
        more: "Where both must live side by side for a while, write down which one is right when they disagree.",
      },
    ],
    caution: `Comparisons of ${first} and ${second} age quickly. Check the date of whatever you read, and trust a small test of your own above it.`,
    close: choices.one([
      "Tell me your situation in two sentences and I will commit to one of them.",
      "What is the load, who maintains it, and how long must it live? With that I would give you a firm answer.",
    ]),
  };
}

const leaning = [
  ["You have it running somewhere already", "You start from nothing"],
  ["The work is steady and known", "The work changes from week to week"],
  ["Several people share it", "One person decides"],
  ["You want fewer surprises", "You want more room to grow"],
] as const;

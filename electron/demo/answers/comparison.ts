import { bareOutline, capital, type Outline, type Subject } from "./outline.ts";

export function comparisonOutline({ topic, choices }: Subject): Outline {
  const [first = "the first", second = "the second"] = topic.sides.map(capital);
  const picked = choices.some(criteria, 4);
  const named = (text: string) => text.replaceAll("{first}", first).replaceAll("{second}", second);
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
      rows: picked.map((each) => [`**${each.question}**`, named(each.first), named(each.second), each.check]),
    },
    points: [
      {
        title: `Pick ${first}`,
        text: "Right if your team already knows it, or if what you have today was built around it.",
        more: `Familiarity is worth more than most differences between $firstand $second: it decides how fast you recover from a mistake.`,
      },
      {
        title: `Pick ${second}`,
        text: "Right if the thing that hurts you today is exactly what it is known for doing well, and you can name that thing.",
        more: "If you cannot name it, the change is likely to bring new trouble without taking the old away.",
      },
      {
        title: "Do not mix them",
        text: "Have a clear line between the two, or use one; a half-finished move costs more than either choice.",
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

type Criterion = {
  readonly question: string;
  readonly first: string;
  readonly second: string;
  readonly check: string;
};

/** The first side is what is known, the second what is considered instead; `{first}` and `{second}` are their names. */
const criteria: readonly Criterion[] = [
  {
    question: "Getting started",
    first: "Someone near you knows {first} well",
    second: "Everybody would be learning anyway",
    check: "Time the first hour with each",
  },
  {
    question: "Everyday use",
    first: "What you do today is shaped around {first}",
    second: "What you do today keeps fighting {first}",
    check: "Write down a week of small annoyances",
  },
  {
    question: "Limits",
    first: "Your heaviest day is well within reach",
    second: "You have one case that only {second} passes",
    check: "Try that one case, nothing else",
  },
  {
    question: "Cost",
    first: "It is paid for and looked after",
    second: "It removes a cost you have now",
    check: "Count the hours, then the invoices",
  },
  {
    question: "Changing your mind",
    first: "You expect to stay for years",
    second: "You want to be able to leave again",
    check: "Sketch the way out first",
  },
  {
    question: "People",
    first: "Help with {first} is a question away",
    second: "People ask to work with {second}",
    check: "Name two of them",
  },
];

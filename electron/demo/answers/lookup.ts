import { bareOutline, capital, fill, type Outline, type Subject } from "./outline.ts";

/** Who, when, where, how many: says how to find out instead of making a name or a number up. */
export function lookupOutline({ topic, choices }: Subject): Outline {
  return {
    ...bareOutline,
    heading: capital(topic.phrase),
    lead: [
      fill(
        choices.one([
          "I would rather not guess here: for {topic} a confident wrong answer is worse than none, and I have no source in front of me.",
          "For {topic} I cannot give you a name or a number that I would stand behind without a source.",
          "That is one to look up rather than to remember: details about {topic} are often repeated wrongly.",
        ]),
        topic,
      ),
      "It should take you a minute, though, if you go to the right place first.",
    ],
    points: [
      {
        title: "Go to the origin",
        text: fill("Whoever is responsible for {topic} usually publishes it, with a date.", topic),
        more: "A page without a date is a rumour with a layout.",
      },
      {
        title: "Compare two",
        text: "Take a second source that did not copy the first; the same unusual wording in both gives a copy away.",
        more: "If they disagree, the disagreement is usually about what exactly was counted.",
      },
      {
        title: "Mind the wording",
        text: "Write down the exact question, because first, largest and current each have a different answer.",
        more: "Half of all disputes about facts are disputes about words.",
      },
    ],
    caution: "If you need it for something that will be printed, note the source beside it.",
    close: "If you paste a passage that has the answer in it, I will find it for you.",
  };
}

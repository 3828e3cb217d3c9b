import { bareOutline, capital, fill, fillPoints, type Outline, type Point, type Subject } from "./outline.ts";

const steps: readonly Point[] = [
  {
    title: "Say what done looks like",
    text: "Write one sentence that tells how you will know that {topic} has worked, with a number in it if you can.",
    more: "It takes a minute, and it saves the argument at the end about whether the result is good enough.",
  },
  {
    title: "Look at where you are",
    text: "Note the present state before you touch anything: versions, settings, who depends on it.",
    more: "This is also your way back, so keep it where you will find it under pressure.",
  },
  {
    title: "Try the smallest piece",
    text: "Do the smallest part of {topic} that can succeed or fail on its own, somewhere a failure costs nothing.",
    more: "If the small piece surprises you, the big one would have surprised you more.",
  },
  {
    title: "Do the rest in steps you can undo",
    text: "Go on in pieces, and check after each that the sentence from the first step is closer than before.",
    more: "A step that cannot be undone deserves a second pair of eyes and a quiet hour.",
  },
  {
    title: "Check it from outside",
    text: "Verify the result as the person who will rely on it, not as the one who built it.",
    more: "Fresh eyes catch the missing permission, the wrong address and the assumption nobody wrote down.",
  },
  {
    title: "Write down what you learned",
    text: "Keep five lines about {topic}: what you did, what went wrong, and what you would do first next time.",
    more: "Whoever repeats it in half a year may well be you.",
  },
];

export function howToOutline({ topic, choices }: Subject): Outline {
  return {
    ...bareOutline,
    heading: capital(topic.phrase),
    lead: [
      fill(
        choices.one([
          "The safest route to {topic} is a small trial first, then the real thing in steps you can undo.",
          "For {topic} the order of the steps matters more than the speed; here is the order I would use.",
          "You can get through {topic} without drama if you decide on the finish line before you start.",
        ]),
        topic,
      ),
      "Each step ends with something you can look at, so you never have to guess whether it worked.",
    ],
    points: fillPoints(steps, topic),
    ordered: true,
    caution: fill(
      "The step people skip with {topic} is the second one, and it is the only one that helps when things go wrong.",
      topic,
    ),
    close: choices.one([
      "Tell me your setup and I can turn these into exact commands.",
      "If one of the steps is already behind you, start at the next one and keep its check.",
      "If there is a deadline, say so: the third step is the one to protect.",
    ]),
  };
}

const phases = [
  ["Prepare", "Agree on the goal and on what is out of scope", "One page that everybody involved has read"],
  [
    "Pilot",
    "Do the smallest useful version with the people who care most",
    "A result somebody outside the team has used",
  ],
  ["Build", "Widen it step by step; keep one thing working at all times", "A short demo at the end of each step"],
  ["Settle", "Hand over, write down, remove what was only temporary", "Someone else runs it for a while without help"],
] as const;

export function planOutline({ topic, choices }: Subject): Outline {
  const spans = choices.one([
    ["Days 1 to 2", "Days 3 to 7", "Weeks 2 to 3", "Week 4"],
    ["Week 1", "Weeks 2 to 3", "Weeks 4 to 7", "Week 8"],
    ["First 10 %", "Next 20 %", "Next 50 %", "Last 20 %"],
  ]);
  return {
    ...bareOutline,
    heading: `Plan: ${topic.phrase}`,
    lead: [
      fill(
        choices.one([
          "Here is a plan for {topic} that puts the risky part early, while changing course is still cheap.",
          "I would split {topic} into four phases, each with something to show at its end.",
        ]),
        topic,
      ),
      "The times are proportions more than promises; stretch them together if you have longer.",
    ],
    table: {
      head: ["When", "Phase", "What happens", "You know it worked when"],
      rows: phases.map(([name, what, sign], index) => [spans[index] ?? "", `**${name}**`, what, sign]),
    },
    points: fillPoints(
      [
        {
          title: "Decide early",
          text: "Name one person who may say no to additions, because {topic} will attract them.",
          more: "A plan without that person grows until it no longer fits its own dates.",
        },
        {
          title: "Keep slack",
          text: "Leave roughly a fifth of the time unassigned.",
          more: "It will be used; the only question is whether you planned for it.",
        },
        {
          title: "Review once, in the middle",
          text: "Ask halfway whether the goal still stands, and shrink the rest if it does not.",
          more: "Stopping at that point is a result too, and a cheap one.",
        },
      ],
      topic,
    ),
    caution: "A date that depends on someone outside your control belongs in the plan as a question, not as a fact.",
    close: "Give me your dates and the people available, and I will fit the phases to them.",
  };
}

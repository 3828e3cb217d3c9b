import { fill, type Subject } from "./outline.ts";

/** A small piece of writing about the topic, of the kind asked for. */
export function creativeText({ prompt, topic, choices }: Subject): string {
  const kind = /\bhaiku\b/i.test(prompt)
    ? "haiku"
    : /\b(?:poem|sonnet|song|lyrics|limerick)\b/i.test(prompt)
      ? "poem"
      : /\bjoke\b/i.test(prompt)
        ? "joke"
        : /\b(?:tagline|slogan|tweet)\b/i.test(prompt)
          ? "tagline"
          : "story";
  const [title = "", text = ""] = choices.one(pieces[kind]);
  const filled = fill(text, topic);
  return title === "" ? filled : `**${fill(title, topic)}**\n\n${filled}`;
}

type Piece = readonly [title: string, text: string];

const pieces: Readonly<Record<"haiku" | "poem" | "joke" | "tagline" | "story", readonly [Piece, ...Piece[]]>> = {
  haiku: [
    ["{Topic}", "Early light, no sound  \nthe window holds its breath, then  \nwarm rain on the roof"],
    ["{Topic}", "One leaf, letting go  \nthe pond keeps its own counsel  \nand ripples answer"],
    ["{Topic}", "Cold tea by the lamp  \na question folded in half  \nmorning opens it"],
  ],
  poem: [
    [
      "{Topic}",
      "I thought of {topic} on the way,\nbetween the station and the day,\nand found it small enough to keep\nfor holding on the edge of sleep.\n\nIt asked for nothing, made no claim,\nand did not even have a name\nbeyond the one I gave it then,\nand gave away, and took again.".replaceAll(
        "\n",
        "  \n",
      ),
    ],
    [
      "On {topic}",
      "Someone left the light on.\nSomeone always does.\nIn it, {topic},\nexactly what it was:\n\nnot a riddle, not an answer,\njust a thing that stays\nwhile we carry all our reasons\ninto other days.".replaceAll(
        "\n",
        "  \n",
      ),
    ],
  ],
  joke: [
    [
      "",
      'Two people argue all evening about {topic}. At midnight one of them says: "Fine. You\'re right." The other is silent for a while. "That can\'t be," she says. "Let me check."',
    ],
    [
      "",
      "I asked an expert about {topic}. He said it depends. I asked on what. He said that depends too, and sent me the invoice, which did not.",
    ],
    ["", "My plan for {topic} had three steps. The first was to make a plan. I have been celebrating ever since."],
  ],
  tagline: [
    ["", "1. **{Topic}. Finally simple.**\n2. **Less noise, more {topic}.**\n3. **{Topic}, the way you meant it.**"],
    ["", "1. **Made for {topic}.**\n2. **{Topic} without the waiting.**\n3. **You bring the idea. We bring {topic}.**"],
  ],
  story: [
    [
      "The last drawer",
      "The drawer had been locked for as long as Mira could remember, and everyone in the house had an opinion about what was in it. Her aunt said letters. Her brother said money. Her grandfather, when asked, said only that it had to do with {topic}, and went on peeling his orange.\n\nWhen he died she found the key taped under the chair he always sat in. The drawer held a single notebook. On each page was one date and one line, forty years of them, and every line was a question.\n\nShe read until it was dark. On the last page, under a date only a week old, he had written: *Ask Mira. She never stops at the first answer.*\n\nShe took a pen, and began to write below it.",
    ],
    [
      "What the river kept",
      'It was Tomas who brought up {topic}, in the middle of the bridge, in the middle of the rain.\n\n"You choose your moments," Ines said.\n\n"It never seemed like the right one. So I thought I would pick the wrong one on purpose." He held the umbrella over her, which left most of himself outside it.\n\nBelow them the river carried a door, a whole green door with its handle still on, turning slowly as though somebody were trying it. They watched until it went under the arch.\n\n"All right," said Ines. "Tell me from the beginning." And because the rain showed no sign of stopping, he did.',
    ],
    [
      "Night shift",
      'At ten past three the building was quiet enough to hear the clocks disagree. Jonas had stopped correcting them years ago; he walked his round by the one that was wrong in the nicest way.\n\nOn the fourth floor a light was on. A woman sat among boxes and looked up without surprise. "{Topic}," she said, as if he had asked. "I have until morning."\n\nHe should have sent her home. Instead he sat down, moved a box, and read the label aloud. "Start here?"\n\n"Start there," she said, and by the time the clocks agreed again, they had.',
    ],
  ],
};

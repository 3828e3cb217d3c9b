import type { DemoStyle } from "#electron/demo/demo-models.ts";
import { choicesFrom } from "#electron/demo/seed.ts";
import { codeOutline } from "./code.ts";
import { comparisonOutline } from "./comparison.ts";
import { creativeText } from "./creative.ts";
import { diagnosisOutline } from "./diagnosis.ts";
import { explanationOutline } from "./explanation.ts";
import { factOutline } from "./facts.ts";
import { howToOutline, planOutline } from "./how-to.ts";
import { type Intent, intentOf } from "./intent.ts";
import { jsonText } from "./json.ts";
import { letterText } from "./letter.ts";
import { listOutline } from "./lists.ts";
import { lookupOutline } from "./lookup.ts";
import { localOutline } from "./other-languages.ts";
import type { Outline, Subject } from "./outline.ts";
import { quickText } from "./quick.ts";
import { pointCount, render } from "./render.ts";
import { summaryText } from "./summary.ts";
import { topicOf } from "./topic.ts";
import { translationText } from "./translation.ts";
import { decisionOutline, reviewOutline } from "./verdicts.ts";

export type Question = {
  /** The last user message. */
  readonly prompt: string;
  /** User messages before it, oldest first. */
  readonly earlier: readonly string[];
  readonly system: string;
  /** The caller demands JSON and nothing else. */
  readonly jsonOnly: boolean;
  readonly seed: string;
  readonly style: DemoStyle;
  readonly lengthFactor: number;
};

/** A believable answer to anything, in markdown. The same question always gets the same one. Never empty. */
export function answerTo(question: Question): string {
  const subject = subjectOf(question);
  const intent = intentOf(subject.prompt, question.jsonOnly);
  const style = wantsBrief(question) ? "terse" : question.style;
  const made = makers[intent](subject, question);
  return typeof made === "string" ? made : render(sized(made, style, question), style);
}

type Make = (subject: Subject, question: Question) => Outline | string;

const makers: Readonly<Record<Intent, Make>> = {
  json: (subject, question) => jsonText(subject, question.jsonOnly),
  quick: (subject, question) => quickText(subject, question.style),
  fact: factOutline,
  local: localOutline,
  translation: translationText,
  summary: (subject, question) => summaryText(subject, question.style),
  letter: letterText,
  creative: creativeText,
  code: codeOutline,
  comparison: comparisonOutline,
  list: listOutline,
  plan: planOutline,
  review: reviewOutline,
  decision: decisionOutline,
  "how-to": howToOutline,
  lookup: lookupOutline,
  diagnosis: diagnosisOutline,
  explanation: explanationOutline,
};

/** A follow-up such as "now the same in Python" or "why?" is about what was asked before. */
function subjectOf({ prompt, earlier, seed }: Question): Subject {
  const before = earlier.at(-1);
  const isFollowUp =
    before !== undefined &&
    prompt.length < 120 &&
    /^(?:and|now|but|also|why|how so|shorter|longer|again|make it|the same|same|in |more|go on|continue|what about)\b/i.test(
      prompt,
    );
  const asked = isFollowUp ? `${before}\n${prompt}` : prompt;
  return { prompt: asked, topic: topicOf(asked), choices: choicesFrom(seed) };
}

function wantsBrief({ prompt, system }: Question): boolean {
  return (
    /\b(?:in one (?:sentence|line|word|paragraph)|briefly|be brief|one-liner|tl;?dr|shorter|in a nutshell|keep it short)\b/i.test(
      prompt,
    ) || /\b(?:terse|concise|brief|short answers?)\b/i.test(system)
  );
}

/** Lists that were asked for by number keep it; other points are picked by the model's taste. */
function sized(outline: Outline, style: DemoStyle, { lengthFactor, seed }: Question): Outline {
  const count = pointCount(style, lengthFactor);
  return outline.ordered || outline.points.length <= count
    ? outline
    : { ...outline, points: choicesFrom(`${seed}\npoints`).some(outline.points, count) };
}

import { triggersInOrder } from "#renderer/parts/triggers.ts";
import type { Chain, Link, LinkRules, Trigger } from "#shared/chain.ts";
import { formatPause } from "#shared/format.ts";
import { defaultTriggers, type RulesInForce } from "#shared/link-rules.ts";
import { triggerWords } from "#shared/rule-words.ts";

export type RuleChip = { readonly text: string; readonly tone: "plain" | "edited" | "conflict" };

export type RuleQuestion = {
  /** What holds. */
  readonly inForce: RulesInForce;
  /** What was set here, as against what holds anyway. */
  readonly own: LinkRules | undefined;
  readonly onMidStream: Chain["onMidStream"];
  /** True where no link is behind this one. */
  readonly isLast: boolean;
};

const cutKept = "cut stream: keep it";

/** `429 at once`, `5xx after 1 retry`, `no first token in 12 s`, `cut stream: start over`, and what is unusual. */
export function ruleChips(question: RuleQuestion): readonly RuleChip[] {
  const { inForce, onMidStream, isLast } = question;
  const { triggers } = inForce;
  const conflict = conflictOf(inForce);
  const conflicts: readonly RuleChip[] = conflict === null ? [] : [{ text: conflict, tone: "conflict" }];
  // Nothing leads on from the last link, and nothing could start over.
  if (isLast) return [serverChip(question), firstTokenChip(question), { text: cutKept, tone: "plain" }, ...conflicts];
  const chips: RuleChip[] = [
    triggerChip(question, "RATE_LIMIT", "429 at once"),
    serverChip(question),
    firstTokenChip(question),
    {
      text: triggers.TIMEOUT && onMidStream === "restart" ? "cut stream: start over" : cutKept,
      tone: "plain",
    },
  ];
  for (const [name, words] of unusual(inForce)) {
    chips.push({ text: words, tone: isSet(question.own?.triggers?.[name]) ? "edited" : "plain" });
  }
  return [...chips, ...conflicts];
}

function triggerChip({ inForce, own }: RuleQuestion, name: Trigger, text: string): RuleChip {
  const tone = isSet(own?.triggers?.[name]) ? "edited" : "plain";
  return { text: inForce.triggers[name] ? text : `not on ${triggerWords[name]}`, tone };
}

function serverChip(question: RuleQuestion): RuleChip {
  const chip = triggerChip(question, "SERVER", question.inForce.retries > 0 ? "5xx after 1 retry" : "5xx at once");
  return isSet(question.own?.retries) ? { ...chip, tone: "edited" } : chip;
}

function firstTokenChip({ inForce, own, isLast }: RuleQuestion): RuleChip {
  const name = isLast ? "lastHopeFirstContentMs" : "firstContentMs";
  const limit = formatPause(inForce.deadlines[name]);
  const isEdited = isSet(own?.deadlines?.[name]) || isSet(own?.triggers?.TIMEOUT);
  const text = inForce.triggers.TIMEOUT ? `no first token in ${limit}` : `not on no first token in ${limit}`;
  return { text, tone: isEdited ? "edited" : "plain" };
}

const shownAlways: readonly Trigger[] = ["RATE_LIMIT", "SERVER", "TIMEOUT"];

/** Triggers that stand the other way than they do by default. */
function unusual({ triggers }: RulesInForce): readonly (readonly [Trigger, string])[] {
  return triggersInOrder.flatMap((name) => {
    if (shownAlways.includes(name) || triggers[name] === defaultTriggers[name]) return [];
    return [[name, triggers[name] ? triggerWords[name] : `not on ${triggerWords[name]}`] as const];
  });
}

/** Rules that cannot both hold, in words; null where they fit. */
export function conflictOf({ deadlines }: RulesInForce): string | null {
  const { firstContentMs, lastHopeFirstContentMs, totalMs } = deadlines;
  const isImpossible = Math.min(firstContentMs, lastHopeFirstContentMs) > totalMs;
  return isImpossible ? "timeout is longer than the whole-answer limit" : null;
}

/** Whether anything of a link or a chain differs from what holds without it. */
export function hasRules(owner: Pick<Link, "rules">): boolean {
  return owner.rules !== undefined;
}

function isSet(value: unknown): boolean {
  return value !== undefined;
}

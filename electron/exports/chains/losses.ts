import type { ExportLoss } from "#shared/chain-export.ts";
import { type ChainFacts, type OneChainFacts, placeOf } from "./chain-facts.ts";
import { type ChainRule, type PlacedRule, rulesOf } from "./chain-rules.ts";

/** Why a rule is not in the file, in a sentence; null where it is. */
export type Judge = (placed: PlacedRule, facts: OneChainFacts) => string | null;

/** Everything of the chains that a form has no words for. What holds for every link is told once. */
export function lossesOf({ chains }: Pick<ChainFacts, "chains">, judge: Judge): readonly ExportLoss[] {
  return chains.flatMap((facts) => {
    const rules = rulesOf(facts);
    const lost = rules.flatMap((placed) => {
      const why = judge(placed, facts);
      const key = JSON.stringify([placed.what, why]);
      return why === null ? [] : [{ placed, key, loss: { what: placed.what, why, ...placeOf(facts, placed.link) } }];
    });
    return lost.flatMap(({ placed, key, loss }, at) => {
      const same = lost.filter((one) => one.key === key);
      const isOfAll = same.length === rules.filter((one) => isAlike(one.rule, placed.rule)).length;
      if (!isOfAll) return [loss];
      return lost.findIndex((one) => one.key === key) === at ? [{ ...loss, linkIndex: null }] : [];
    });
  });
}

/** Whether both say something of the same thing, such as two deadlines for the first token. */
function isAlike(one: ChainRule, other: ChainRule): boolean {
  return one.kind === other.kind && nameOf(one) === nameOf(other);
}

function nameOf(rule: ChainRule): string | null {
  return "name" in rule ? rule.name : null;
}

/** Of drills, in every form but our own. */
export function rehearsalLoss(what: string): string {
  return `Rehearsals belong to Understudy, so “${what}” is left out.`;
}

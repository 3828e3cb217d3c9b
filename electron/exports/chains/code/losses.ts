import { type ChainFacts, type OneChainFacts, placeOf } from "#electron/exports/chains/chain-facts.ts";
import type { PlacedRule } from "#electron/exports/chains/chain-rules.ts";
import { engineSense } from "#electron/exports/chains/engine-losses.ts";
import { lossesOf, rehearsalLoss } from "#electron/exports/chains/losses.ts";
import type { ExportLoss } from "#shared/chain-export.ts";
import { formatCount } from "#shared/format.ts";

/** What a language adds: why a rule is not in its file, in a sentence; null where it is. */
export type OwnJudge = (placed: PlacedRule) => string | null;

/** Everything that a program does not do as the chain does it in this one. */
export function programLosses(facts: Pick<ChainFacts, "chains">, own: OwnJudge = () => null): readonly ExportLoss[] {
  const rules = lossesOf(facts, (placed) => judge(placed) ?? own(placed));
  return [...rules, ...facts.chains.flatMap((one) => [simplified(one), ...longPromptLosses(one)])];
}

function judge({ rule, link, what }: PlacedRule): string | null {
  if (rule.kind === "drills") return rehearsalLoss(what);
  if (rule.kind !== "price" || link?.price !== null) return null;
  return `The catalog does not know the other half, so “${what}” is left out.`;
}

/** What the engine does and no rule names (engine.md R3, R12, R18a). */
function simplified(one: OneChainFacts): ExportLoss {
  const what = `${engineSense}, and answers that are not streamed`;
  const why = `The program cools models and providers in its own memory and knows no more, so “${what}” are left out.`;
  return { ...placeOf(one), what, why };
}

function longPromptLosses(one: OneChainFacts): ExportLoss[] {
  return one.links.flatMap((link) => {
    const above = link.price?.longPrompt?.aboveTokens;
    if (above === undefined) return [];
    const what = `the price above ${formatCount(above)} input tokens`;
    return [{ ...placeOf(one, link), what, why: `A link has one price for all prompts, so “${what}” is left out.` }];
  });
}

/** Where a program cannot time how long it takes to connect. */
export function connectLoss(who: string): OwnJudge {
  return ({ rule, what }) => {
    const isConnect = rule.kind === "deadline" && rule.name === "connectMs";
    return isConnect ? `${who} times the first token but not the connection, so “${what}” is left out.` : null;
  };
}

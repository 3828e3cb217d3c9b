import type { ExportLoss } from "#shared/chain-export.ts";
import { type ChainFacts, type OneChainFacts, placeOf } from "./chain-facts.ts";
import { linkSettings } from "./code/link-settings.ts";

/** What differs where another program carries a chain out, and no rule of the chain names: `why` it does. */
export type Difference = { readonly what: string; readonly why: (what: string) => string };

/** What this program’s engine knows of limits besides cooldowns (engine.md R3, R12, R18a). */
export const engineSense = "probes, waiting for limits, context windows and budgets";

/** Of whoever hands a stream on, and cannot ask anybody else then. */
export function streamDifference(who: string): Difference {
  return {
    what: "failures within a stream: next link",
    why: (what) => `${who} takes a stream for an answer as soon as it begins, so “${what}” is left out.`,
  };
}

/** `ofAll` holds for every chain, `ofSeveral` only where there is another link to ask. */
export function differences(
  { chains }: Pick<ChainFacts, "chains">,
  { ofAll, ofSeveral = [] }: { readonly ofAll: readonly Difference[]; readonly ofSeveral?: readonly Difference[] },
): readonly ExportLoss[] {
  return chains.flatMap((one) => {
    const found = one.links.length > 1 ? [...ofSeveral, ...ofAll] : ofAll;
    return found.map(({ what, why }) => ({ ...placeOf(one), what, why: why(what) }));
  });
}

/** Fields of a link’s request that the other program does not send, such as how the model is asked to think. */
export function fieldLosses({ chains }: Pick<ChainFacts, "chains">, who: string): readonly ExportLoss[] {
  return chains.flatMap((one) =>
    fieldsLeft(one).map((loss) => ({ ...loss, why: `${who} does not send it, so “${loss.what}” is left out.` })),
  );
}

function fieldsLeft(one: OneChainFacts): readonly Omit<ExportLoss, "why">[] {
  return one.links.flatMap((link) =>
    Object.keys(linkSettings(link).extra)
      .filter((name) => name !== "models")
      .map((name) => ({ ...placeOf(one, link), what: `the field ${name} of its requests` })),
  );
}

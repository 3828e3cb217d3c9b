import { listWords } from "#renderer/features/compare/composer/image-notes.ts";
import type { AcceptedOverrides } from "#shared/accepted-overrides.ts";
import type { Effort } from "#shared/prompt.ts";
import { everyEffort } from "#shared/prompt.ts";

/** A link with what its model takes; undefined where that is not known. */
export type AcceptingLink = { readonly model: string; readonly accepts: AcceptedOverrides | undefined };

export type Acceptance = {
  /** No link takes it: it would reach nobody. */
  readonly isDisabled: boolean;
  /** Who leaves it out; null where everybody takes it, as far as is known. */
  readonly note: string | null;
};

type Setting = "temperature" | "topP" | "stop" | "seed" | "effort" | "jsonSchema";

/** `what` as in `takes no temperature`. */
export function acceptanceOf(setting: Setting, what: string, links: readonly AcceptingLink[]): Acceptance {
  const without = links.flatMap(({ accepts }, index) =>
    accepts === undefined || takes(accepts, setting) ? [] : [index + 1],
  );
  if (without.length === 0) return { isDisabled: false, note: null };
  if (setting === "jsonSchema") return { isDisabled: false, note: toldWords(without, links) };
  const isAll = without.length === links.length;
  const model = links[0]?.model ?? "This model";
  if (links.length === 1) return { isDisabled: true, note: `${model} takes no ${what}.` };
  return { isDisabled: isAll, note: isAll ? "No link takes it." : `${linkWords(without)} out.` };
}

function takes(accepts: AcceptedOverrides, setting: Setting): boolean {
  return setting === "effort" ? accepts.efforts.length > 0 : accepts[setting];
}

/** `Link 2 leaves it`, `Links 2 and 3 leave it` */
function linkWords(numbers: readonly number[]): string {
  return numbers.length === 1 ? `Link ${numbers[0]} leaves it` : `Links ${listWords(numbers)} leave it`;
}

/** A schema that a model does not take as such still reaches it. */
function toldWords(without: readonly number[], links: readonly AcceptingLink[]): string {
  if (links.length === 1)
    return `${links[0]?.model ?? "This model"} is told the schema in words; it may not keep to it.`;
  const which = without.length === 1 ? `Link ${without[0]} is` : `Links ${listWords(without)} are`;
  return `${which} told the schema in words and may not keep to it.`;
}

/** The efforts that at least one link takes, from the least to the most; all where nothing is known. */
export function effortsOf(links: readonly AcceptingLink[]): readonly Effort[] {
  if (links.some(({ accepts }) => accepts === undefined)) return everyEffort;
  return everyEffort.filter((effort) => links.some(({ accepts }) => accepts?.efforts.includes(effort)));
}

/** Where a chosen effort becomes another one for some model. */
export function effortNote(effort: Effort | undefined, links: readonly AcceptingLink[]): string | null {
  if (effort === undefined) return null;
  const others = links.flatMap(({ accepts }, index) =>
    accepts === undefined || accepts.efforts.length === 0 || accepts.efforts.includes(effort) ? [] : [index + 1],
  );
  if (others.length === 0) return null;
  if (links.length === 1) return `${links[0]?.model ?? "This model"} takes the nearest that it knows.`;
  return others.length === 1
    ? `Link ${others[0]} takes the nearest that it knows.`
    : `Links ${listWords(others)} take the nearest that they know.`;
}

import type { Chain, DeadlineName, Link, LinkRules, Trigger } from "#shared/chain.ts";
import { editChain } from "./chains.ts";

/** Whose rules: one link's, or, with null, those of the whole chain. */
export type RuleOwner = { readonly chain: Chain; readonly link: Link | null };

/** Null goes back to what holds without it. */
export function setDeadline(owner: RuleOwner, name: DeadlineName, ms: number | null): void {
  changeRules(owner, (rules) => {
    const { [name]: _, ...others } = { ...rules.deadlines };
    const deadlines = ms === null ? others : { ...others, [name]: ms };
    return withPart(rules, "deadlines", isEmpty(deadlines) ? null : deadlines);
  });
}

export function setRetries(owner: RuleOwner, retries: 0 | 1 | null): void {
  changeRules(owner, (rules) => withPart(rules, "retries", retries));
}

export function setTrigger(owner: RuleOwner, name: Trigger, isOn: boolean | null): void {
  changeRules(owner, (rules) => {
    const { [name]: _, ...others } = { ...rules.triggers };
    const triggers = isOn === null ? others : { ...others, [name]: isOn };
    return withPart(rules, "triggers", isEmpty(triggers) ? null : triggers);
  });
}

/** Everything as it holds without rules of its own. */
export function resetRules(owner: RuleOwner): void {
  changeRules(owner, () => ({}));
}

/** Models that OpenRouter may answer with by itself; none switches that off. */
export function setOtherModels(chain: Chain, link: Link, models: readonly string[]): void {
  editChain(chain.id, (before) => ({
    ...before,
    links: before.links.map((one) => {
      const { models: _, ...rest } = one;
      return one.id === link.id ? (models.length === 0 ? rest : { ...rest, models }) : one;
    }),
  }));
}

function changeRules({ chain, link }: RuleOwner, change: (rules: LinkRules) => LinkRules): void {
  editChain(chain.id, (before) => {
    if (link === null) return withRules(before, change(before.rules ?? {}));
    const links = before.links.map((one) => (one.id === link.id ? withRules(one, change(one.rules ?? {})) : one));
    return { ...before, links };
  });
}

/** Rules that say nothing are left out, so that an untouched chain stays as it was. */
function withRules<T extends { readonly rules?: LinkRules }>(
  owner: T,
  rules: LinkRules,
): Omit<T, "rules"> & { rules?: LinkRules } {
  const { rules: _, ...rest } = owner;
  return isEmpty(rules) ? rest : { ...rest, rules };
}

function withPart<K extends keyof LinkRules>(rules: LinkRules, part: K, value: LinkRules[K] | null): LinkRules {
  const { [part]: _, ...rest } = rules;
  return value === null || value === undefined ? rest : { ...rest, [part]: value };
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

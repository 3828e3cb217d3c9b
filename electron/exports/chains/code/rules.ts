import type { Trigger } from "#shared/chain.ts";
import { defaultTriggers, type RulesInForce } from "#shared/link-rules.ts";

/** Where a link's triggers differ from the engine's: after which classes it stops, and after which it goes on. */
export function changedTriggers({ triggers }: Pick<RulesInForce, "triggers">): {
  readonly stops: readonly Trigger[];
  readonly goesOn: readonly Trigger[];
} {
  const names = Object.keys(defaultTriggers).filter((name): name is Trigger => Object.hasOwn(defaultTriggers, name));
  const changed = names.filter((name) => triggers[name] !== defaultTriggers[name]);
  return { stops: changed.filter((name) => !triggers[name]), goesOn: changed.filter((name) => triggers[name]) };
}

import type { Here } from "#electron/bridge/setup/draft.ts";
import { joined } from "#electron/bridge/setup/find-key.ts";
import { mostLinks } from "#shared/check-chain.ts";
import { createEndpoints } from "./endpoints.ts";
import { type ForeignLink, foreignChain, foreignSetup, noteDefaults } from "./foreign-chain.ts";
import { type Inherited, inheritedFrom, inheritedNames } from "./portkey-inherited.ts";
import { goingOn } from "./portkey-statuses.ts";
import { readTarget } from "./portkey-target.ts";
import {
  createNotes,
  type Fields,
  type ForeignSetup,
  fieldOf,
  fieldsOf,
  isFields,
  listOf,
  noteOthers,
  textOf,
} from "./values.ts";

const strategyNames = new Set(["mode", "on_status_codes"]);

export function isPortkey(value: unknown): boolean {
  if (!isFields(value)) return false;
  return isConfig(value) || (Object.keys(value).length > 0 && Object.values(value).every(isConfig));
}

function isConfig(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { strategy, targets, provider, virtual_key, override_params } = value;
  if (isFields(strategy) && Array.isArray(targets)) return true;
  return typeof provider === "string" || typeof virtual_key === "string" ? isFields(override_params) : false;
}

type GroupTools = Tools & { readonly inherited?: Inherited };

type Tools = { readonly notes: ReturnType<typeof createNotes>; readonly endpoints: ReturnType<typeof createEndpoints> };

/** A config of Portkey’s gateway, or several under their names: each is a chain. */
export function readPortkey(value: unknown, here: Pick<Here, "providers">): ForeignSetup {
  const tools = { notes: createNotes(), endpoints: createEndpoints(here) };
  const file = fieldsOf(value);
  const configs = isConfig(file)
    ? [["Portkey", file, ""] as const]
    : Object.entries(file).map(([name, one]) => [name, fieldsOf(one), joined("", name)] as const);
  const chains = configs.flatMap(([name, config, path]) => {
    // One more than a chain can hold, so that it is told.
    const links = linksOf(config, path, tools).slice(0, mostLinks + 1);
    noteDefaults(tools.notes, joined(path, "targets"), links);
    if (links.length > 0) return [foreignChain("portkey", name, links.map(withoutLastTriggers))];
    tools.notes.add(path || "targets", "None of its targets can be asked here, so the config is left out.");
    return [];
  });
  return foreignSetup(tools.endpoints.added(), chains, tools.notes);
}

/** Nothing leads on from the last link. */
function withoutLastTriggers(link: ForeignLink, at: number, links: readonly ForeignLink[]): ForeignLink {
  return at === links.length - 1 ? { ...link, triggers: {} } : link;
}

/** A target, or all that stand in one. What goes on after other answers is a group of its own there. */
function linksOf(config: Fields, path: string, { inherited = {}, ...tools }: GroupTools): readonly ForeignLink[] {
  const targets = fieldOf(config, "targets");
  if (!Array.isArray(targets)) return readTarget(config, path, { ...tools, inherited });
  const { notes } = tools;
  const strategy = fieldsOf(fieldOf(config, "strategy"));
  noteOthers(notes, config, { path, names: new Set(["strategy", "targets", ...inheritedNames]) });
  noteOthers(notes, strategy, { path: joined(path, "strategy"), names: strategyNames });
  const mode = textOf(strategy, "mode");
  if (mode === "conditional") {
    notes.add(joined(path, "strategy"), "A chain has no conditions, so what depends on one is left out.");
    return [];
  }
  if (mode === "loadbalance")
    notes.add(joined(path, "strategy"), "Understudy shares no load: the targets are asked in their order.");
  const asked = mode === "single" ? listOf(targets).slice(0, 1) : listOf(targets);
  if (asked.length < targets.length) notes.add(joined(path, "targets"), "Only the first target is asked there.");
  const codes = fieldOf(strategy, "on_status_codes");
  const triggers = asked.length > 1 ? goingOn(codes, { notes, path: joined(path, "strategy") }) : {};
  const handedOn = inheritedFrom(config, path, inherited);
  return asked.flatMap((target, at) => {
    const place = `${joined(path, "targets")}[${at}]`;
    const inner = fieldsOf(target);
    const links = linksOf(inner, place, { ...tools, inherited: handedOn });
    // A group within that goes on by itself says after what; when its last target fails, the group around it decides.
    const goesOnItself = textOf(fieldsOf(fieldOf(inner, "strategy")), "mode") === "fallback";
    return links.map((link, index) => (goesOnItself && index < links.length - 1 ? link : { ...link, triggers }));
  });
}

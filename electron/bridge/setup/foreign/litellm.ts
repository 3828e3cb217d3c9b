import type { Here } from "#electron/bridge/setup/draft.ts";
import type { Chain, DeadlineName } from "#shared/chain.ts";
import { checkDeadline, mostChains, mostLinks } from "#shared/check-chain.ts";
import { createEndpoints } from "./endpoints.ts";
import { everyFailure, type ForeignLink, foreignChain, foreignSetup, noteDefaults } from "./foreign-chain.ts";
import { type Fallbacks, fallbacksIn, followersOf } from "./litellm-fallbacks.ts";
import { type Deployment, readDeployment, retriesIn } from "./litellm-links.ts";
import {
  createNotes,
  type Fields,
  type ForeignSetup,
  fieldOf,
  fieldsOf,
  isFields,
  listOf,
  type Notes,
  noteDoubles,
  noteOthers,
  numberIn,
  textsIn,
} from "./values.ts";

const topNames = new Set(["model_list", "router_settings", "litellm_settings"]);
const routerNames = new Set([
  "num_retries",
  "timeout",
  "stream_timeout",
  "request_timeout",
  "fallbacks",
  "default_fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
]);

export function isLiteLlm(value: unknown): boolean {
  return isFields(value) && Array.isArray(fieldOf(value, "model_list"));
}

/** A config of the LiteLLM proxy: each list of fallbacks is a chain, and so is each model that no list names. */
export function readLiteLlm(value: unknown, here: Pick<Here, "providers">): ForeignSetup {
  const notes = createNotes();
  const endpoints = createEndpoints(here);
  const file = fieldsOf(value);
  noteOthers(notes, file, { path: "", names: topNames });
  const deployments = listOf(fieldOf(file, "model_list")).flatMap(
    (entry, at) => readDeployment(entry, `model_list[${at}]`, { notes, endpoints }) ?? [],
  );
  const asked = Map.groupBy(deployments, ({ group }) => group);
  const router = readRouter(file, notes);
  noteDefaults(
    notes,
    "model_list",
    deployments.map(({ link }) => link),
  );
  // One more than there may be, so that it is told.
  const groups = groupsOf(asked, router, notes).slice(0, mostChains + 1);
  const chains = groups.map((group) => chainOf(group, { asked, router, notes }));
  return foreignSetup(endpoints.added(), chains, notes);
}

type Asked = ReadonlyMap<string, readonly Deployment[]>;

type Router = {
  readonly retries: 0 | 1 | null;
  readonly totalMs: number | null;
  readonly firstTokenMs: number | null;
  readonly fallbacks: Fallbacks;
  /** For every group that has none of its own. */
  readonly usual: readonly string[];
  readonly contextWindow: Fallbacks | null;
  readonly contentPolicy: Fallbacks | null;
};

/** Both sections may hold them; the router's own win. */
function readRouter(file: Fields, notes: Notes): Router {
  const own = sectionOf(file, "router_settings", notes);
  const general = sectionOf(file, "litellm_settings", notes);
  const both = Object.keys(general).filter((name) => routerNames.has(name) && Object.hasOwn(own, name));
  for (const name of both) notes.add(`litellm_settings.${name}`, "“router_settings” says it, too, and that wins.");
  const rest = Object.entries(general).filter(([name]) => !both.includes(name));
  const fields: Fields = { ...Object.fromEntries(rest), ...own };
  const path = (name: string) => (Object.hasOwn(own, name) ? "router_settings" : "litellm_settings");
  const timeIn = (name: string, deadline: DeadlineName) => {
    const check = (ms: number) => checkDeadline(deadline, ms);
    return numberIn(fields, name, { notes, path: path(name), scale: 1000, check });
  };
  const listsIn = (name: string) => fallbacksIn(fields, name, { notes, path: path(name) });
  noteDoubles(fields, ["timeout", "request_timeout"], { notes, path: path("request_timeout") });
  const fallbacks = listsIn("fallbacks") ?? new Map<string, readonly string[]>();
  const usual = textsIn(fields, "default_fallbacks", { notes, path: path("default_fallbacks") });
  return {
    retries: retriesIn(fields, { path: path("num_retries"), notes }),
    totalMs: timeIn("timeout", "totalMs") ?? timeIn("request_timeout", "totalMs"),
    firstTokenMs: timeIn("stream_timeout", "firstContentMs"),
    fallbacks,
    usual: fallbacks.get("*") ?? usual,
    contextWindow: listsIn("context_window_fallbacks"),
    contentPolicy: listsIn("content_policy_fallbacks"),
  };
}

function sectionOf(file: Fields, name: string, notes: Notes): Fields {
  const value = fieldOf(file, name) ?? {};
  const fields = fieldsOf(value);
  if (!isFields(value)) notes.add(name, "It is no group of settings, so it is left out.");
  noteOthers(notes, fields, { path: name, names: routerNames, why: whyNot });
  return fields;
}

const reasons: Readonly<Record<string, string>> = {
  routing_strategy: "Understudy asks the links of a chain in their order.",
  cooldown_time: "Understudy cools a limit for as long as the provider says.",
  allowed_fails: "Understudy cools a limit by its own rules.",
  allowed_fails_policy: "Understudy cools a limit by its own rules.",
  retry_policy: "Understudy retries by the kind of a failure, by its own rules.",
  max_fallbacks: "A chain has as many links as it has.",
};

function whyNot(name: string): string {
  return Object.hasOwn(reasons, name) ? (reasons[name] ?? "") : "Understudy has no such setting.";
}

type Group = { readonly name: string; readonly others: readonly string[] };

/** A group that is only ever somebody's fallback is no chain of its own. */
function groupsOf(asked: Asked, { fallbacks, usual }: Router, notes: Notes): readonly Group[] {
  const followers = new Set([...fallbacks.values(), usual].flat());
  for (const name of [...fallbacks.keys(), ...followers]) {
    if (name !== "*" && !asked.has(name)) notes.add("fallbacks", "It names a model that is not asked here.");
  }
  return [...asked.keys()]
    .filter((name) => fallbacks.has(name) || !followers.has(name))
    .map((name) => ({ name, others: followersOf(name, fallbacks, usual) }));
}

type ChainParts = { readonly asked: Asked; readonly router: Router; readonly notes: Notes };

function chainOf({ name, others }: Group, { asked, router, notes }: ChainParts): Chain {
  const all = [name, ...others].flatMap((group) => {
    const same = asked.get(group) ?? [];
    if (same.length > 1)
      notes.add("model_list", "Models of one name share the load there; here they are asked in their order.");
    return same.map(({ link }) => link);
  });
  // One more than a chain can hold, so that it is told.
  const links = all.slice(0, mostLinks + 1);
  if (links.length > 1) notes.add("fallbacks", everyFailure);
  const first = asked.get(name)?.length ?? 0;
  const triggers = {
    ...answered,
    ...(goesOn(router.contextWindow, { name, others, notes, path: "context_window_fallbacks" })
      ? {}
      : { CONTEXT_LENGTH: false }),
    ...(goesOn(router.contentPolicy, { name, others, notes, path: "content_policy_fallbacks" })
      ? { CONTENT_POLICY: true }
      : {}),
  };
  const ruled = links.map(
    (link, at): ForeignLink => ({
      ...link,
      retries: link.retries ?? router.retries,
      totalMs: link.totalMs ?? router.totalMs,
      firstTokenMs: link.firstTokenMs ?? router.firstTokenMs,
      triggers: triggersAt(at, { first, count: links.length, triggers }),
    }),
  );
  return foreignChain("litellm", name, ruled);
}

/** An empty answer is one for LiteLLM, too. */
const answered = { EMPTY: false } as const;

/** Lists of their own are those of the first model. Behind it every failure leads on, and from the last link none. */
function triggersAt(
  at: number,
  { first, count, triggers }: { first: number; count: number; triggers: ForeignLink["triggers"] },
): ForeignLink["triggers"] {
  if (at === count - 1) return {};
  return at < first ? triggers : { ...answered, CONTENT_POLICY: true };
}

/** Whether such a failure leads on: a list of its own says so, else the list for every failure holds. */
function goesOn(
  lists: Fallbacks | null,
  { name, others, notes, path }: Group & { readonly notes: Notes; readonly path: string },
): boolean {
  if (lists === null || lists.size === 0) return others.length > 0;
  const own = lists.get(name);
  if (own === undefined) return false;
  // Behind the list itself stand the lists of those in it.
  const isOther = own.some((one, at) => one !== others[at]);
  if (isOther) notes.add(path, "A chain has one order for all failures, so the order for this one is left out.");
  return own.length > 0;
}

import { setupFrame } from "#electron/bridge/setup/setup-schema.ts";
import {
  type Chain,
  type DeadlineName,
  defaultMaxTokens,
  defaultTemperature,
  type LinkRules,
  newLink,
  type Trigger,
} from "#shared/chain.ts";
import { longestName, mostChains } from "#shared/check-chain.ts";
import { formatCount } from "#shared/format.ts";
import type { Provider } from "#shared/model.ts";
import { setupFormat, setupVersion } from "#shared/setup.ts";
import { textHash } from "./endpoints.ts";
import type { ForeignSetup, Notes } from "./values.ts";

/** A link as another program's file has it; a null part is not said there. */
export type ForeignLink = {
  readonly providerId: string;
  readonly modelId: string;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly costPer1kInput: number | null;
  readonly costPer1kOutput: number | null;
  readonly models: readonly string[];
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  readonly retries: 0 | 1 | null;
  readonly triggers: Readonly<Partial<Record<Trigger, boolean>>>;
};

export function foreignChain(source: string, name: string, links: readonly ForeignLink[]): Chain {
  return {
    id: `${source}-${textHash(name)}`,
    name,
    links: links.map((link, at) => linkOf(link, at, at === links.length - 1)),
    // Neither program starts over: what was handed out stays.
    onMidStream: "fail",
  };
}

/** Of a program that asks the next model after whatever goes wrong. */
export const everyFailure = "There every failure leads on. Here a wrong request does not: it would fail everywhere.";

/** A link here always has both, whatever its model does by itself. */
export function noteDefaults(notes: Notes, path: string, links: readonly ForeignLink[]): void {
  if (links.some(({ maxTokens }) => maxTokens === null))
    notes.add(path, `A link that has no limit of tokens there has one of ${formatCount(defaultMaxTokens)} here.`);
  if (links.some(({ temperature }) => temperature === null))
    notes.add(path, `A link that has no temperature there has ${defaultTemperature} here.`);
}

function linkOf(link: ForeignLink, at: number, isLast: boolean): Chain["links"][number] {
  const { providerId, modelId, maxTokens, temperature, costPer1kInput, costPer1kOutput, models } = link;
  const base = newLink(`l${at + 1}`, (modelId.split("/").at(-1) ?? modelId).slice(0, longestName) || modelId, {
    providerId,
    modelId,
  });
  const rules = rulesOf(link, isLast);
  return {
    ...base,
    ...(maxTokens !== null && { maxTokens }),
    ...(temperature !== null && { temperature }),
    costPer1kInput,
    costPer1kOutput,
    ...(models.length > 0 && { models }),
    ...(rules !== null && { rules }),
  };
}

function rulesOf({ firstTokenMs, totalMs, retries, triggers }: ForeignLink, isLast: boolean): LinkRules | null {
  const firstName: DeadlineName = isLast ? "lastHopeFirstContentMs" : "firstContentMs";
  const deadlines = {
    ...(firstTokenMs !== null && { [firstName]: firstTokenMs }),
    ...(totalMs !== null && { totalMs }),
  };
  const rules: LinkRules = {
    ...(Object.keys(deadlines).length > 0 && { deadlines }),
    ...(retries !== null && { retries }),
    ...(Object.keys(triggers).length > 0 && { triggers }),
  };
  return Object.keys(rules).length === 0 ? null : rules;
}

/** More than a file of ours may hold is left out, and told. */
const mostProviders = 200;

/** As our own file would have it. */
export function foreignSetup(providers: readonly Provider[], chains: readonly Chain[], notes: Notes): ForeignSetup {
  if (chains.length > mostChains) notes.add("the file", `Only the first ${mostChains} chains are read.`);
  const frame = setupFrame.parse({
    format: setupFormat,
    version: setupVersion,
    providers: providers.slice(0, mostProviders),
    chains: chains.slice(0, mostChains),
  });
  return { frame, leftOut: notes.list() };
}

import type { DeadlineName } from "./chain.ts";

/**
 * Field checks of a chain. Each returns a sentence for the person who typed the value, or null where it is fine.
 * Forms show them beside the field; the host's schemas call the same ones at the door.
 */

export const longestName = 64;
const longestModelId = 256;
export const mostLinks = 64;
export const mostChains = 200;
const mostTokens = 1_000_000;
const hottest = 2;
/** Sums of what costs so much stay far below what a number holds exactly. */
const highestCost = 1_000;
/** OpenRouter refuses a request with more than three models in all, the link's own among them. */
export const mostOtherModels = 2;

export function checkChainName(name: string): string | null {
  return checkName(name, "The chain");
}

export function checkLinkName(name: string): string | null {
  return checkName(name, "The link");
}

/** A provider's name follows the same rules. */
export function checkProviderName(name: string): string | null {
  return checkName(name, "The provider");
}

export function checkModelId(modelId: string): string | null {
  if (modelId.trim() === "") return "Choose a model.";
  if (/\s/.test(modelId)) return "A model id has no spaces.";
  if (modelId.length > longestModelId) return `A model id has at most ${longestModelId} characters.`;
  return hasControlCharacter(modelId) ? "A model id is one line of plain text." : null;
}

/** An empty chain can be saved while it is edited; it answers nothing until it has a link. */
export function checkLinkCount(count: number): string | null {
  return count > mostLinks ? `A chain has at most ${mostLinks} links.` : null;
}

export function checkMaxTokens(maxTokens: number): string | null {
  const isFine = Number.isInteger(maxTokens) && maxTokens >= 1 && maxTokens <= mostTokens;
  return isFine ? null : "Max tokens is a whole number from 1 to 1,000,000.";
}

export function checkTemperature(temperature: number): string | null {
  const isFine = Number.isFinite(temperature) && temperature >= 0 && temperature <= hottest;
  return isFine ? null : `Temperature is a number from 0 to ${hottest}.`;
}

const deadlineNames: Readonly<Record<DeadlineName, string>> = {
  connectMs: "Connect",
  firstContentMs: "First token",
  lastHopeFirstContentMs: "First token of the last link",
  idleMs: "Pause between tokens",
  totalMs: "Whole answer",
};

/** Shortest and longest that a deadline may be, in ms. */
const deadlineBounds: Readonly<Record<DeadlineName, readonly [shortestMs: number, longestMs: number]>> = {
  connectMs: [100, 60_000],
  firstContentMs: [500, 600_000],
  lastHopeFirstContentMs: [500, 600_000],
  idleMs: [500, 600_000],
  totalMs: [1_000, 3_600_000],
};

export function checkDeadline(name: DeadlineName, ms: number): string | null {
  const [shortestMs, longestMs] = deadlineBounds[name];
  const isFine = Number.isInteger(ms) && ms >= shortestMs && ms <= longestMs;
  return isFine ? null : `${deadlineNames[name]} is a time from ${shortestMs / 1000} to ${longestMs / 1000} seconds.`;
}

/** The other models of a link that OpenRouter may answer with; `modelId` is the link's own. */
export function checkOtherModels(models: readonly string[], modelId: string): string | null {
  if (models.length > mostOtherModels) return `OpenRouter takes at most ${mostOtherModels} other models.`;
  const all = [modelId, ...models];
  if (new Set(all).size < all.length) return "Each model is named once.";
  return models.map(checkModelId).find((problem) => problem !== null) ?? null;
}

/** USD per 1,000 tokens; null means the catalog's price, 0 means free on purpose. */
export function checkCost(costPer1k: number | null): string | null {
  if (costPer1k === null) return null;
  const isFine = Number.isFinite(costPer1k) && costPer1k >= 0;
  if (!isFine) return "A price is 0 or more, or empty for the catalog's price.";
  return costPer1k > highestCost ? "A price is at most $1,000 for 1,000 tokens." : null;
}

function checkName(name: string, what: string): string | null {
  if (name.trim() === "") return `${what} needs a name.`;
  if (name !== name.trim()) return "A name has no spaces around it.";
  if (name.length > longestName) return `A name has at most ${longestName} characters.`;
  return hasControlCharacter(name) ? "A name is one line of plain text." : null;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

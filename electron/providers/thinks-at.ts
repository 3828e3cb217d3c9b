import type { Provider } from "#shared/model.ts";
import type { Effort } from "#shared/prompt.ts";
import { anthropicCapabilities } from "./anthropic-messages/capabilities.ts";
import { reasons } from "./capabilities.ts";
import { nearestEffort } from "./efforts.ts";
import { googleCapabilities } from "./google-generate/capabilities.ts";
import { chatRules, responsesEfforts } from "./openai-shape/capabilities.ts";

/**
 * Whether a model thinks before its answer when it is asked with this effort (engine.md R14): some that think only when
 * asked do then, and some that cannot stop still do at `none`.
 */
export function thinksAt(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string, effort: Effort): boolean {
  switch (provider.kind) {
    case "anthropic": {
      const model = anthropicCapabilities(modelId);
      return effort === "none" ? model.reasons && !model.canDisableThinking : model.thinking !== null;
    }
    case "google": {
      const { thinking } = googleCapabilities(modelId);
      if (thinking === null) return false;
      return effort !== "none" || thinking.kind === "level" || !thinking.canDisable;
    }
    default: {
      const efforts = provider.kind === "openai" ? responsesEfforts(modelId) : chatRules(provider, modelId).efforts;
      const taken = nearestEffort(effort, efforts);
      return taken === null ? reasons(provider.kind, modelId) : taken !== "none";
    }
  }
}

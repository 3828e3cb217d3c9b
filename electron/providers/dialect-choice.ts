import type { DialectQuestion } from "#electron/manager/dependencies.ts";
import { type Dialect, defaultDialect, type ProviderKind } from "#shared/model.ts";
import { reasons } from "./capabilities.ts";
import { nearestEffort } from "./efforts.ts";
import { responsesEfforts } from "./openai-shape/capabilities.ts";

/** OpenAI's models that only its Responses API serves (protocols.md §4). */
const responsesOnly = /^(?:ft:)?(?:gpt-5(?:\.\d+)?-pro|o1-pro|o3-pro)(?:-|$)|-deep-research|codex/i;

/**
 * The dialect of one prompt. Only OpenAI has two: its chat never tells what a model thinks, so a model that does is
 * asked through the Responses API. Tools are written in the shape of the chat and stay there; where the model has no
 * chat, its link is skipped.
 */
export function dialectFor(kind: ProviderKind, { modelId, prompt, overrides }: DialectQuestion): Dialect {
  if (kind !== "openai") return defaultDialect[kind];
  if (responsesOnly.test(modelId)) return "openai-responses";
  if (prompt.tools !== undefined || !reasons(kind, modelId)) return "openai-chat";
  const wanted = overrides.effort;
  const isThoughtless = wanted !== undefined && nearestEffort(wanted, responsesEfforts(modelId)) === "none";
  return isThoughtless ? "openai-chat" : "openai-responses";
}

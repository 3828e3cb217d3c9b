import { nearestEffort, thinkingBudget } from "#electron/providers/efforts.ts";
import type { Link } from "#shared/chain.ts";
import type { Effort, Overrides } from "#shared/prompt.ts";
import type { AnthropicCapabilities } from "./capabilities.ts";

type Thinking =
  | { readonly type: "adaptive"; readonly display: "summarized" }
  | { readonly type: "enabled"; readonly budget_tokens: number }
  | { readonly type: "disabled" };

/** `thinking: null`: nothing is said of it. */
type Asked = { readonly thinking: Thinking | null; readonly effort: Effort | null };

/** Models that think anyway do it in silence without this, which looks like a stall. */
const shown: Thinking = { type: "adaptive", display: "summarized" };

/** The least budget of thinking; it must also stay below `max_tokens` (protocols.md §5). */
const leastBudgetTokens = 1024;

/** The settings of a request as the model takes them: the sender's before the link's, the refused ones left out. */
export function settingFields(link: Link, overrides: Overrides, model: AnthropicCapabilities) {
  const maxTokens = Math.max(1, Math.min(overrides.maxTokens ?? link.maxTokens, model.maxOutputTokens));
  const { thinking, effort } = askedThinking(overrides.effort, maxTokens, model);
  // A text of white space alone is refused.
  const stop = overrides.stop?.filter((text) => text.trim() !== "") ?? [];
  const output = {
    ...(effort === null ? {} : { effort }),
    ...(overrides.jsonSchema !== undefined && model.jsonSchema
      ? { format: { type: "json_schema", schema: overrides.jsonSchema.schema } }
      : {}),
  };
  const thinks = thinking !== null && thinking.type !== "disabled";
  return {
    max_tokens: maxTokens,
    // Older models refuse sampling while they think.
    ...(model.temperature && !thinks ? sampling(link, overrides) : {}),
    ...(stop.length > 0 ? { stop_sequences: stop } : {}),
    ...(thinking === null ? {} : { thinking }),
    ...(Object.keys(output).length > 0 ? { output_config: output } : {}),
  };
}

/** Both together are refused, so `top_p` stands in for a temperature that only the link says. */
function sampling(link: Link, { temperature, topP }: Overrides) {
  if (temperature === undefined && topP !== undefined) return { top_p: topP };
  // Anthropic's range ends at 1, a link's at 2.
  return { temperature: Math.min(1, temperature ?? link.temperature) };
}

function askedThinking(wanted: Effort | undefined, maxTokens: number, model: AnthropicCapabilities): Asked {
  const unasked: Asked = { thinking: model.reasons ? shown : null, effort: null };
  if (wanted === undefined || model.thinking === null) return unasked;
  if (wanted === "none" && !model.reasons) return unasked;
  if (wanted === "none" && model.canDisableThinking) return { thinking: { type: "disabled" }, effort: null };
  const effort = nearestEffort(wanted, model.efforts);
  if (model.thinking === "adaptive") return { thinking: shown, effort };
  if (maxTokens <= leastBudgetTokens) return { thinking: null, effort };
  const bounds = { leastTokens: leastBudgetTokens, mostTokens: maxTokens - 1 };
  return { thinking: { type: "enabled", budget_tokens: thinkingBudget(wanted, maxTokens, bounds) }, effort };
}

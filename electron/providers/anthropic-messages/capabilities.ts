import { reasons, ruleFor } from "#electron/providers/capabilities.ts";
import { type AnthropicRule, anthropicRules } from "./model-rules.ts";

/** How a request to Anthropic must look for one model. */
export type AnthropicCapabilities = Omit<AnthropicRule, "pattern" | "source"> & {
  readonly version: "2023-06-01" | "2026-10-21";
  /** The model thinks whether asked or not, so its thinking is asked to be shown. */
  readonly reasons: boolean;
};

export function anthropicCapabilities(modelId: string): AnthropicCapabilities {
  const { pattern: _pattern, source: _source, ...rule } = ruleFor(anthropicRules, modelId);
  return {
    ...rule,
    // The newer version refuses sampling fields outright, so models that take them stay on the older one.
    version: rule.temperature ? "2023-06-01" : "2026-10-21",
    reasons: reasons("anthropic", modelId),
  };
}

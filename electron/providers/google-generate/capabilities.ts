import { reasons, ruleFor } from "#electron/providers/capabilities.ts";
import { type GoogleRule, googleRules } from "./model-rules.ts";

/** How a request to Google must look for one model. */
export type GoogleCapabilities = Omit<GoogleRule, "pattern" | "source"> & {
  /** The model thinks unasked; thought summaries may be asked for. Others refuse `includeThoughts` by itself. */
  readonly reasons: boolean;
};

export function googleCapabilities(modelId: string): GoogleCapabilities {
  const { pattern: _pattern, source: _source, ...rule } = ruleFor(googleRules, modelId);
  return { ...rule, reasons: reasons("google", modelId) };
}

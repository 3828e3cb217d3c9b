import type { ModelRef } from "./model.ts";

/** The settings of a link (design.md §1). The two costs are USD per 1,000 tokens; null means the catalog's price. */
export type ModelConfig = {
  readonly name: string;
  /** Provider id. */
  readonly provider: string;
  readonly modelId: string;
  readonly maxTokens: number;
  /** 0 to 2; left out of the request where the model refuses it. */
  readonly temperature: number;
  readonly costPer1kInput: number | null;
  readonly costPer1kOutput: number | null;
};

/** One thing a chain tries. */
export type Link = ModelConfig & { readonly id: string };

/** What happens when a stream dies after its first content (engine.md R17). */
export type OnMidStream = "restart" | "fail";

/** Links in the order they are tried. */
export type Chain = {
  readonly id: string;
  readonly name: string;
  readonly links: readonly Link[];
  readonly onMidStream: OnMidStream;
};

/** What a column sends to. */
export type Target = ({ readonly kind: "model" } & ModelRef) | { readonly kind: "chain"; readonly chainId: string };

export const defaultMaxTokens = 2000;
export const defaultTemperature = 0.7;

/** A link with the defaults of design.md §1. */
export function newLink(id: string, name: string, ref: ModelRef): Link {
  return {
    id,
    name,
    provider: ref.providerId,
    modelId: ref.modelId,
    maxTokens: defaultMaxTokens,
    temperature: defaultTemperature,
    costPer1kInput: null,
    costPer1kOutput: null,
  };
}

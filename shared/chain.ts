import type { Drill } from "./drill.ts";
import type { FailureClass } from "./failure.ts";
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

/** The deadlines of an attempt that may be set, in ms (engine.md R14, R15). */
export type DeadlineName = "connectMs" | "firstContentMs" | "lastHopeFirstContentMs" | "idleMs" | "totalMs";

/** The classes of failure after which one may choose whether the next link is tried (engine.md §2). */
export type Trigger = Exclude<FailureClass, "BAD_REQUEST" | "BUDGET" | "LOCAL" | "ABORT">;

/** What may be set for a link, else for its chain, else is the engine's default. An absent part is not set. */
export type LinkRules = {
  readonly deadlines?: Readonly<Partial<Record<DeadlineName, number>>>;
  /** How often the same link may be asked once more where its class of failure allows it (R8). */
  readonly retries?: 0 | 1;
  /** Whether the next link is tried after a failure of this class. */
  readonly triggers?: Readonly<Partial<Record<Trigger, boolean>>>;
};

/** One thing a chain tries. */
export type Link = ModelConfig & {
  readonly id: string;
  readonly rules?: LinkRules;
  /** Other models that OpenRouter may answer with where this one fails there (its own fallback), in order. */
  readonly models?: readonly string[];
};

/** What happens when a stream dies after its first content (engine.md R17). */
export type OnMidStream = "restart" | "fail";

/** Links in the order they are tried. */
export type Chain = {
  readonly id: string;
  readonly name: string;
  readonly links: readonly Link[];
  readonly onMidStream: OnMidStream;
  readonly rules?: LinkRules;
  /** Rehearsals that are kept with it. */
  readonly drills?: readonly Drill[];
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

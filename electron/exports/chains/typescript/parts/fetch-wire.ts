import type { Dialect } from "./dialect.ts";

/** An endpoint with its own key. Its BASE_URL variable replaces its address, for a proxy or a test. */
export type Provider = {
  readonly name: string;
  readonly dialect: Dialect;
  readonly baseUrl: string;
  readonly baseUrlVariable: string;
  readonly keyVariable: string;
  readonly keyOptional?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** False where usage comes unasked. */
  readonly streamUsage?: boolean;
};

/** What a link says of its requests besides. */
export type Wire = {
  /** Where it is not its provider's. */
  readonly dialect?: Dialect;
  /** The name of its limit in the body, for the dialect openai-chat. */
  readonly maxTokensField?: "max_tokens" | "max_completion_tokens";
  readonly extra?: Readonly<Record<string, Json>>;
};

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

// biome-ignore lint/style/noRestrictedImports: part of a program, and not of this one
import type { streamText } from "ai";

/** What a link says of its requests besides: options of the AI SDK's provider. */
export type Wire = { readonly providerOptions?: NonNullable<Parameters<typeof streamText>[0]["providerOptions"]> };

import type { Link } from "./chain.ts";

/**
 * Which of a link's models served an answer: its own, or one of the others that it lists (OpenRouter's own fallback).
 * Providers may name a dated snapshot of it. Null where it was none of them. A link that lists no others is answered
 * by its own, whatever name comes back.
 */
export function servedModel(link: Pick<Link, "modelId" | "models">, served: string | null): string | null {
  const { modelId, models = [] } = link;
  if (served === null || models.length === 0) return modelId;
  const listed = [modelId, ...models];
  return listed.find((one) => one === served) ?? listed.find((one) => bare(one) === bare(served)) ?? null;
}

/** The model that served where it is not the one that was asked: OpenRouter's own fallback. */
export function servedInstead(
  link: Pick<Link, "modelId" | "models"> | undefined,
  { modelId, modelServed }: { readonly modelId: string; readonly modelServed: string | null },
): string | null {
  if (link === undefined || modelServed === null) return null;
  const served = servedModel(link, modelServed) ?? modelServed;
  return served === modelId ? null : served;
}

/** Without the day of a snapshot and without OpenRouter's suffix, as in `openai/gpt-5-mini-2025-08-07:nitro`. */
function bare(modelId: string): string {
  return modelId.replace(/:[a-z]+$/, "").replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, "");
}

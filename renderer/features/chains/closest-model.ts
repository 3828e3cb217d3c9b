import type { ModelInfo } from "#shared/model.ts";

/** A slip is at most so much of the id; more is another model, and a guess would only mislead. */
const mostDistance = 0.4;

/** The listed model whose id, or whose id without its maker, is nearest to what was typed; null where none is near. */
export function closestModel(typed: string, models: readonly ModelInfo[]): ModelInfo | null {
  const wanted = plain(typed);
  let best: { readonly model: ModelInfo; readonly distance: number } | null = null;
  for (const model of models) {
    const distance = distanceTo(wanted, plain(model.modelId));
    if (best === null || distance < best.distance) best = { model, distance };
  }
  return best === null || best.distance > mostDistance ? null : best.model;
}

/** `anthropic/claude-sonnet-5.5` and `claude-sonnet-5-5` are one model. */
function plain(modelId: string): string {
  const id = modelId.toLowerCase();
  return id.slice(id.lastIndexOf("/") + 1).replaceAll(".", "-");
}

/** Share of the longer text that has to change: 0 is the same text. */
function distanceTo(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  return length === 0 ? 0 : edits(one, other) / length;
}

/** Fewest letters to put in, take out or change (Levenshtein). */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const kept = (row[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1);
      next.push(Math.min(kept, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

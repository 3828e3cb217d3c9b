import { formatCount } from "#shared/format.ts";
import type { TextDiff } from "./text-diff.ts";

/** `12 words added, 3 removed, 84% the same` */
export function summaryOf({ added, removed, samePercent, parts }: TextDiff): string {
  if (parts.every((part) => part.kind === "same")) return "Both answers are the same, character by character.";
  const words = added === 1 ? "1 word added" : `${formatCount(added)} words added`;
  return `${words}, ${formatCount(removed)} removed, ${samePercent}% the same`;
}

/** Removed and added side by side are one difference. */
export function changesIn({ parts }: TextDiff): number {
  return parts.filter((part, index) => part.kind !== "same" && (parts[index - 1]?.kind ?? "same") === "same").length;
}

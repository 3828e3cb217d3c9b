import type { DiffPart } from "./text-diff.ts";

/** A line of one of two texts, with what only this one has set apart. */
export type SideLine = {
  /** `- ` or `* ` before it, which is drawn as a dot. */
  readonly isItem: boolean;
  readonly parts: readonly { readonly text: string; readonly isOwn: boolean }[];
};

/** The lines of the text that has `own` parts: of the baseline with `removed`, of the other one with `added`. */
export function linesOfSide(parts: readonly DiffPart[], own: "removed" | "added"): readonly SideLine[] {
  const lines: { text: string; isOwn: boolean }[][] = [[]];
  for (const { kind, text } of parts) {
    if (kind !== "same" && kind !== own) continue;
    text.split("\n").forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push({ text: piece, isOwn: kind === own });
    });
  }
  return lines.map(sideLine);
}

const itemStart = /^\s*[-*•] /;

function sideLine(parts: readonly { readonly text: string; readonly isOwn: boolean }[]): SideLine {
  const whole = parts.map((part) => part.text).join("");
  const start = itemStart.exec(whole)?.[0].length ?? 0;
  return { isItem: start > 0, parts: start === 0 ? parts : withoutStart(parts, start) };
}

function withoutStart(parts: SideLine["parts"], length: number): SideLine["parts"] {
  let left = length;
  return parts.flatMap((part) => {
    const cut = Math.min(left, part.text.length);
    left -= cut;
    return cut === part.text.length ? [] : [{ ...part, text: part.text.slice(cut) }];
  });
}

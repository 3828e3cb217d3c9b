import { useEffect, useState } from "react";
import { runInSlices } from "./in-slices.ts";
import { type DiffUnit, diffTexts, type TextDiff } from "./text-diff.ts";

type Known = { readonly key: string; readonly diff: TextDiff };

/** Null while it is compared, and where a text is missing. */
export function useDiff(baseline: string | null, other: string | null, unit: DiffUnit): TextDiff | null {
  const [known, setKnown] = useState<Known | null>(null);
  const key = baseline === null || other === null ? null : JSON.stringify([baseline, other, unit]);
  useEffect(() => {
    if (baseline === null || other === null || key === null) return;
    return runInSlices(diffTexts(baseline, other, unit), (diff) => setKnown({ key, diff }));
  }, [baseline, other, unit, key]);
  return known !== null && known.key === key ? known.diff : null;
}

import { useEffect, useState } from "react";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";

/**
 * Whether the values of the prompt's variables are being filled in. A Send out of one of their fields takes the prompt
 * away that they belong to: they make room for the answers, and the focus goes to where the next prompt is written.
 */
export function useFillingIn(): readonly [boolean, (isFillingIn: boolean) => void] {
  const [isFillingIn, setFillingIn] = useState(false);
  useEffect(() => {
    if (!isFillingIn) return;
    return useComposerStore.subscribe(({ draft }, before) => {
      if (draft === before.draft) return;
      setFillingIn(false);
      focusWhenDrawn(promptSelector);
    });
  }, [isFillingIn]);
  return [isFillingIn, setFillingIn];
}

import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { promptNumber, shownPrompt } from "#renderer/stores/prompts.ts";
import { Chip } from "#renderer/ui/chip.tsx";
import type { Run } from "#shared/run.ts";
import styles from "./answered-prompt.module.css";

/** Where a column was not asked the prompt on screen, it shows its answer to an earlier one, and says so. */
export function AnsweredPrompt({ run }: { readonly run: Run | undefined }) {
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  if (run === undefined || run.comparisonId === shownPrompt(prompts, shownId)?.id) return null;
  const number = promptNumber(prompts, run.comparisonId);
  return number === null ? null : (
    <Chip tone="warn" title={`Answer to prompt ${number}`}>
      <span className={styles.long}>Answer to prompt {number}</span>
      <span className={styles.brief} aria-hidden="true">
        Prompt {number}
      </span>
    </Chip>
  );
}

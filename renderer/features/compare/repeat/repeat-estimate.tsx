import composer from "#renderer/features/compare/composer/composer.module.css";
import { FillIn } from "#renderer/features/compare/composer/composer-estimate.tsx";
import type { Asked } from "#renderer/features/compare/composer/use-asked.ts";
import { estimateIn } from "#renderer/stores/repeat-check-store.ts";
import { changeRepeat, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { RefusedEstimate } from "./refused-estimate.tsx";
import { mostWords, sizeWords } from "./repeat-words.ts";
import type { RepeatedDraft } from "./use-repeat-draft.ts";

export type RepeatEstimateProps = {
  readonly asked: Asked;
  readonly repeat: RepeatedDraft;
  readonly onFillIn: () => void;
};

/** `3 columns × 20 = 60 runs · at most $0.55`, or what stands against it and the way out. */
export function RepeatEstimate({ asked, repeat: { check, runs }, onFillIn }: RepeatEstimateProps) {
  const draft = useRepeatDraftStore();
  if (asked.missing.length > 0) return <FillIn missing={asked.missing} onFillIn={onFillIn} />;
  if (check.kind === "refused") {
    return <span className={`num ${composer.estimate} ${composer.refused}`}>{check.message}</span>;
  }
  const estimate = estimateIn(check);
  if (estimate !== null && estimate.refusal !== null) {
    return (
      <RefusedEstimate
        estimate={estimate}
        verb="Repeat"
        onTimes={(times) => changeRepeat({ times })}
        className={`${composer.estimate} ${composer.refused}`}
      />
    );
  }
  return (
    <span className={`num ${composer.estimate}`}>
      {sizeWords(draft, asked.columns.length)}
      {estimate?.runs === runs ? ` · ${mostWords(estimate)}` : ""}
    </span>
  );
}

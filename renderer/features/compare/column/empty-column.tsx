import { useState } from "react";
import { changeTarget, suggestTargets } from "#renderer/actions/columns.ts";
import { ChainBadge, ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { type TargetOption, useTargetOptions } from "#renderer/parts/target-options.ts";
import { TargetPicker } from "#renderer/parts/target-picker.tsx";
import { targetKey } from "#renderer/stores/targets.ts";
import { Popover } from "#renderer/ui/popover.tsx";
import { formatCount } from "#shared/format.ts";
import styles from "./column-body.module.css";

/** A column before its target is picked: three likely ones, and all the others behind a button. */
export function EmptyColumn({ columnId }: { readonly columnId: string }) {
  const options = useTargetOptions();
  const [isPicking, setPicking] = useState(false);
  const modelCount = options.filter((option) => option.providerId !== null).length;
  return (
    <div className={`scroll ${styles.body}`}>
      <p className="sub">Pick a model or a chain.</p>
      <ul className={styles.suggestions}>
        {likely(options).map((option) => (
          <li key={option.key}>
            <Suggestion option={option} onPick={() => changeTarget(columnId, option.target)} />
          </li>
        ))}
      </ul>
      <Popover
        label="Pick a model or a chain"
        isOpen={isPicking}
        onOpenChange={setPicking}
        trigger={
          <button type="button" className={`acc medium ${styles.browse}`}>
            {modelCount === 1 ? "Browse 1 model" : `Browse ${formatCount(modelCount)} models`}
          </button>
        }
      >
        <TargetPicker current={null} onPick={(target) => changeTarget(columnId, target)} />
      </Popover>
    </div>
  );
}

type SuggestionProps = { readonly option: TargetOption; readonly onPick: () => void };

function Suggestion({ option, onPick }: SuggestionProps) {
  return (
    <button type="button" className={styles.suggestion} onClick={onPick}>
      {option.providerId === null ? (
        <ChainBadge />
      ) : (
        <ProviderBadge providerId={option.providerId} name={option.subtitle} />
      )}
      <span className="trunc">{option.title}</span>
      <span className="dim trunc">{option.subtitle}</span>
    </button>
  );
}

function likely(options: readonly TargetOption[]): readonly TargetOption[] {
  const keys = new Set(suggestTargets().map(targetKey));
  return options.filter((option) => keys.has(option.key)).slice(0, 3);
}

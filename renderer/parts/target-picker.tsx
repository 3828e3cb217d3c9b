import { targetKey } from "#renderer/stores/targets.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Target } from "#shared/chain.ts";
import { ChainBadge, ProviderBadge } from "./provider-badge.tsx";
import { SearchList } from "./search-list.tsx";
import { filterOptions, type TargetOption, useTargetOptions } from "./target-options.ts";

export type TargetPickerProps = {
  readonly current: Target | null;
  readonly onPick: (target: Target) => void;
  /** Leaves the chains out. */
  readonly only?: "models";
};

/** Everything that a column can send to; put it into a Popover. */
export function TargetPicker({ current, onPick, only }: TargetPickerProps) {
  const options = useTargetOptions(only);
  return (
    <SearchList
      options={options}
      find={filterOptions}
      keyOf={(option) => option.key}
      current={current === null ? null : targetKey(current)}
      onPick={(option) => onPick(option.target)}
      searchLabel={only === "models" ? "Search models" : "Search models and chains"}
      listLabel={only === "models" ? "Models" : "Models and chains"}
      nothing="Nothing matches"
      figures="$ per 1k tokens, in / out"
      row={(option, isCurrent) => <TargetRow option={option} isCurrent={isCurrent} />}
    />
  );
}

function TargetRow({ option, isCurrent }: { readonly option: TargetOption; readonly isCurrent: boolean }) {
  return (
    <>
      {option.providerId === null ? (
        <ChainBadge />
      ) : (
        <ProviderBadge providerId={option.providerId} name={option.subtitle} />
      )}
      <span className="trunc medium">{option.title}</span>
      <span className="dim trunc grow">{option.subtitle}</span>
      {isCurrent ? <Icon name="check" size="s" className="acc" /> : null}
      <span className="num dim">{option.price}</span>
    </>
  );
}

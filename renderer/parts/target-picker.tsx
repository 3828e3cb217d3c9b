import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { targetKey } from "#renderer/stores/targets.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Target } from "#shared/chain.ts";
import { formatCount } from "#shared/format.ts";
import { ChainBadge, ProviderBadge } from "./provider-badge.tsx";
import { filterOptions, type TargetOption, useTargetOptions } from "./target-options.ts";
import styles from "./target-picker.module.css";

export type TargetPickerProps = {
  readonly current: Target | null;
  readonly onPick: (target: Target) => void;
};

/** More rows than this are not drawn: typing finds them faster than scrolling. */
const mostRows = 120;

/** Search field and list of everything a column or link can send to; put it into a Popover. */
export function TargetPicker({ current, onPick }: TargetPickerProps) {
  const { query, setQuery, options, total, active, setActive, listId } = usePicker(current);
  const activeOption = options[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(options.length - 1, active + step)));
    }
    if (event.key === "Enter" && activeOption !== undefined) {
      event.preventDefault();
      onPick(activeOption.target);
    }
  };
  return (
    <div className={styles.picker}>
      <label className={styles.search}>
        <Icon name="search" size="s" />
        <input
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-label="Search models and chains"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeOption === undefined ? undefined : `${listId}-${active}`}
          placeholder="Search models and chains"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <OptionList listId={listId} options={options} active={active} current={current} onPick={onPick} />
      <p className={styles.foot}>
        <span>{countWords(options.length, total)}</span>
        <span className="grow" />
        <span>$ per 1k tokens, in / out</span>
      </p>
    </div>
  );
}

function usePicker(current: Target | null) {
  const [query, setText] = useState("");
  const listId = useId();
  const all = useTargetOptions();
  const found = useMemo(() => filterOptions(all, query), [all, query]);
  const start = all.findIndex((option) => current !== null && option.key === targetKey(current));
  const [active, setActive] = useState(Math.max(0, start));
  const setQuery = (text: string) => {
    setText(text);
    setActive(0);
  };
  return { query, setQuery, options: found.slice(0, mostRows), total: found.length, active, setActive, listId };
}

function countWords(shown: number, total: number): string {
  if (total === 0) return "Nothing matches";
  return shown < total
    ? `${formatCount(shown)} of ${formatCount(total)}, type to narrow`
    : `${formatCount(total)} to pick from`;
}

type OptionListProps = {
  readonly listId: string;
  readonly options: readonly TargetOption[];
  readonly active: number;
  readonly current: Target | null;
  readonly onPick: (target: Target) => void;
};

function OptionList({ listId, options, active, current, onPick }: OptionListProps) {
  return (
    <div id={listId} role="listbox" aria-label="Models and chains" className={`scroll ${styles.list}`} tabIndex={-1}>
      {options.map((option, index) => (
        <Option
          key={option.key}
          id={`${listId}-${index}`}
          option={option}
          isActive={index === active}
          isCurrent={current !== null && option.key === targetKey(current)}
          onPick={onPick}
        />
      ))}
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly option: TargetOption;
  readonly isActive: boolean;
  readonly isCurrent: boolean;
  readonly onPick: (target: Target) => void;
};

function Option({ id, option, isActive, isCurrent, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and the keys, as a combobox does
    // biome-ignore lint/a11y/useFocusableInteractive: see above; aria-activedescendant points here
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={isActive ? scrollIntoView : null}
      className={styles.option}
      onClick={() => onPick(option.target)}
    >
      {option.providerId === null ? (
        <ChainBadge />
      ) : (
        <ProviderBadge providerId={option.providerId} name={option.subtitle} />
      )}
      <span className="trunc medium">{option.title}</span>
      <span className="dim trunc grow">{option.subtitle}</span>
      {isCurrent ? <Icon name="check" size="s" className="acc" /> : null}
      <span className="num dim">{option.price}</span>
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

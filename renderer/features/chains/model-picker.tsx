import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCompactCount, formatCount, formatPricePer1k } from "#shared/format.ts";
import type { ModelInfo } from "#shared/model.ts";
import styles from "./model-picker.module.css";

export type ModelPickerProps = {
  readonly models: readonly ModelInfo[];
  readonly current: string;
  /** The provider's name. */
  readonly provider: string;
  readonly onPick: (modelId: string) => void;
};

/** More rows than this are not drawn: typing finds them faster than scrolling. */
const mostRows = 120;

/** Search field and list of one provider's models, with what each costs and how much it takes; put it into a Popover. */
export function ModelPicker({ models, current, provider, onPick }: ModelPickerProps) {
  const listId = useId();
  const [query, setQuery] = useState("");
  const found = useMemo(() => models.filter((model) => matches(model, query)), [models, query]);
  const shown = found.slice(0, mostRows);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      models.findIndex((model) => model.modelId === current),
    ),
  );
  const activeModel = shown[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive(Math.max(0, Math.min(shown.length - 1, active + step)));
    else if (event.key === "Enter" && activeModel !== undefined) onPick(activeModel.modelId);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <label className={styles.search}>
        <Icon name="search" size="s" />
        <input
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-label={`Search models of ${provider}`}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeModel === undefined ? undefined : `${listId}-${active}`}
          placeholder={`Search models of ${provider}`}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div
        id={listId}
        role="listbox"
        aria-label={`Models of ${provider}`}
        className={`scroll ${styles.list}`}
        tabIndex={-1}
      >
        {shown.map((model, index) => (
          <Option
            key={model.modelId}
            id={`${listId}-${index}`}
            model={model}
            isActive={index === active}
            isCurrent={model.modelId === current}
            onPick={onPick}
          />
        ))}
      </div>
      <p className={styles.foot}>
        <span>{countWords(shown.length, found.length)}</span>
        <span className="grow" />
        <span>context, $ per 1k tokens in / out</span>
      </p>
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly model: ModelInfo;
  readonly isActive: boolean;
  readonly isCurrent: boolean;
  readonly onPick: (modelId: string) => void;
};

function Option({ id, model, isActive, isCurrent, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and the keys, as a combobox does
    // biome-ignore lint/a11y/useFocusableInteractive: see above; aria-activedescendant points here
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={isActive ? scrollIntoView : null}
      className={styles.option}
      onClick={() => onPick(model.modelId)}
    >
      <span className={styles.names}>
        <span className="trunc medium">{model.name}</span>
        <span className={`mono trunc ${styles.id}`}>{model.modelId}</span>
      </span>
      {isCurrent ? <Icon name="check" size="s" className="acc" /> : null}
      <span className="num dim">{model.contextTokens === null ? "" : formatCompactCount(model.contextTokens)}</span>
      {model.isFree ? (
        <Chip tone="ok">Free</Chip>
      ) : (
        <span className={`num dim ${styles.price}`}>{priceWords(model)}</span>
      )}
    </div>
  );
}

function priceWords({ price }: ModelInfo): string {
  if (price === null) return "unknown price";
  return `${formatPricePer1k(price.inputUsd)} / ${formatPricePer1k(price.outputUsd)}`;
}

/** Every typed word must be found in the name or the id; `free` finds the free ones. */
function matches({ name, modelId, isFree }: ModelInfo, query: string): boolean {
  const text = `${name} ${modelId}${isFree ? " free" : ""}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function countWords(shown: number, total: number): string {
  if (total === 0) return "Nothing matches. An id that is not listed can be typed into the field.";
  return shown < total
    ? `${formatCount(shown)} of ${formatCount(total)}, type to narrow`
    : `${formatCount(total)} to pick from`;
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

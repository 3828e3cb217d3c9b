import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from "react";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import styles from "./search-list.module.css";

export type SearchListProps<T> = {
  readonly options: readonly T[];
  /** Those that what is typed finds, in order. */
  readonly find: (options: readonly T[], query: string) => readonly T[];
  readonly keyOf: (option: T) => string;
  /** Key of the option that holds now; null for none. */
  readonly current: string | null;
  readonly onPick: (option: T) => void;
  /** Names the field and is its placeholder. */
  readonly searchLabel: string;
  readonly listLabel: string;
  /** Below the list, where nothing was found. */
  readonly nothing: string;
  /** Below the list: what the figures in the rows are. */
  readonly figures: string;
  readonly row: (option: T, isCurrent: boolean) => ReactNode;
  /** Rows of two lines, in a wider list. */
  readonly isTall?: boolean;
};

/** More rows than this are not drawn: typing finds them faster than scrolling. */
const mostRows = 120;

/** Search field and list, moved through by arrows and picked by Enter or a click; put it into a Popover. */
export function SearchList<T>(props: SearchListProps<T>) {
  const { options, find, keyOf, current, onPick, searchLabel } = props;
  const listId = useId();
  const [query, setQuery] = useState("");
  const found = useMemo(() => find(options, query), [find, options, query]);
  const shown = found.slice(0, mostRows);
  const start = options.findIndex((option) => keyOf(option) === current);
  const [active, setActive] = useState(Math.max(0, start));
  const activeOption = shown[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive(Math.max(0, Math.min(shown.length - 1, active + step)));
    else if (event.key === "Enter" && activeOption !== undefined) onPick(activeOption);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes(styles.picker, props.isTall && styles.tall)}>
      <label className={styles.search}>
        <Icon name="search" size="s" />
        <input
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-label={searchLabel}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeOption === undefined ? undefined : `${listId}-${active}`}
          placeholder={searchLabel}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <Rows {...props} shown={shown} active={active} listId={listId} />
      <p className={styles.foot}>
        <span>{found.length === 0 ? props.nothing : countWords(shown.length, found.length)}</span>
        <span className="grow" />
        <span>{props.figures}</span>
      </p>
    </div>
  );
}

function countWords(shown: number, total: number): string {
  return shown < total
    ? `${formatCount(shown)} of ${formatCount(total)}, type to narrow`
    : `${formatCount(total)} to pick from`;
}

type RowsProps<T> = Pick<SearchListProps<T>, "keyOf" | "current" | "onPick" | "listLabel" | "row"> & {
  readonly shown: readonly T[];
  readonly active: number;
  readonly listId: string;
};

function Rows<T>({ shown, active, listId, keyOf, current, onPick, listLabel, row }: RowsProps<T>) {
  return (
    <div id={listId} role="listbox" aria-label={listLabel} className={`scroll ${styles.list}`} tabIndex={-1}>
      {shown.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and the keys, as a combobox does
        // biome-ignore lint/a11y/useFocusableInteractive: see above; aria-activedescendant points here
        <div
          key={keyOf(option)}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === active}
          ref={index === active ? scrollIntoView : null}
          className={styles.option}
          onClick={() => onPick(option)}
        >
          {row(option, keyOf(option) === current)}
        </div>
      ))}
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

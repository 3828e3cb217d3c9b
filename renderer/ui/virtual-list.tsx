import { type ReactElement, useEffect, useLayoutEffect, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";

export type VirtualListProps<T> = {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Draws an item; give the element the item's key. */
  readonly children: (item: T, index: number) => ReactElement;
  /** Key of the item that the keyboard is at: it stays drawn, and comes into view when it becomes another one. */
  readonly activeKey: string | null;
  /** Called when the end comes near; may be called often. */
  readonly onNearEnd: () => void;
};

/** This near to its end a list asks for more, in px. */
const nearEndPx = 800;

/**
 * As many rows as there are, of any height, drawn only where one looks. Its parent scrolls. What is added above the
 * place that was scrolled to does not move it. Only this file knows the library.
 */
export function VirtualList<T>({ items, keyOf, children, activeKey, onNearEnd }: VirtualListProps<T>) {
  const handle = useRef<VirtualizerHandle>(null);
  const active = items.findIndex((item) => keyOf(item) === activeKey);
  const isShifted = useIsShifted(items.map(keyOf), () => handle.current?.scrollOffset ?? 0);
  const look = () => {
    const list = handle.current;
    if (list === null) return;
    if (list.scrollSize - list.scrollOffset - list.viewportSize < nearEndPx) onNearEnd();
  };
  // A first page may be shorter than the window.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever there is more
  useEffect(look, [items.length]);
  useShownItem(handle, activeKey, active);
  return (
    <Virtualizer
      ref={handle}
      data={items}
      keepMounted={active === -1 ? [] : [active]}
      shift={isShifted}
      onScroll={look}
    >
      {children}
    </Virtualizer>
  );
}

/** True where the list grew or shrank above the place that was scrolled to. */
function useIsShifted(keys: readonly string[], offset: () => number): boolean {
  const before = useRef<{ readonly length: number; readonly last: string | undefined }>({ length: 0, last: undefined });
  const now = { length: keys.length, last: keys.at(-1) };
  const { length, last } = before.current;
  useLayoutEffect(() => {
    before.current = now;
  });
  return length !== now.length && last === now.last && offset() > 0;
}

function useShownItem(handle: React.RefObject<VirtualizerHandle | null>, key: string | null, index: number): void {
  const shown = useRef(key);
  useLayoutEffect(() => {
    if (shown.current === key || index === -1) return;
    shown.current = key;
    // With the heading above it, where it is the first.
    if (index <= 2) handle.current?.scrollTo(0);
    else handle.current?.scrollToIndex(index, { align: "nearest" });
  }, [handle, key, index]);
}

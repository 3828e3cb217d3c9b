import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { IconButton } from "./button.tsx";
import { fetchPart } from "./fetch-part.ts";
import { moveTo, orderWhileLifted, stepOf } from "./reorder-order.ts";
import type { PointerReorder } from "./reorder-pointer.ts";

/** Always the same function, so that what it missed is known when it is called again. */
const loadPointer = () => import("./reorder-pointer.ts");

export type ReorderAxis = "horizontal" | "vertical";

export type ReorderProps = {
  /** What is in the list, in its order; each one once. */
  readonly ids: readonly string[];
  readonly axis: ReorderAxis;
  /** What an item is called when its move is said aloud. */
  readonly nameOf: (id: string) => string;
  /** Called once, where an item was put down somewhere else; `toIndex` counts in the list without it. */
  readonly onMove: (id: string, toIndex: number) => void;
  /** Says what happens to people who do not see it: the app's one live region. */
  readonly announce: (text: string) => void;
  /** Draws the items in the order given: while one is lifted by keyboard it is not yet that of `ids`. */
  readonly children: (ids: readonly string[]) => ReactNode;
};

type Lifted = { readonly id: string; readonly index: number };

type ReorderContext = {
  readonly liftedId: string | null;
  readonly hintId: string;
  place(id: string, element: HTMLElement | null): void;
  placeGrip(id: string, element: HTMLElement | null): void;
  onKeyDown(id: string, event: KeyboardEvent): void;
  putDown(id: string): void;
};

const Context = createContext<ReorderContext | null>(null);

/** Fetching the part that drags can wait until the window has drawn itself. */
const loadAfterMs = 300;
/** Where it did not come, as while the program is away; menus and keys move items meanwhile. */
const loadAgainAfterMs = 5_000;

/**
 * A list whose items change places: by dragging their grip, or by keyboard (Space lifts, arrows move, Space drops,
 * Esc takes back). Items take `useReorderItem` and show a `ReorderGrip`. The library that drags stays behind this
 * file and is fetched late; the keyboard does not wait for it.
 */
export function Reorder({ ids, axis, nameOf, onMove, announce, children }: ReorderProps) {
  const hintId = useId();
  const [lifted, setLifted] = useState<Lifted | null>(null);
  // An item that was removed meanwhile is nobody's hand's any more.
  const held = lifted !== null && ids.includes(lifted.id) ? lifted : null;
  const shown = useMemo(() => orderWhileLifted(ids, held), [ids, held]);
  const drop = (id: string, toIndex: number) => {
    if (ids.indexOf(id) !== toIndex) onMove(id, toIndex);
    announce(`${nameOf(id)} dropped at ${toIndex + 1} of ${ids.length}.`);
  };
  const items = usePointer(shown, axis, drop);
  const keys = { ids, axis, held, setLifted, drop, nameOf, announce };
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  const liftedId = held?.id ?? null;
  const context = useMemo<ReorderContext>(
    () => ({
      liftedId,
      hintId,
      ...items,
      onKeyDown: (id, event) => moveByKey(latest.current, id, event),
      putDown: (id) => {
        if (latest.current.held?.id === id) setLifted(null);
      },
    }),
    [liftedId, hintId, items],
  );
  return (
    <Context value={context}>
      {children(shown)}
      <span id={hintId} className="visually-hidden">
        Space lifts, arrow keys move, Space drops, Escape takes back.
      </span>
    </Context>
  );
}

type Keys = Pick<ReorderProps, "ids" | "axis" | "nameOf" | "announce"> & {
  readonly held: Lifted | null;
  readonly setLifted: (lifted: Lifted | null) => void;
  readonly drop: (id: string, toIndex: number) => void;
};

function moveByKey(keys: Keys, id: string, event: KeyboardEvent): void {
  const { ids, held, setLifted, nameOf, announce } = keys;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (held?.id !== id) {
    if (event.key !== " ") return;
    event.preventDefault();
    const index = ids.indexOf(id);
    setLifted({ id, index });
    announce(`${nameOf(id)} lifted, ${index + 1} of ${ids.length}.`);
    return;
  }
  const next = moveTo(held.index, stepOf(event.key, keys.axis), ids.length);
  if (next !== null) {
    setLifted({ id, index: next });
    announce(`${nameOf(id)}, ${next + 1} of ${ids.length}.`);
  } else if (event.key === " " || event.key === "Enter") {
    setLifted(null);
    keys.drop(id, held.index);
  } else if (event.key === "Escape") {
    setLifted(null);
    announce(`${nameOf(id)} is back at ${ids.indexOf(id) + 1} of ${ids.length}.`);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

type Placed = Pick<ReorderContext, "place" | "placeGrip">;

/** Keeps the dragging part told of elements and their order. */
function usePointer(shown: readonly string[], axis: ReorderAxis, drop: (id: string, toIndex: number) => void): Placed {
  const [pointer, setPointer] = useState<PointerReorder | null>(null);
  const elements = useRef(new Map<string, { item: HTMLElement | null; grip: HTMLElement | null }>());
  const latestDrop = useRef(drop);
  useEffect(() => {
    latestDrop.current = drop;
  });
  useEffect(() => {
    let isGone = false;
    let made: PointerReorder | null = null;
    const make = async () => {
      const { createPointerReorder } = await fetchPart(loadPointer);
      if (isGone) return;
      made = createPointerReorder(axis, (id, toIndex) => latestDrop.current(id, toIndex));
      setPointer(made);
    };
    const tryAgain = () => {
      if (!isGone) timer = setTimeout(() => void make().catch(tryAgain), loadAgainAfterMs);
    };
    let timer = setTimeout(() => void make().catch(tryAgain), loadAfterMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
      made?.close();
      setPointer(null);
    };
  }, [axis]);
  useEffect(() => {
    pointer?.sync(shown.flatMap((id) => placedItem(id, elements.current.get(id))));
  }, [pointer, shown]);
  return useMemo(() => {
    const at = (id: string) => elements.current.get(id) ?? { item: null, grip: null };
    return {
      place: (id, item) => void elements.current.set(id, { ...at(id), item }),
      placeGrip: (id, grip) => void elements.current.set(id, { ...at(id), grip }),
    };
  }, []);
}

function placedItem(id: string, placed: { item: HTMLElement | null; grip: HTMLElement | null } | undefined) {
  if (placed?.item == null || placed.grip === null) return [];
  return [{ id, element: placed.item, handle: placed.grip }];
}

function useReorder(): ReorderContext {
  const context = useContext(Context);
  if (context === null) throw new Error("A reorder item needs a Reorder around it.");
  return context;
}

/** For the element that moves. `isLifted` is true while it is held by keyboard. */
export function useReorderItem(id: string): {
  readonly ref: (element: HTMLElement | null) => void;
  readonly isLifted: boolean;
} {
  const { place, liftedId } = useReorder();
  return { ref: useCallback((element) => place(id, element), [id, place]), isLifted: liftedId === id };
}

export type ReorderGripProps = {
  readonly id: string;
  /** As in `Move GPT-4o`. */
  readonly label: string;
  readonly className?: string | undefined;
};

/** What the pointer takes hold of, and where the keyboard lifts. */
export function ReorderGrip({ id, label, className }: ReorderGripProps) {
  const { placeGrip, onKeyDown, putDown, liftedId, hintId } = useReorder();
  const ref = useCallback((element: HTMLElement | null) => placeGrip(id, element), [id, placeGrip]);
  return (
    <IconButton
      ref={ref}
      icon="grip"
      size="small"
      label={label}
      title="Drag to move. By keyboard: Space, then the arrow keys"
      aria-pressed={liftedId === id}
      aria-describedby={hintId}
      data-reorder-grip=""
      className={className}
      onKeyDown={(event) => onKeyDown(id, event)}
      onBlur={() => putDown(id)}
    />
  );
}

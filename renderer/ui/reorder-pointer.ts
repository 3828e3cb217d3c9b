import { RestrictToHorizontalAxis, RestrictToVerticalAxis } from "@dnd-kit/abstract/modifiers";
import { AutoScroller, DragDropManager, Feedback, PointerSensor, PreventSelection, StyleInjector } from "@dnd-kit/dom";
import { OptimisticSortingPlugin, Sortable } from "@dnd-kit/dom/sortable";
import "./reorder-pointer.css";

export type PlacedItem = { readonly id: string; readonly element: HTMLElement; readonly handle: HTMLElement };

export type PointerReorder = {
  /** Tells which items there are now and in what order. */
  sync(items: readonly PlacedItem[]): void;
  close(): void;
};

/** Set on the root element while something is dragged; the style sheet gives the cursor by it. */
const draggingAttribute = "data-reordering";

/**
 * Drags by pointer; the one file that knows the library. Its parts for React are left out: they would have to be there
 * from the first frame, or remount every item once they arrive. So are its keyboard and its live region, which
 * `reorder.tsx` has itself. The style injector goes, because the page's policy forbids style elements: the rules are in
 * `reorder-pointer.css`.
 */
export function createPointerReorder(
  axis: "horizontal" | "vertical",
  onDrop: (id: string, toIndex: number) => void,
): PointerReorder {
  const manager = new DragDropManager({
    plugins: [AutoScroller, Feedback, PreventSelection],
    sensors: [PointerSensor],
    modifiers: [axis === "horizontal" ? RestrictToHorizontalAxis : RestrictToVerticalAxis],
  });
  manager.registry.plugins.unregister(StyleInjector);
  const sortables = new Map<string, Sortable>();
  const root = document.documentElement;
  manager.monitor.addEventListener("dragstart", () => root.setAttribute(draggingAttribute, axis));
  manager.monitor.addEventListener("dragend", ({ canceled, operation: { source } }) => {
    root.removeAttribute(draggingAttribute);
    const sortable = source === null ? undefined : sortables.get(String(source.id));
    if (!canceled && sortable !== undefined) onDrop(String(sortable.id), sortable.index);
  });
  return {
    sync(items) {
      const kept = new Set(items.map((item) => item.id));
      for (const [id, sortable] of sortables) {
        if (kept.has(id)) continue;
        sortable.destroy();
        sortables.delete(id);
      }
      items.forEach((item, index) => {
        const sortable = sortables.get(item.id) ?? newSortable(manager, item, index);
        sortables.set(item.id, sortable);
        sortable.index = index;
        if (sortable.element !== item.element) sortable.element = item.element;
        sortable.handle = item.handle;
      });
    },
    close() {
      root.removeAttribute(draggingAttribute);
      for (const sortable of sortables.values()) sortable.destroy();
      manager.destroy();
    },
  };
}

function newSortable(manager: DragDropManager, item: PlacedItem, index: number): Sortable {
  const { id, element, handle } = item;
  const sortable = new Sortable(
    {
      id,
      index,
      element,
      handle,
      plugins: [OptimisticSortingPlugin],
      transition: { duration: 160, easing: "cubic-bezier(.2,.7,.2,1)" },
    },
    manager,
  );
  sortable.register();
  return sortable;
}

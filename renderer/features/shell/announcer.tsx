import { useViewStore } from "#renderer/stores/view-store.ts";

/** The one live region of the window (ui/README.md §8). */
export function Announcer() {
  const announcement = useViewStore((state) => state.announcement);
  return (
    <output className="visually-hidden" aria-live="polite">
      {announcement}
    </output>
  );
}

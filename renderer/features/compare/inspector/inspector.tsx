import { closeInspector } from "#renderer/actions/inspector.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { AnchoredPopover } from "#renderer/ui/anchored-popover.tsx";
import { useMedia } from "#renderer/ui/use-media.ts";
import styles from "./inspector.module.css";
import { InspectorContent } from "./inspector-content.tsx";

/** One attempt in full: docked where there is room, else floating at its row in the waterfall. */
export function Inspector() {
  const isOpen = useInspectorStore((state) => state.isOpen);
  const attemptId = useInspectorStore((state) => state.shown?.attemptId ?? null);
  const isDocked = useMedia("(min-width: 1800px)");
  if (!isOpen) return null;
  if (isDocked) {
    return (
      <aside className={styles.dock} aria-label="Attempt inspector">
        <InspectorContent />
      </aside>
    );
  }
  return (
    <AnchoredPopover
      key={attemptId}
      label="Attempt inspector"
      anchor={() => buttonOf(attemptId)?.closest("tr") ?? document.querySelector("main")}
      returnTo={() => buttonOf(attemptId)}
      onClose={closeInspector}
    >
      <InspectorContent />
    </AnchoredPopover>
  );
}

/** What opens an attempt, where its row is on screen. */
function buttonOf(attemptId: string | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-attempts~="${CSS.escape(attemptId ?? "")}"]`);
}

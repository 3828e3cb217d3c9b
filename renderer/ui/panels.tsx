import { type ReactNode, useEffect, useRef } from "react";
import { Group, type GroupProps, Panel, Separator, usePanelRef } from "react-resizable-panels";
import { classes } from "./classes.ts";
import styles from "./panels.module.css";

export type PanelsProps = {
  readonly orientation: "horizontal" | "vertical";
  /** The one whose size the user chooses, in px; the other takes the rest. Null where it is not there now. */
  readonly sized: ReactNode;
  readonly rest: ReactNode;
  /** Where the sized one stands. */
  readonly place: "first" | "last";
  readonly sizes: { readonly least: number; readonly usual: number; readonly most: number };
  /** Least size of the rest, in px. */
  readonly leastRest: number;
  /** Names the splitter: `Width of the list of chains`. */
  readonly label: string;
};

/** Label of a splitter → what the user chose, in px, so that leaving a view and coming back changes nothing. */
const chosenSizes = new Map<string, number>();

/**
 * Two parts with a splitter between them: by pointer, by arrow keys, and back to the usual size by a double click. The
 * sized one keeps its pixels when the window grows. The rest stays as it is, with what is typed there, when the sized
 * one comes or goes. Only this file knows the library.
 */
export function Panels({ orientation, sized, rest, place, sizes, leastRest, label }: PanelsProps) {
  const isThere = sized !== null;
  const { panel, remember } = useChosenSize(label, isThere ? sizes.usual : null);
  const chosen = isThere ? (
    <Panel
      className={styles.panel}
      panelRef={panel}
      defaultSize={chosenSizes.get(label) ?? sizes.usual}
      minSize={sizes.least}
      maxSize={sizes.most}
      groupResizeBehavior="preserve-pixel-size"
    >
      {sized}
    </Panel>
  ) : null;
  const splitter = isThere ? (
    <Separator className={classes(styles.splitter, styles[orientation])} aria-label={label} />
  ) : null;
  const isFirst = place === "first";
  return (
    <Group orientation={orientation} className={styles.group} onLayoutChanged={remember}>
      {isFirst ? chosen : null}
      {isFirst ? splitter : null}
      <Panel className={styles.panel} minSize={leastRest}>
        {rest}
      </Panel>
      {isFirst ? null : splitter}
      {isFirst ? null : chosen}
    </Group>
  );
}

/**
 * The usual size may change with the window; a chosen one stays. `usual` is null while the panel is not there: when it
 * comes it has its size already, and the library throws where one is resized in the turn in which it comes.
 */
function useChosenSize(label: string, usual: number | null) {
  const panel = usePanelRef();
  const before = useRef(usual);
  useEffect(() => {
    const isOther = before.current !== null && usual !== null && before.current !== usual;
    before.current = usual;
    if (isOther && !chosenSizes.has(label)) panel.current?.resize(usual);
  }, [panel, label, usual]);
  const remember: NonNullable<GroupProps["onLayoutChanged"]> = (_, { isUserInteraction }) => {
    if (!isUserInteraction) return;
    // It is told before the page has the new size.
    requestAnimationFrame(() => {
      const size = panel.current?.getSize().inPixels;
      if (size !== undefined) chosenSizes.set(label, size);
    });
  };
  return { panel, remember };
}

import type { ReactNode } from "react";
import { Group, Panel, Separator, usePanelRef } from "react-resizable-panels";
import { classes } from "./classes.ts";
import styles from "./panels.module.css";

export type PanelsProps = {
  readonly orientation: "horizontal" | "vertical";
  /** The one whose size the user chooses, in px; the other takes the rest. */
  readonly sized: ReactNode;
  readonly rest: ReactNode;
  /** Where the sized one stands. */
  readonly place: "first" | "last";
  readonly sizes: { readonly least: number; readonly usual: number; readonly most: number };
  /** Least size of the rest, in px. */
  readonly leastRest: number;
  /** Names the splitter: `Width of the chain list`. */
  readonly label: string;
};

/** Label of a splitter → what the user chose, in px, so that leaving a view and coming back changes nothing. */
const chosenSizes = new Map<string, number>();

/**
 * Two parts with a splitter between them: by pointer, by arrow keys, and back to the usual size by a double click. The
 * sized one keeps its pixels when the window grows. Only this file knows the library.
 */
export function Panels({ orientation, sized, rest, place, sizes, leastRest, label }: PanelsProps) {
  const panel = usePanelRef();
  const chosen = (
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
  );
  return (
    <Group
      orientation={orientation}
      className={styles.group}
      onLayoutChanged={(_, { isUserInteraction }) => {
        const size = panel.current?.getSize().inPixels;
        if (isUserInteraction && size !== undefined) chosenSizes.set(label, size);
      }}
    >
      {place === "first" ? chosen : null}
      {place === "first" ? <Splitter label={label} orientation={orientation} /> : null}
      <Panel className={styles.panel} minSize={leastRest}>
        {rest}
      </Panel>
      {place === "last" ? <Splitter label={label} orientation={orientation} /> : null}
      {place === "last" ? chosen : null}
    </Group>
  );
}

function Splitter({ label, orientation }: Pick<PanelsProps, "label" | "orientation">) {
  return <Separator className={classes(styles.splitter, styles[orientation])} aria-label={label} />;
}

import { runDrill, stopDrill } from "#renderer/actions/drills.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import {
  type DrillPlay,
  isDrilling,
  isPlaying,
  pickedFaults,
  setDrillSpeed,
  shownPlay,
  useDrillsStore,
} from "#renderer/stores/drills-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./drill-panel.module.css";
import { DrillTable } from "./drill-table.tsx";
import { MissingLinks } from "./missing-links.tsx";
import { SavedDrills } from "./saved-drills.tsx";
import { VerdictLine } from "./verdict-line.tsx";

const speeds = { "1×": 1, "10×": 10 } as const;
const speedNames = ["1×", "10×"] as const;

/** Rehearses failures of a chain without the network: a fault per link, the waterfall, and what came of it. */
export function DrillPanel({ chain }: { readonly chain: Chain }) {
  const play = useDrillsStore((state) => shownPlay(state, chain.id));
  const picked = useDrillsStore((state) => pickedFaults(state, chain.id));
  const names = useNames();
  if (chain.links.length === 0) return null;
  return (
    <section className={`scroll ${styles.panel}`} aria-labelledby="drill-title">
      <Head chain={chain} play={play} />
      <DrillTable chain={chain} play={play} picked={picked} names={names} />
      <MissingLinks chain={chain} faults={picked} />
      <VerdictLine chain={chain} play={play} names={names} />
      <SavedDrills key={chain.id} chain={chain} picked={picked} names={names} />
    </section>
  );
}

function Head({ chain, play }: { readonly chain: Chain; readonly play: DrillPlay | undefined }) {
  const speed = useDrillsStore((state) => state.speed);
  const isRunning = useDrillsStore((state) => isDrilling(state, chain.id));
  const keys = useKeysOf("drill.run");
  return (
    <header className={styles.head}>
      <Icon name="bolt" className="acc" />
      <h2 id="drill-title">Fallback drill</h2>
      <Chip>Simulated: no network, no cost</Chip>
      <span className="grow" />
      <Segments
        label="Drill speed"
        options={speedNames}
        value={speed === 1 ? "1×" : "10×"}
        onChange={(name) => setDrillSpeed(speeds[name])}
      />
      {isRunning ? (
        <Button icon="stop" onClick={() => stopDrill(chain.id)}>
          Stop
        </Button>
      ) : (
        <Button tone="primary" icon="play" onClick={() => void runDrill(chain.id)}>
          {play === undefined || isPlaying(play) ? "Run drill" : "Run again"}
          {keys === undefined ? null : <Kbd>{keys}</Kbd>}
        </Button>
      )}
    </header>
  );
}

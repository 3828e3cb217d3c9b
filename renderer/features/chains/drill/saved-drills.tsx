import { useRef } from "react";
import { openDrill, runAllDrills } from "#renderer/actions/drills.ts";
import { addUsualDrills, removeDrill, saveDrill } from "#renderer/actions/saved-drills.ts";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { type Faults, isDrilling, playOfDrill, useDrillsStore } from "#renderer/stores/drills-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import type { Drill } from "#shared/drill.ts";
import { isSameFaults } from "#shared/usual-drills.ts";
import { faultLook } from "./fault-words.ts";
import { missingWords } from "./missing-links.tsx";
import styles from "./saved-drills.module.css";
import { holdWords, isOutdated, verdictOf } from "./verdict.ts";
import { verdictLooks } from "./verdict-line.tsx";

export type SavedDrillsProps = { readonly chain: Chain; readonly picked: Faults; readonly names: RowNames };

/** The rehearsals that are kept with the chain, all run in one go. */
export function SavedDrills({ chain, picked, names }: SavedDrillsProps) {
  const { drills = [] } = chain;
  const state = useDrillsStore();
  const isRunning = isDrilling(state, chain.id);
  const heading = useRef<HTMLHeadingElement>(null);
  const plays = drills.map((drill) => playOfDrill(state, drill.id));
  const verdicts = plays.map((play) => (play === undefined ? null : verdictOf(play, names.provider)));
  const isSaved = drills.some((drill) => isSameFaults(drill.faults, picked));
  return (
    <div className={styles.saved}>
      <div className={styles.head}>
        <h3 ref={heading} tabIndex={-1}>
          Saved drills
        </h3>
        <span className="sub num grow">{countWords(drills.length, holdWords(verdicts), isRunning)}</span>
        <Button size="small" disabled={isSaved} onClick={() => saveDrill(chain.id)}>
          Save drill
        </Button>
        <Button size="small" onClick={() => addUsualDrills(chain.id)}>
          Add the usual drills
        </Button>
        {drills.length === 0 ? null : (
          <Button size="small" icon="play" disabled={isRunning} onClick={() => void runAllDrills(chain.id)}>
            Run all
          </Button>
        )}
      </div>
      {drills.length === 0 ? null : (
        <ul className={styles.list} aria-label={`Saved drills of ${chain.name}`}>
          {drills.map((drill) => (
            <SavedDrill key={drill.id} {...{ chain, drill, names }} onRemoved={() => heading.current?.focus()} />
          ))}
        </ul>
      )}
    </div>
  );
}

function countWords(count: number, held: string | null, isRunning: boolean): string {
  if (count === 0) return "None yet.";
  if (held !== null) return isRunning ? `${held} so far` : held;
  return count === 1 ? "1 drill, not run yet" : `${count} drills, not run yet`;
}

type SavedDrillProps = {
  readonly chain: Chain;
  readonly drill: Drill;
  readonly names: RowNames;
  /** The pressed button goes with its row; the focus goes to what stays. */
  readonly onRemoved: () => void;
};

function SavedDrill({ chain, drill, names, onRemoved }: SavedDrillProps) {
  const play = useDrillsStore((state) => playOfDrill(state, drill.id));
  const isWaiting = useDrillsStore((state) => (state.waiting[chain.id] ?? []).includes(drill.id));
  const verdict = play === undefined ? null : verdictOf(play, names.provider);
  const look = verdict === null ? ({ icon: "ring", tone: "dim" } as const) : verdictLooks[verdict.kind];
  const summary = summaryOf(chain, drill);
  const state = isWaiting ? "Waits for its turn" : play === undefined ? "Not run yet" : "Running…";
  const missing = missingWords(chain, drill.faults);
  const outdated = play !== undefined && verdict !== null && isOutdated(play, chain) ? " Changed since." : "";
  return (
    <li className={styles.drill}>
      <Icon name={look.icon} size="s" className={look.tone} />
      <button type="button" className={`${styles.open} trunc`} onClick={() => openDrill(chain.id, drill.id)}>
        {summary}
      </button>
      <span
        className={`${styles.verdict} num`}
        title={verdict === null ? state : `${verdict.title} ${verdict.details}`}
      >
        {verdict === null || isWaiting ? state : `${shortTitles[verdict.kind]} ${verdict.details}${outdated}`}
      </span>
      {missing === null ? null : (
        <span className={styles.missing} title={missing}>
          <Icon name="warn" size="s" className="warn" />
          <span className="visually-hidden">{missing}</span>
        </span>
      )}
      <IconButton
        size="small"
        icon="trash"
        label={`Remove drill ${summary}`}
        onClick={() => {
          onRemoved();
          removeDrill(chain.id, drill.id);
        }}
      />
    </li>
  );
}

const shortTitles = { held: "Held.", broke: "Broke.", stopped: "Stopped." } as const;

/** `Link 1: 429, wait 30 s · Link 2: Cut at 120 tokens`, in the order of the links. */
export function summaryOf(chain: Chain, { faults }: Pick<Drill, "faults">): string {
  const known = chain.links.flatMap((link, index) => {
    const fault = faults[link.id];
    return fault === undefined ? [] : [`Link ${index + 1}: ${faultLook(fault).text}`];
  });
  const lost = Object.keys(faults).length - known.length;
  const removed = lost === 0 ? [] : [lost === 1 ? "a removed link" : `${lost} removed links`];
  const parts = [...known, ...removed];
  return parts.length === 0 ? "No fault" : parts.join(" · ");
}

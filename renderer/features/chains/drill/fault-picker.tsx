import { useId, useState } from "react";
import { pickFault } from "#renderer/stores/drills-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import type { DrillFault } from "#shared/drill.ts";
import { FaultAmount } from "./fault-amount.tsx";
import styles from "./fault-picker.module.css";
import { choiceOf, faultGroups, faultLook, noFault } from "./fault-words.ts";

export type FaultPickerProps = {
  readonly chainId: string;
  readonly linkId: string;
  /** Counted from 1. */
  readonly place: number;
  readonly fault: DrillFault | null;
};

/** What goes wrong at a link: one of a list, and how much of it. */
export function FaultPicker({ chainId, linkId, place, fault }: FaultPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const look = fault === null ? noFault : faultLook(fault);
  const label = `Fault of link ${place}`;
  const pick = (next: DrillFault | null) => pickFault(chainId, linkId, next);
  return (
    <Popover
      label={label}
      side="top"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={styles.field} aria-label={`${label}: ${look.text}`}>
          <Icon name={look.icon} size="xs" />
          <span className="trunc grow">{look.text}</span>
          <Icon name="down" size="xs" />
        </button>
      }
    >
      <Choices label={label} fault={fault} onPick={pick} />
      <FaultAmount fault={fault} onChange={pick} />
    </Popover>
  );
}

type ChoicesProps = {
  readonly label: string;
  readonly fault: DrillFault | null;
  readonly onPick: (fault: DrillFault | null) => void;
};

/** Real radio buttons in one group, so that the arrow keys go through all of them. */
function Choices({ label, fault, onPick }: ChoicesProps) {
  const name = useId();
  const chosen = choiceOf(fault);
  const choice = (text: string, icon: Parameters<typeof Icon>[0]["name"], value: DrillFault | null) => (
    <label key={text} className={styles.choice}>
      <input
        type="radio"
        className="visually-hidden"
        name={name}
        checked={text === chosen}
        onChange={() => onPick(value)}
      />
      <Icon name={icon} size="s" />
      <span className="grow">{text}</span>
      {text === chosen ? <Icon name="check" size="s" /> : null}
    </label>
  );
  return (
    <div className={`scroll ${styles.choices}`} role="radiogroup" aria-label={label}>
      {choice(noFault.text, "ring", null)}
      {faultGroups.map(({ title, choices }) => (
        <div key={title}>
          <p className={styles.group}>{title}</p>
          {choices.map((one) => choice(one.name, faultLook(one.fault).icon, one.fault))}
        </div>
      ))}
    </div>
  );
}

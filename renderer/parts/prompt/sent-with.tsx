import { type ReactNode, useState } from "react";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { titleOf } from "#shared/title.ts";
import styles from "./sent-parts.module.css";

/** `System: terse DBA`, and all of it behind it. */
export function SystemChip({ system }: { readonly system: string }) {
  return (
    <MoreChip icon="doc" label="System prompt" words={`System: ${titleOf(system)}`}>
      <p className={styles.popText}>{system}</p>
    </MoreChip>
  );
}

/** What was filled in for the variables; nothing where rows of a data set filled all of them. */
export function ValuesChip({ values }: { readonly values: Readonly<Record<string, string>> }) {
  const names = Object.keys(values);
  const first = names[0];
  if (first === undefined) return null;
  const words = names.length === 1 ? `${first}: ${titleOf(values[first] ?? "")}` : `${names.length} variables`;
  return (
    <MoreChip icon="code" label="Variables" words={words}>
      <dl className={styles.values}>
        {names.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{values[name]}</dd>
          </div>
        ))}
      </dl>
    </MoreChip>
  );
}

type MoreChipProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly words: string;
  readonly children: ReactNode;
};

function MoreChip({ icon, label, words, children }: MoreChipProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={styles.chip}>
          <Icon name={icon} size="xs" />
          <span className="trunc">{words}</span>
        </button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that */}
      <div className={`scroll ${styles.pop}`} tabIndex={0}>
        {children}
      </div>
    </Popover>
  );
}

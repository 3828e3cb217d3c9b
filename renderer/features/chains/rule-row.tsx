import { type ReactNode, useId, useState } from "react";
import type { RuleOwner } from "#renderer/actions/chain-rules.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import type { RulesInForce } from "#shared/link-rules.ts";
import { RuleForm } from "./rule-form.tsx";
import styles from "./rule-row.module.css";
import { ruleChips } from "./rule-words.ts";

export type RuleRowProps = {
  readonly owner: RuleOwner;
  /** What holds with these rules. */
  readonly inForce: RulesInForce;
  /** What would hold without them: shown where a field is empty. */
  readonly without: RulesInForce;
  readonly icon: IconName;
  /** Before the chips: `Next link on`. */
  readonly lead: string;
  readonly isLast: boolean;
  /** `link 2`, or `the chain`: tells the buttons of several rows apart. */
  readonly name: string;
  /** More of the form. */
  readonly children?: ReactNode;
};

/** When the next link is tried, in plain words, and the way to change it. */
export function RuleRow({ owner, inForce, without, icon, lead, isLast, name, children }: RuleRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const own = (owner.link ?? owner.chain).rules;
  const chips = ruleChips({ inForce, own, onMidStream: owner.chain.onMidStream, isLast });
  return (
    <>
      <div className={styles.row}>
        <Icon name={icon} size="s" />
        <span className={styles.lead}>{lead}</span>
        <ul className={styles.chips} aria-label={`Rules of ${name}`}>
          {chips.map((chip) => (
            <li key={chip.text} className={classes("num", styles.chip, styles[chip.tone])}>
              {chip.text}
            </li>
          ))}
        </ul>
        <Button
          tone="ghost"
          size="small"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={`${isOpen ? "Close rule" : "Edit rule"} of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Close rule" : "Edit rule"}
        </Button>
      </div>
      {isOpen ? (
        <section id={id} className={styles.form} aria-label={`Edit rule of ${name}`}>
          <RuleForm owner={owner} inForce={inForce} without={without} />
          {children}
        </section>
      ) : null}
    </>
  );
}

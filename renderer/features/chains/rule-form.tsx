import { type RuleOwner, resetRules, setDeadline, setRetries, setTrigger } from "#renderer/actions/chain-rules.ts";
import { triggersInOrder } from "#renderer/parts/triggers.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField } from "#renderer/ui/field.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import type { DeadlineName, Trigger } from "#shared/chain.ts";
import { checkDeadline } from "#shared/check-chain.ts";
import type { RulesInForce } from "#shared/link-rules.ts";
import { deadlineWords, triggerWords } from "#shared/rule-words.ts";
import { readSeconds, showSeconds } from "./read-value.ts";
import styles from "./rule-form.module.css";
import { conflictOf, hasRules } from "./rule-words.ts";
import { ValueField } from "./value-field.tsx";

export type RuleFormProps = {
  readonly owner: RuleOwner;
  readonly inForce: RulesInForce;
  readonly without: RulesInForce;
};

const deadlineNames: readonly DeadlineName[] = [
  "connectMs",
  "firstContentMs",
  "lastHopeFirstContentMs",
  "idleMs",
  "totalMs",
];

/** Deadlines, the retry and what leads to the next link. An empty field is what holds without it. */
export function RuleForm({ owner, inForce, without }: RuleFormProps) {
  const target = owner.link ?? owner.chain;
  const conflict = conflictOf(inForce);
  return (
    <>
      <div className={styles.fields}>
        {deadlineNames.map((name) => (
          <Deadline key={name} owner={owner} name={name} without={without} />
        ))}
        <Retries owner={owner} without={without} />
      </div>
      {conflict === null ? null : <p className="bad">{`${conflict.slice(0, 1).toUpperCase()}${conflict.slice(1)}.`}</p>}
      <h4 className={styles.head}>Try the next link after</h4>
      <div className={styles.triggers}>
        {triggersInOrder.map((name) => (
          <TriggerSwitch key={name} owner={owner} name={name} inForce={inForce} without={without} />
        ))}
      </div>
      <div className={styles.foot}>
        <p className="sub grow">
          {owner.link === null
            ? "These hold for every link that has no rules of its own."
            : "An empty field is the chain's rule, or the engine's."}
        </p>
        <Button size="small" disabled={!hasRules(target)} onClick={() => resetRules(owner)}>
          Reset to default
        </Button>
      </div>
    </>
  );
}

type DeadlineProps = { readonly owner: RuleOwner; readonly name: DeadlineName; readonly without: RulesInForce };

function Deadline({ owner, name, without }: DeadlineProps) {
  const { chain, link } = owner;
  return (
    <ValueField
      owner={`${chain.id}/${link?.id ?? "rules"}`}
      label={`${deadlineWords[name]}, s`}
      text={showSeconds((link ?? chain).rules?.deadlines?.[name])}
      placeholder={showSeconds(without.deadlines[name])}
      read={(text) => readSeconds(text, (ms) => checkDeadline(name, ms))}
      onValue={(ms) => setDeadline(owner, name, ms)}
    />
  );
}

function Retries({ owner, without }: Pick<RuleFormProps, "owner" | "without">) {
  const own = (owner.link ?? owner.chain).rules?.retries;
  return (
    <SelectField
      label="Ask the same link again"
      value={own === undefined ? "" : String(own)}
      onChange={(event) => {
        const { value } = event.target;
        setRetries(owner, value === "" ? null : value === "1" ? 1 : 0);
      }}
    >
      <option value="">{without.retries === 1 ? "Default: once" : "Default: never"}</option>
      <option value="1">Once</option>
      <option value="0">Never</option>
    </SelectField>
  );
}

type TriggerProps = RuleFormProps & { readonly name: Trigger };

function TriggerSwitch({ owner, name, inForce, without }: TriggerProps) {
  const words = triggerWords[name];
  return (
    <Switch
      label={`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}
      isOn={inForce.triggers[name]}
      onChange={(isOn) => setTrigger(owner, name, isOn === without.triggers[name] ? null : isOn)}
    />
  );
}

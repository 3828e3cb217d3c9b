import { changeBudgetRules } from "#renderer/actions/budgets.ts";
import { chooseGateway } from "#renderer/actions/gateway.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Section } from "#renderer/ui/section.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import styles from "./gateway-view.module.css";
import { tell } from "./tell.ts";

/** What programs may spend, and what is kept of their requests; their figures always are. */
export function GuardsSection() {
  const isOn = useAppStore((state) => state.settings.gateway.saveTexts);
  const counts = useAppStore((state) => state.settings.budgets.countsGateway);
  const label = "Save prompts and answers in History";
  const countLabel = "Count towards the budgets";
  return (
    <Section title="Guards" level={2}>
      <ul className={styles.switches}>
        <li>
          <span className="grow" aria-hidden="true">
            {countLabel}
          </span>
          <Switch
            hideLabel
            label={countLabel}
            isOn={counts}
            onChange={(countsGateway) => void tell(changeBudgetRules({ countsGateway }))}
          />
        </li>
        <li>
          <span className="grow" aria-hidden="true">
            {label}
          </span>
          <Switch
            hideLabel
            label={label}
            isOn={isOn}
            onChange={(saveTexts) => void tell(chooseGateway({ saveTexts }))}
          />
        </li>
      </ul>
    </Section>
  );
}

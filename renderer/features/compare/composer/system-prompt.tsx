import { changeComposer, useComposerStore } from "#renderer/stores/composer-store.ts";
import { TextAreaField } from "#renderer/ui/field.tsx";
import { checkSystem } from "#shared/check-overrides.ts";
import styles from "./composer-forms.module.css";

/** The system prompt of the conversation: of every column that sets none of its own. */
export function SystemPrompt() {
  const system = useComposerStore((state) => state.system);
  return (
    <div className={styles.form}>
      <TextAreaField
        label="System prompt"
        rows={5}
        placeholder="You are a terse database administrator."
        value={system}
        error={checkSystem(system)}
        hint="Goes with every prompt, to each column that sets none of its own. {{names}} in it are filled in."
        onChange={(event) => changeComposer({ system: event.target.value })}
      />
    </div>
  );
}

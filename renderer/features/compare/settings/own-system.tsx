import { changeOverrides } from "#renderer/actions/column-overrides.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { Switch } from "#renderer/ui/switch.tsx";
import { checkSystem } from "#shared/check-overrides.ts";
import { OverrideField } from "./override-field.tsx";
import type { Typed } from "./override-values.ts";
import styles from "./overrides-form.module.css";
import type { OverridesFormProps } from "./overrides-form.tsx";

/** A column's own system prompt in place of the conversation's, or none at all. */
export function OwnSystem({ column, typed, onTyped }: OverridesFormProps) {
  const shared = useComposerStore((state) => state.system);
  const { system } = column.overrides;
  const hasNone = system === "";
  return (
    <div className={styles.whole}>
      <OverrideField
        label="System prompt"
        lines="prose"
        text={system ?? ""}
        placeholder={hasNone || shared.trim() === "" ? "None" : shared}
        acceptance={{ isDisabled: hasNone, note: null }}
        hint="In place of the conversation's. {{names}} in it are filled in."
        typed={typed("system")}
        read={readSystem}
        onType={(text, result) => {
          onTyped("system", text);
          if (result.ok) changeOverrides(column.id, { system: result.value });
        }}
      />
      <Switch
        label="No system prompt for this column"
        isOn={hasNone}
        onChange={(isOn) => {
          onTyped("system", undefined);
          changeOverrides(column.id, { system: isOn ? "" : undefined });
        }}
      />
    </div>
  );
}

/** Empty is the conversation's; none at all is the switch beside it. */
function readSystem(text: string): Typed<string> {
  const message = checkSystem(text);
  if (message !== null) return { ok: false, message };
  return { ok: true, value: text === "" ? undefined : text };
}

import { setValue, useComposerStore } from "#renderer/stores/composer-store.ts";
import { TextAreaField } from "#renderer/ui/field.tsx";
import styles from "./composer-forms.module.css";

/** One field per `{{name}}`, in the order they are written. */
export function VariablesForm({ names }: { readonly names: readonly string[] }) {
  const values = useComposerStore((state) => state.values);
  if (names.length === 0) {
    return (
      <div className={styles.form}>
        <p className="sub">
          Write <code>{"{{name}}"}</code> in the prompt or in a system prompt, and fill in its value here.
        </p>
      </div>
    );
  }
  return (
    <div className={`scroll ${styles.form}`}>
      {names.map((name) => (
        <TextAreaField
          key={name}
          label={name}
          rows={1}
          value={Object.hasOwn(values, name) ? values[name] : ""}
          onChange={(event) => setValue(name, event.target.value)}
        />
      ))}
    </div>
  );
}

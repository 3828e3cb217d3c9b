import { shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Section } from "#renderer/ui/section.tsx";
import { ChoiceRow } from "./choice-row.tsx";
import styles from "./settings-view.module.css";

const themes = { system: "System", light: "Light", dark: "Dark" } as const;
const densities = { comfortable: "Comfortable", compact: "Compact" } as const;

/** How the window looks, and the key that sends. */
export function LookSection() {
  const { theme, density, sendWith } = useAppStore((state) => state.settings);
  const host = useAppStore((state) => state.capabilities);
  const keys = { "mod-enter": shortcutText("Mod+Enter", host) ?? "Ctrl+↵", enter: "↵" };
  const newLine = sendWith === "enter" ? `${keys["mod-enter"]} or Shift+↵ is` : "↵ is";
  return (
    <Section title="Look and keys" level={2}>
      <ul className={styles.rows}>
        <ChoiceRow label="Theme" words={themes} value={theme} changeTo={(next) => ({ theme: next })} />
        <ChoiceRow
          label="Density"
          hint="Compact shows more rows at once."
          words={densities}
          value={density}
          changeTo={(next) => ({ density: next })}
        />
        <ChoiceRow
          label="Send with"
          hint={`${newLine} a new line.`}
          words={keys}
          value={sendWith}
          changeTo={(next) => ({ sendWith: next })}
        />
      </ul>
    </Section>
  );
}

import styles from "./switch.module.css";

export type SwitchProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean;
  /** Keeps the label for assistive tech only, where the place says it already. */
  readonly hideLabel?: boolean;
};

/** On or off at once, with its label beside it. */
export function Switch({ label, isOn, onChange, disabled = false, hideLabel = false }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.row}
      aria-checked={isOn}
      disabled={disabled}
      onClick={() => onChange(!isOn)}
    >
      <span className={hideLabel ? "visually-hidden" : "sub"}>{label}</span>
      <span className={styles.track} aria-hidden="true" />
    </button>
  );
}

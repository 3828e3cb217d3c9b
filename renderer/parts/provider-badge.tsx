import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./provider-badge.module.css";

/** Two letters that people know a provider by; others take the first two of their name. */
const knownInitials: Readonly<Record<string, string>> = {
  openrouter: "Or",
  openai: "Oa",
  anthropic: "An",
  google: "Go",
  groq: "Gq",
  mistral: "Mi",
  ollama: "Ol",
};

export function initialsOf(providerId: string, name: string): string {
  return knownInitials[providerId] ?? knownInitials[name.toLowerCase()] ?? name.slice(0, 2);
}

export type ProviderBadgeProps = {
  readonly providerId: string;
  readonly name: string;
  readonly size?: "small" | "large";
};

/** Decoration beside the provider's written name. */
export function ProviderBadge({ providerId, name, size = "small" }: ProviderBadgeProps) {
  return (
    <span className={classes(styles.badge, size === "large" && styles.large)} aria-hidden="true">
      {initialsOf(providerId, name)}
    </span>
  );
}

export function ChainBadge() {
  return (
    <span className={classes(styles.badge, "acc")} aria-hidden="true">
      <Icon name="chain" size="xs" />
    </span>
  );
}

/** Before a target is picked. */
export function EmptyBadge() {
  return (
    <span className={styles.badge} aria-hidden="true">
      <Icon name="plus" size="xs" />
    </span>
  );
}

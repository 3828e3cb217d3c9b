import { clearCooldown } from "#renderer/actions/limits.ts";
import { ClearCooldown } from "#renderer/parts/clear-cooldown.tsx";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { Chip, type Tone } from "#renderer/ui/chip.tsx";
import type { ProviderState } from "#shared/provider-state.ts";
import { ConnectionSection } from "./connection-section.tsx";
import { KeySection } from "./key-section.tsx";
import { LimitsSection } from "./limits-section.tsx";
import { ModelsSection } from "./models-section.tsx";
import styles from "./provider-detail.module.css";
import type { ProviderLine } from "./provider-line.ts";
import { ProviderMenu } from "./provider-menu.tsx";
import { RemoveKey } from "./remove-key.tsx";
import { useProviderLine } from "./use-provider-line.ts";
import { UsedBy } from "./used-by.tsx";

/** One provider: its key and address on the left, its models and users on the right. */
export function ProviderDetail({ state }: { readonly state: ProviderState }) {
  const { provider } = state;
  return (
    <section className={`scroll ${styles.detail}`} aria-label={provider.name}>
      <div className={styles.columns}>
        <header className={styles.head}>
          <ProviderBadge providerId={provider.id} name={provider.name} size="large" />
          <h2 className="trunc">{provider.name}</h2>
          <span className="grow" />
          <StateChip state={state} />
          <ClearCooldown state={state} onClear={clearCooldown} />
          {provider.kind === "openai-compatible" ? <ProviderMenu provider={provider} /> : null}
        </header>
        <div>
          <KeySection state={state} />
          <ConnectionSection state={state} />
        </div>
        <div>
          <LimitsSection state={state} />
          {/* What went wrong at another address says nothing of this one. */}
          <ModelsSection key={provider.baseUrl} provider={provider} />
          <UsedBy providerId={provider.id} />
          <RemoveKey state={state} />
        </div>
      </div>
    </section>
  );
}

const chipTones: Readonly<Record<ProviderLine["tone"], Tone>> = {
  ok: "ok",
  warn: "warn",
  bad: "bad",
  acc: "accent",
  dim: "neutral",
};

/** The same words as in the list, without what the key section says anyway. */
function StateChip({ state }: { readonly state: ProviderState }) {
  const line = useProviderLine(state);
  return (
    <Chip tone={chipTones[line.tone]} icon={line.icon}>
      <span className="num">{line.text.replace(/, ••.*$/, "")}</span>
    </Chip>
  );
}

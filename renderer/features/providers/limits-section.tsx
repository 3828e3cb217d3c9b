import { AllowanceMeters } from "#renderer/parts/allowance-meters.tsx";
import { allowanceRows, readWords, resetWords } from "#renderer/parts/allowance-rows.ts";
import { Section } from "#renderer/ui/section.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import styles from "./limits-section.module.css";

/** What the headers of the provider's last answer said of its limits. */
export function LimitsSection({ state }: { readonly state: ProviderState }) {
  const { allowances } = state.limit;
  useTick(1_000, allowances !== undefined);
  const nowMs = Date.now();
  const rows = allowanceRows(allowances, nowMs);
  return (
    <Section title="Limits now" level={3}>
      {allowances === undefined || rows.length === 0 ? (
        <p className="sub">{emptyWords(state)}</p>
      ) : (
        <>
          <AllowanceMeters rows={rows} />
          <p className={`num ${styles.note}`}>
            {readWords(allowances, nowMs)} {resetWords(rows)}
          </p>
        </>
      )}
    </Section>
  );
}

/** OpenRouter and Google send none with an answer, and servers on this machine have none. */
function emptyWords({ provider, limit }: ProviderState): string {
  return limit.firstTokenMs.length === 0
    ? "Known after the first answer, where its headers tell."
    : `${provider.name} says nothing of its limits in its answers.`;
}

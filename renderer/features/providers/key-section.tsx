import { KeyTestResult } from "#renderer/parts/key-test-result.tsx";
import { maskedKey } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import type { ProviderState } from "#shared/provider-state.ts";
import { KeyForm } from "./key-form.tsx";
import { KeyPlace } from "./key-place.tsx";
import { TestKey } from "./test-key.tsx";

/** The key of a provider: typed, replaced, tested; never shown. */
export function KeySection({ state }: { readonly state: ProviderState }) {
  const isDemo = useAppStore((app) => app.settings.demo);
  return (
    <Section title="Key" level={3}>
      {state.key.kind === "environment" ? (
        <GivenKey state={state} variable={state.key.variable} />
      ) : (
        <KeyForm state={state} />
      )}
      <KeyPlace state={state} />
      {state.lastTest === null || isDemo ? null : <KeyTestResult test={state.lastTest} />}
    </Section>
  );
}

/** A key from the environment can be used and tested, not changed. */
function GivenKey({ state, variable }: { readonly state: ProviderState; readonly variable: string }) {
  const last4 = state.key.kind === "environment" ? state.key.last4 : "";
  return (
    <TextField
      label="API key"
      isMono
      readOnly
      value={`${variable}  ${maskedKey(last4)}`}
      end={<TestKey state={state} />}
    />
  );
}

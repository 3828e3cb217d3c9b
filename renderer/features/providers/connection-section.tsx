import { useState } from "react";
import { changeProvider } from "#renderer/actions/providers.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { detachWords } from "./detach-words.ts";

/** Where requests go. Give it the saved address as key, so that a new one starts it afresh. */
export function ConnectionSection({ state }: { readonly state: ProviderState }) {
  return (
    <Section title="Connection" level={3}>
      {state.baseUrlFrom === null ? (
        <BaseUrlForm state={state} />
      ) : (
        <GivenBaseUrl state={state} from={state.baseUrlFrom} />
      )}
    </Section>
  );
}

function GivenBaseUrl({ state, from }: { readonly state: ProviderState; readonly from: string }) {
  const hint = `Set by the environment variable ${from} for this run. To change it, unset it and start again.`;
  return <TextField label="Base URL" isMono readOnly value={state.provider.baseUrl} hint={hint} />;
}

function BaseUrlForm({ state }: { readonly state: ProviderState }) {
  const { typed, type, error, isChanged, check, save, undo } = useBaseUrl(state);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label="Base URL"
        isMono
        inputMode="url"
        autoComplete="off"
        value={typed}
        error={error}
        hint={isChanged ? <span className="warn">{detachWords(state, typed)}</span> : null}
        onChange={(event) => type(event.target.value)}
        onBlur={check}
        end={
          isChanged ? (
            <>
              <Button type="submit">Change base URL</Button>
              <Button tone="ghost" onClick={undo}>
                Cancel
              </Button>
            </>
          ) : null
        }
      />
    </form>
  );
}

function useBaseUrl(state: ProviderState) {
  const saved = state.provider.baseUrl;
  const [typed, setTyped] = useState(saved);
  const [error, setError] = useState<string | null>(null);
  const check = () => {
    const checked = checkBaseUrl(typed, (text) => URL.parse(text));
    setError(checked.ok ? null : checked.message);
    return checked.ok ? checked.baseUrl : null;
  };
  const save = async () => {
    const baseUrl = check();
    if (baseUrl === null) return;
    if (baseUrl === saved) return setTyped(saved);
    const { id, name } = state.provider;
    setError(await changeProvider({ providerId: id, name, baseUrl }));
  };
  const type = (text: string) => {
    setTyped(text);
    setError(null);
  };
  return { typed, type, error, isChanged: typed.trim() !== saved, check, save, undo: () => type(saved) };
}

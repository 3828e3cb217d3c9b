import { useRef, useState } from "react";
import { changeProvider } from "#renderer/actions/providers.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { detachWords } from "./detach-words.ts";

/** Where requests go. */
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
  const { field, typed, type, error, isChanged, check, save, undo } = useBaseUrl(state);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        ref={field}
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
  const field = useRef<HTMLInputElement>(null);
  /** Null where nothing else than the saved address stands in the field. */
  const [edit, setEdit] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const typed = edit ?? saved;
  const check = () => {
    const checked = checkBaseUrl(typed, (text) => URL.parse(text));
    setError(checked.ok ? null : checked.message);
    return checked.ok ? checked.baseUrl : null;
  };
  const end = () => {
    setEdit(null);
    setError(null);
    // The pressed button goes with the edit.
    field.current?.focus();
  };
  const save = async () => {
    const baseUrl = check();
    if (baseUrl === null) return;
    if (baseUrl === saved) return end();
    const { id, name } = state.provider;
    const problem = await changeProvider({ providerId: id, name, baseUrl });
    if (problem !== null) setError(problem);
    // What was typed on meanwhile is the next edit.
    else if (field.current?.value === typed) end();
  };
  const type = (text: string) => {
    setEdit(text);
    setError(null);
  };
  return { field, typed, type, error, isChanged: typed.trim() !== saved, check, save, undo: end };
}

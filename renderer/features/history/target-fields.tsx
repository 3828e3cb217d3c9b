import { filterHistory } from "#renderer/actions/history.ts";
import { useTargetOptions } from "#renderer/parts/target-options.ts";
import { sessionWords } from "#renderer/parts/time-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { targetKey } from "#renderer/stores/targets.ts";
import { SelectField } from "#renderer/ui/field.tsx";

/** A chain, or a model of a provider. */
export function TargetField() {
  const options = useTargetOptions();
  const target = useHistoryStore((state) => state.filters.target);
  const providers = useAppStore((state) => state.providers);
  const of = (providerId: string | null) => options.filter((option) => option.providerId === providerId);
  return (
    <SelectField
      label="Chain or model"
      value={target === undefined ? "" : targetKey(target)}
      onChange={(event) => filterHistory({ target: options.find(({ key }) => key === event.target.value)?.target })}
    >
      <option value="">Any</option>
      {[{ id: null, name: "Chains" }, ...providers.map(({ provider }) => provider)].map(({ id, name }) => (
        <optgroup key={id ?? "chains"} label={name}>
          {of(id).map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

export function ProviderField() {
  const providers = useAppStore((state) => state.providers);
  const providerId = useHistoryStore((state) => state.filters.providerId);
  return (
    <SelectField
      label="Provider"
      value={providerId ?? ""}
      onChange={(event) => filterHistory({ providerId: event.target.value || undefined })}
    >
      <option value="">Any</option>
      {providers.map(({ provider }) => (
        <option key={provider.id} value={provider.id}>
          {provider.name}
        </option>
      ))}
    </SelectField>
  );
}

export function SessionField() {
  const sessions = useHistoryStore((state) => state.sessions);
  const sessionId = useHistoryStore((state) => state.filters.sessionId);
  return (
    <SelectField
      label="Session"
      value={sessionId ?? ""}
      onChange={(event) => filterHistory({ sessionId: event.target.value || undefined })}
    >
      <option value="">Any</option>
      {sessions.map((session) => (
        <option key={session.id} value={session.id}>
          {sessionWords(session, Date.now())}
        </option>
      ))}
    </SelectField>
  );
}

/** A program's name never begins so. */
const thisWindow = "\u0000window";

/** Who asked: this window, or one of the programs that are known of. */
export function ClientField() {
  const client = useHistoryStore((state) => state.filters.client);
  const entries = useHistoryStore((state) => state.entries);
  const requests = useAppStore((state) => state.gatewayRequests);
  const known = [...entries.map((entry) => entry.client), ...requests.map((request) => request.client), client];
  const clients = [...new Set(known.filter((name) => typeof name === "string"))].toSorted();
  return (
    <SelectField
      label="Asked by"
      value={client === null ? thisWindow : (client ?? "")}
      onChange={({ target: { value } }) => filterHistory({ client: value === thisWindow ? null : value || undefined })}
    >
      <option value="">Anyone</option>
      <option value={thisWindow}>This window</option>
      {clients.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

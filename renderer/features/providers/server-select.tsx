import { useState } from "react";
import { isAdded } from "#renderer/parts/server-address.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { SelectField } from "#renderer/ui/field.tsx";
import { type ServerPreset, serverPresets } from "#shared/server-presets.ts";

const hosted = serverPresets.filter((preset) => preset.port === null);
const local = serverPresets.filter((preset) => preset.port !== null);

/** Fills in the form below it; null empties it for a server of one's own. */
export function ServerSelect({ onPick }: { readonly onPick: (preset: ServerPreset | null) => void }) {
  const [picked, setPicked] = useState("");
  const pick = (id: string) => {
    setPicked(id);
    onPick(serverPresets.find((preset) => preset.id === id) ?? null);
  };
  return (
    <SelectField label="Server" value={picked} onChange={(event) => pick(event.target.value)}>
      <option value="">Another server</option>
      <optgroup label="Hosted">
        {hosted.map((preset) => (
          <Choice key={preset.id} preset={preset} />
        ))}
      </optgroup>
      <optgroup label="On this machine">
        {local.map((preset) => (
          <Choice key={preset.id} preset={preset} />
        ))}
      </optgroup>
    </SelectField>
  );
}

/** One that is a provider already can be taken again, for a second key. */
function Choice({ preset }: { readonly preset: ServerPreset }) {
  const isHere = useAppStore((state) => isAdded(preset.baseUrl, state.providers));
  return <option value={preset.id}>{isHere ? `${preset.name} (added)` : preset.name}</option>;
}

import { SelectField } from "#renderer/ui/field.tsx";
import { type Effort, everyEffort } from "#shared/prompt.ts";
import { type AcceptingLink, acceptanceOf, effortNote, effortsOf } from "./accepted-words.ts";
import { ResetButton } from "./override-field.tsx";

export type EffortFieldProps = {
  readonly effort: Effort | undefined;
  readonly links: readonly AcceptingLink[];
  readonly onChange: (effort: Effort | undefined) => void;
};

/** How long the model may think, of what it knows. */
export function EffortField({ effort, links, onChange }: EffortFieldProps) {
  const { isDisabled, note } = acceptanceOf("effort", "reasoning effort", links);
  const known = effortsOf(links);
  const options = effort === undefined || known.includes(effort) ? known : [...known, effort];
  return (
    <SelectField
      label="Reasoning effort"
      value={effort ?? ""}
      disabled={isDisabled}
      hint={note ?? effortNote(effort, links)}
      end={effort === undefined ? null : <ResetButton label="Reasoning effort" onReset={() => onChange(undefined)} />}
      onChange={(event) => onChange(everyEffort.find((one) => one === event.target.value))}
    >
      <option value="">The model's own</option>
      {options.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </SelectField>
  );
}

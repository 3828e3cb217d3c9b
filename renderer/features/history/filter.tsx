import { type ReactNode, useState } from "react";
import { clearFilters, filterHistory, loadHistoryChoices } from "#renderer/actions/history.ts";
import { dateOf, dayEndMs, dayStartMs } from "#renderer/parts/time-words.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { CostField } from "./cost-field.tsx";
import { type Status, statusWords } from "./filter-words.ts";
import styles from "./search-bar.module.css";
import { ClientField, ProviderField, SessionField, TargetField } from "./target-fields.tsx";

/** Opens everything that the list can be narrowed by. */
export function FilterButton() {
  const [isOpen, setOpen] = useState(false);
  const open = (next: boolean) => {
    if (next) void loadHistoryChoices();
    setOpen(next);
  };
  return (
    <Popover
      label="Filter"
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button tone="ghost" size="small" icon="filter" title="Filter">
          <span className="hide-narrow">Filter</span>
        </Button>
      }
    >
      <FilterForm />
    </Popover>
  );
}

/** What is chosen holds at once. */
function FilterForm() {
  const { filters, tags } = useHistoryStore();
  const hasAny = Object.keys(filters).length > 0;
  return (
    <div className={`scroll ${styles.form}`}>
      <div className={styles.wide}>
        <TargetField />
      </div>
      <ProviderField />
      <SessionField />
      <Choice
        label="Has an answer that"
        value={filters.status}
        options={statuses.map((status) => [status, statusLabels[status]])}
        onChange={(status) => filterHistory({ status })}
      />
      <ClientField />
      <CostField label="Costs at least" name="atLeastNanoUsd" />
      <CostField label="Costs at most" name="atMostNanoUsd" />
      <DateField
        label="From"
        value={filters.fromMs}
        onChange={(date) => filterHistory({ fromMs: dayStartMs(date) ?? undefined })}
      />
      <DateField
        label="To"
        value={filters.untilMs === undefined ? undefined : filters.untilMs - 1}
        onChange={(date) => filterHistory({ untilMs: dayEndMs(date) ?? undefined })}
      />
      <Choice
        label="Tag"
        value={filters.tag}
        options={tags.map((tag) => [tag, tag])}
        onChange={(tag) => filterHistory({ tag })}
      />
      <Choice
        label="Demo"
        value={filters.isDemo === undefined ? undefined : filters.isDemo ? "only" : "without"}
        options={[
          ["only", "Only demo"],
          ["without", "Without demo"],
        ]}
        onChange={(demo) => filterHistory({ isDemo: demo === undefined ? undefined : demo === "only" })}
      />
      <div className={styles.foot}>
        <Switch
          label="Only repeated"
          isOn={filters.repeats === true}
          onChange={(isOn) => filterHistory({ repeats: isOn ? true : undefined })}
        />
        <Switch
          label="Only pinned"
          isOn={filters.isPinned === true}
          onChange={(isOn) => filterHistory({ isPinned: isOn ? true : undefined })}
        />
        <Button size="small" disabled={!hasAny} onClick={clearFilters}>
          Clear all
        </Button>
      </div>
    </div>
  );
}

const statuses: readonly Status[] = ["done", "failed", "stopped", "interrupted"];
const statusLabels: Readonly<Record<Status, string>> = {
  done: "is done",
  failed: `failed (${statusWords.failed})`,
  stopped: "was stopped",
  interrupted: "was interrupted",
};

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly onChange: (value: T | undefined) => void;
};

/** One of some, or any. What holds stays on offer where it is no longer there. */
function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>): ReactNode {
  const isMissing = value !== undefined && !options.some(([one]) => one === value);
  return (
    <SelectField
      label={label}
      value={value ?? ""}
      onChange={(event) => onChange(options.find(([one]) => one === event.target.value)?.[0])}
    >
      <option value="">Any</option>
      {isMissing ? <option value={value}>{value}</option> : null}
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </SelectField>
  );
}

type DateFieldProps = {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (date: string) => void;
};

function DateField({ label, value, onChange }: DateFieldProps) {
  return (
    <TextField
      label={label}
      type="date"
      value={value === undefined ? "" : dateOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

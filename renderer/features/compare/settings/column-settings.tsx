import { useState } from "react";
import { resetOverrides } from "#renderer/actions/column-overrides.ts";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { openSettings, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { SelectField } from "#renderer/ui/field.tsx";
import { OverridesForm } from "./overrides-form.tsx";

/** What one column sets for itself. What is no value yet stays typed while Compare is open. */
export function ColumnSettings() {
  const [typed, setTyped] = useState<Readonly<Record<string, string | undefined>>>({});
  const settingsId = useColumnsStore((state) => state.settingsId);
  const columns = useColumnsStore((state) => state.columns);
  const names = useColumnNames();
  const picked = columns.flatMap(({ id, target, overrides }) => (target === null ? [] : [{ id, target, overrides }]));
  const column = picked.find((one) => one.id === settingsId);
  if (column === undefined) return null;
  const { id, target, overrides } = column;
  const ownPrefix = `${id}/`;
  const reset = () => {
    setTyped(Object.fromEntries(Object.entries(typed).filter(([key]) => !key.startsWith(ownPrefix))));
    resetOverrides(id);
  };
  return (
    <Dialog
      isOpen
      isWide
      title={`Settings of ${names.get(id) ?? "this column"}`}
      onClose={() => openSettings(null)}
      actions={
        <>
          <Button tone="ghost" disabled={overrides === undefined} onClick={reset}>
            Back to the defaults
          </Button>
          <Button tone="primary" onClick={() => openSettings(null)}>
            Close
          </Button>
        </>
      }
    >
      {picked.length < 2 ? null : (
        <SelectField label="Column" value={id} onChange={(event) => openSettings(event.target.value)}>
          {picked.map((one) => (
            <option key={one.id} value={one.id}>
              {names.get(one.id)}
            </option>
          ))}
        </SelectField>
      )}
      <OverridesForm
        key={id}
        column={{ id, target, overrides: overrides ?? {} }}
        typed={(field) => typed[ownPrefix + field]}
        onTyped={(field, text) => setTyped((before) => ({ ...before, [ownPrefix + field]: text }))}
      />
    </Dialog>
  );
}

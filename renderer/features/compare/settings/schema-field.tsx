import { changeOverrides } from "#renderer/actions/column-overrides.ts";
import { Switch } from "#renderer/ui/switch.tsx";
import { acceptanceOf } from "./accepted-words.ts";
import { OverrideField } from "./override-field.tsx";
import { readSchema } from "./override-values.ts";
import styles from "./overrides-form.module.css";
import type { FormLink, OverridesFormProps } from "./overrides-form.tsx";

export type SchemaFieldProps = OverridesFormProps & { readonly links: readonly FormLink[] };

/** The shape that the answer must have. */
export function SchemaField({ column, typed, onTyped, links }: SchemaFieldProps) {
  const { jsonSchema } = column.overrides;
  const isStrict = jsonSchema?.strict ?? false;
  return (
    <div className={styles.whole}>
      <OverrideField
        label="JSON schema"
        lines="mono"
        text={jsonSchema === undefined ? "" : JSON.stringify(jsonSchema.schema, null, 2)}
        placeholder="None: the answer is text"
        acceptance={acceptanceOf("jsonSchema", "JSON schema", links)}
        typed={typed("jsonSchema")}
        read={(text) => readSchema(text, isStrict)}
        onType={(text, result) => {
          onTyped("jsonSchema", text);
          if (result.ok) changeOverrides(column.id, { jsonSchema: result.value });
        }}
      />
      {jsonSchema === undefined ? null : (
        <Switch
          label="Strict: the provider refuses a schema that it cannot hold the model to"
          isOn={isStrict}
          onChange={(strict) => changeOverrides(column.id, { jsonSchema: { ...jsonSchema, strict } })}
        />
      )}
    </div>
  );
}

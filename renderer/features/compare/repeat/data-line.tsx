import { openDataForm } from "#renderer/actions/data-form.ts";
import { changeRepeat, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import styles from "./repeat-form.module.css";
import { dataName, rowsWords } from "./repeat-words.ts";

/** The rows that fill the variables of the prompt, where there are some. */
export function DataLine({ names }: { readonly names: readonly string[] }) {
  const data = useRepeatDraftStore((state) => state.data);
  if (data === null) {
    return (
      <div className={styles.data}>
        <p className="sub grow">
          Rows of a data set can fill <code>{"{{variables}}"}</code> of the prompt.
        </p>
        <Button size="small" icon="plus" onClick={openDataForm}>
          Data set
        </Button>
      </div>
    );
  }
  const used = data.fields.filter((name) => names.includes(name));
  return (
    <div className={styles.data}>
      <div className="grow">
        <p className="medium trunc" title={visibleText(dataName(data))}>
          {visibleText(dataName(data))} <span className="num dim">{rowsWords(data)}</span>
        </p>
        <p className={used.length === 0 ? styles.unused : "sub"}>{fieldWords(data.fields, used)}</p>
      </div>
      <Button size="small" onClick={openDataForm}>
        Change
      </Button>
      <IconButton icon="close" size="small" label="Remove the data set" onClick={() => changeRepeat({ data: null })} />
    </div>
  );
}

function fieldWords(fields: readonly string[], used: readonly string[]): string {
  const braced = (names: readonly string[]) => names.map((name) => `{{${name}}}`).join(", ");
  if (used.length === 0) return `The prompt uses none of it yet: write ${braced(fields)}.`;
  return used.length === fields.length ? `Fills ${braced(used)}.` : `Fills ${braced(used)}; the rest goes along.`;
}

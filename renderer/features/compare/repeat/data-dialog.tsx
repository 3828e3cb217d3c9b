import { useRef } from "react";
import { closeDataForm, openDataFile, takeData, writeData } from "#renderer/actions/data-form.ts";
import { type DataFormState, useDataFormStore } from "#renderer/stores/data-form-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextAreaField } from "#renderer/ui/field.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import styles from "./data-dialog.module.css";
import { DataPreview } from "./data-preview.tsx";
import { rowsWords } from "./repeat-words.ts";

/** More than this is a file; drawing it in a field would only take time. */
const mostDrawn = 20_000;

/** A data set is pasted, or opened from a file, and looked at before it is used. */
export function DataDialog({ names }: { readonly names: readonly string[] }) {
  const form = useDataFormStore();
  const { data } = form;
  return (
    <Dialog
      isOpen={form.isOpen}
      isWide
      title="Data set"
      onClose={closeDataForm}
      actions={
        <>
          <OpenFile />
          <span className="grow" />
          <Button onClick={closeDataForm}>Cancel</Button>
          <Button tone="primary" disabled={data === null} onClick={takeData}>
            {data === null ? "Use" : `Use ${rowsWords(data)}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <DataText form={form} />
        {data === null ? null : <DataPreview data={data} names={names} />}
      </div>
    </Dialog>
  );
}

function DataText({ form }: { readonly form: DataFormState }) {
  const { text, fileName, problem } = form;
  if (text.length > mostDrawn || (text === "" && fileName !== null)) {
    return (
      <div className={styles.file}>
        <p className="medium trunc">{fileName === null ? "Pasted text" : visibleText(fileName)}</p>
        <Button size="small" onClick={() => writeData("")}>
          Clear
        </Button>
        {problem === null ? null : (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </div>
    );
  }
  return (
    <TextAreaField
      label={fileName === null ? "Rows" : visibleText(fileName)}
      isMono
      rows={6}
      placeholder={"text,label\n“The parcel never came.”,refund"}
      value={text}
      error={problem}
      hint="CSV with a head, JSON Lines, or one prompt a line. Fields are named as the {{variables}} that they fill."
      onChange={(event) => writeData(event.target.value)}
    />
  );
}

function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>Open file…</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,text/csv,text/plain"
        aria-label="Data set"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file !== undefined) void openDataFile(file);
        }}
      />
    </>
  );
}

import { call } from "#renderer/bridge/host.ts";
import { setDraft, setValue, useComposerStore } from "#renderer/stores/composer-store.ts";
import { useDataFormStore } from "#renderer/stores/data-form-store.ts";
import { changeRepeat, openRepeatForm } from "#renderer/stores/repeat-draft-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { problemOf } from "./answers.ts";
import { textOf } from "./text-of.ts";

/** More than the rows of any data set that may be sent, and little enough to be read at once. */
const mostBytes = 8_000_000;
const restMs = 250;

let timer: ReturnType<typeof setTimeout> | undefined;
let newest = 0;

/** Opens the dialog in which rows are pasted or a file is opened; what was there before is there again. */
export function openDataForm(): void {
  openRepeatForm(false);
  useDataFormStore.setState({ isOpen: true });
}

/** Back to where a repeat is set up. */
export function closeDataForm(): void {
  useDataFormStore.setState({ isOpen: false });
  openRepeatForm(true);
}

/** Reads what was written once nothing changed for a moment. */
export function writeData(text: string): void {
  useDataFormStore.setState({ text, fileName: null, data: null, problem: null });
  clearTimeout(timer);
  newest += 1;
  const number = newest;
  if (text.trim() !== "") timer = setTimeout(() => void readData(text, number), restMs);
}

export async function openDataFile(file: File): Promise<void> {
  clearTimeout(timer);
  newest += 1;
  const number = newest;
  if (file.size > mostBytes) {
    const problem = "The file is larger than 8 MB. Take fewer rows.";
    useDataFormStore.setState({ text: "", fileName: file.name, data: null, problem });
    return;
  }
  const text = await textOf(file);
  if (number !== newest) return;
  if (text === null) {
    const problem = "This file is not text in UTF-8. Save it as CSV UTF-8, then open it again.";
    useDataFormStore.setState({ text: "", fileName: file.name, data: null, problem });
    return;
  }
  useDataFormStore.setState({ text, fileName: file.name, data: null, problem: null });
  await readData(text, number);
}

async function readData(text: string, number: number): Promise<void> {
  const answer = await call("repeat.readData", { text });
  if (number !== newest) return;
  const { fileName } = useDataFormStore.getState();
  const data = answer.ok ? { ...answer.value, fileName } : null;
  useDataFormStore.setState({ data, problem: problemOf(answer) });
}

/** Takes the rows: an empty prompt asks the first field, and a single row fills in its values once. */
export function takeData(): void {
  const { data } = useDataFormStore.getState();
  if (data === null) return;
  const [first] = data.fields;
  if (useComposerStore.getState().draft.trim() === "" && first !== undefined) setDraft(`{{${first}}}`);
  const [only] = data.rows;
  if (data.rows.length === 1 && only !== undefined) {
    for (const [name, text] of Object.entries(only)) setValue(name, text);
    changeRepeat({ data: null });
    tell({ text: "It has one row, whose values were filled in." });
  } else {
    changeRepeat({ data });
  }
  // The text stays for the next look at it.
  useDataFormStore.setState({ isOpen: false });
  openRepeatForm(true);
}

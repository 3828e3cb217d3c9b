import { call } from "#renderer/bridge/host.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { type ArchiveTransfer, type SetupTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import { longestSlice } from "#shared/archive.ts";
import { messageOf } from "#shared/failure.ts";
import { longestSetup, type SetupChoice, type SetupResult } from "#shared/setup.ts";
import { problemOf } from "./answers.ts";
import { textOf } from "./text-of.ts";

/** What a file picker and a test give alike. */
export type PickedFile = Pick<File, "name" | "size" | "slice" | "text" | "arrayBuffer">;

const notText = "This file is not text in UTF-8. Choose a file that Understudy wrote.";

/** Reads a file of chains and settings and shows what it would change. */
export async function openSetup(file: PickedFile): Promise<void> {
  const opened: SetupTransfer = {
    fileName: file.name,
    preview: null,
    choices: {},
    isApplying: false,
    problem: null,
  };
  useTransferStore.setState({ setup: opened });
  const refuse = (problem: string) => changeSetup(opened, { problem });
  if (file.size > longestSetup) {
    refuse("This file is too large for chains and settings. An archive is imported with “Import archive…”.");
    return;
  }
  const text = await textOf(file);
  if (text === null) {
    refuse("This file is not text in UTF-8. Choose one that Understudy, LiteLLM or Portkey reads.");
    return;
  }
  const answer = await call("import.preview", { text });
  if (answer.ok) changeSetup(opened, { preview: answer.value });
  else refuse(answer.failure.message);
}

/** Only while the dialog is as it was left. Closed, or open with another file, it has nothing to do with this one. */
function changeSetup(known: SetupTransfer, next: Partial<SetupTransfer>): void {
  if (useTransferStore.getState().setup === known) useTransferStore.setState({ setup: { ...known, ...next } });
}

export function closeSetup(): void {
  useTransferStore.setState({ setup: null });
}

export function chooseForSetup(key: string, choice: SetupChoice): void {
  const { setup } = useTransferStore.getState();
  if (setup !== null) useTransferStore.setState({ setup: { ...setup, choices: { ...setup.choices, [key]: choice } } });
}

/** Does what the preview showed, with what the user chose. */
export async function applySetup(): Promise<void> {
  const { setup } = useTransferStore.getState();
  if (setup?.preview == null || setup.isApplying) return;
  useTransferStore.setState({ setup: { ...setup, isApplying: true, problem: null } });
  const { previewId } = setup.preview;
  const answer = await call("import.apply", { previewId, choices: setup.choices });
  if (answer.ok) {
    if (isShown(previewId)) closeSetup();
    tell({ text: resultWords(answer.value), tone: "ok" });
    return;
  }
  const problem = problemOf(answer);
  const now = useTransferStore.getState().setup;
  // The dialog can be closed meanwhile, and another file be opened in it.
  if (now !== null && isShown(previewId)) useTransferStore.setState({ setup: { ...now, isApplying: false, problem } });
  else tell({ text: `Nothing was imported. ${problem}`, tone: "bad" });
}

function isShown(previewId: string): boolean {
  return useTransferStore.getState().setup?.preview?.previewId === previewId;
}

function resultWords({ added, replaced, kept }: SetupResult): string {
  return `${added} added, ${replaced} replaced, ${kept} kept as they were.`;
}

/** Hands an archive over in slices and shows what is in it. The file itself is not looked at again. */
export async function openArchive(file: PickedFile): Promise<void> {
  const uploadId = crypto.randomUUID();
  const opened: ArchiveTransfer = { fileName: file.name, uploadId, uploadedShare: 0, preview: null, problem: null };
  useTransferStore.setState({ archive: opened });
  const problem = await upload(file, uploadId);
  if (problem !== null) change(uploadId, { problem });
  if (problem !== null || !isOpen(uploadId)) return;
  const answer = await call("archive.check", { uploadId });
  if (answer.ok) change(uploadId, { preview: answer.value });
  else change(uploadId, { problem: answer.failure.message });
}

function isOpen(uploadId: string): boolean {
  return useTransferStore.getState().archive?.uploadId === uploadId;
}

function change(uploadId: string, next: Partial<ArchiveTransfer>): void {
  const { archive } = useTransferStore.getState();
  if (archive?.uploadId === uploadId) useTransferStore.setState({ archive: { ...archive, ...next } });
}

/** In bytes. A character has no more UTF-16 units than bytes in UTF-8; one may be left over from the slice before. */
const sliceBytes = longestSlice - 4;

async function upload(file: PickedFile, uploadId: string): Promise<string | null> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let index = 0, at = 0; at < file.size && isOpen(uploadId); index += 1, at += sliceBytes) {
    const end = Math.min(file.size, at + sliceBytes);
    let text: string;
    try {
      const bytes = await file.slice(at, end).arrayBuffer();
      text = decoder.decode(bytes, { stream: end < file.size });
    } catch (error) {
      return error instanceof TypeError ? notText : `The file could not be read: ${messageOf(error)}`;
    }
    const answer = await call("archive.upload", { uploadId, index, text });
    if (!answer.ok) return answer.failure.message;
    change(uploadId, { uploadedShare: end / file.size });
  }
  return file.size === 0 ? "This file is empty." : null;
}

/** Begins to add what is not here yet; the status bar says how far it is. */
export async function importArchive(): Promise<void> {
  const { archive } = useTransferStore.getState();
  if (archive === null) return;
  const answer = await call("archive.import", { uploadId: archive.uploadId });
  if (answer.ok) useTransferStore.setState({ archive: null });
  else change(archive.uploadId, { problem: answer.failure.message });
}

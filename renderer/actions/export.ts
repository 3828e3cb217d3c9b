import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { useTransferStore } from "#renderer/stores/transfer-store.ts";
import type { ComparisonFormat } from "#shared/exports.ts";
import { problemOf } from "./answers.ts";
import { openPrompts } from "./conversation.ts";
import { copyText } from "./copy.ts";
import { saveFile } from "./save-file.ts";

/** Opens the export dialog for a comparison, with the format that was used last. */
export function openExport(comparisonId: string): void {
  const { lastFormat } = useTransferStore.getState();
  useTransferStore.setState({ comparison: { comparisonId, format: lastFormat, file: null, problem: null } });
  void fetchFile();
}

/** The comparison that Compare shows; null where nothing was sent yet. */
export function shownComparisonId(): string | null {
  return shownPrompt(openPrompts(), useColumnsStore.getState().shownId)?.id ?? null;
}

export function closeExport(): void {
  useTransferStore.setState({ comparison: null });
}

export function chooseFormat(format: ComparisonFormat): void {
  const { comparison } = useTransferStore.getState();
  if (comparison === null || comparison.format === format) return;
  useTransferStore.setState({ comparison: { ...comparison, format, file: null, problem: null }, lastFormat: format });
  void fetchFile();
}

async function fetchFile(): Promise<void> {
  const asked = useTransferStore.getState().comparison;
  if (asked === null) return;
  const { comparisonId, format } = asked;
  const answer = await call("export.comparison", { comparisonId, format });
  const now = useTransferStore.getState().comparison;
  // Another one, or another format, was asked for meanwhile.
  if (now?.comparisonId !== comparisonId || now.format !== format) return;
  const file = answer.ok ? answer.value : null;
  useTransferStore.setState({ comparison: { ...now, file, problem: problemOf(answer) } });
}

export function saveExport(): void {
  const file = useTransferStore.getState().comparison?.file;
  if (file === null || file === undefined) return;
  saveFile(file);
  closeExport();
}

export async function copyExport(): Promise<void> {
  const file = useTransferStore.getState().comparison?.file;
  if (file === null || file === undefined) return;
  if (await copyText(file.text, formatNames[useTransferStore.getState().lastFormat])) closeExport();
}

export const formatNames: Readonly<Record<ComparisonFormat, string>> = {
  markdown: "Markdown",
  json: "JSON",
  csv: "CSV",
  html: "Web page",
};

/** Saves chains, column sets, own prices and settings as a file. Gives what went wrong, or null. */
export async function exportSetup(): Promise<string | null> {
  const answer = await call("export.setup", {});
  if (answer.ok) saveFile(answer.value);
  return problemOf(answer);
}

/** Begins to write everything that is kept into a file of the data folder; the status bar says how far it is. */
export async function exportEverything(): Promise<string | null> {
  return problemOf(await call("archive.export", {}));
}

export async function stopJob(jobId: string): Promise<void> {
  const problem = problemOf(await call("job.stop", { jobId }));
  if (problem !== null) tell({ text: `It goes on. ${problem}`, tone: "bad" });
}

/** Takes the line of a job away that has ended. */
export function dismissJob(jobId: string): void {
  useAppStore.setState(({ jobs }) => ({ jobs: jobs.filter(({ id }) => id !== jobId) }));
}

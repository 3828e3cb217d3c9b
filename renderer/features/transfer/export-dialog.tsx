import { useMemo } from "react";
import { chooseFormat, closeExport, copyExport, formatNames, saveExport } from "#renderer/actions/export.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { type ComparisonTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import type { ComparisonFormat } from "#shared/exports.ts";
import { formatCount } from "#shared/format.ts";
import styles from "./export-dialog.module.css";
import { sizeWords } from "./size-words.ts";

const formats = ["markdown", "json", "csv", "html"] as const satisfies readonly ComparisonFormat[];

/** What each format is good for. */
const hints: Readonly<Record<ComparisonFormat, string>> = {
  markdown: "For notes, issues and chats. Answers are shown as they were written.",
  json: "For programs. Everything that is kept of it, with every attempt.",
  csv: "For spreadsheets, one row for each attempt. Text that a spreadsheet would run begins with an apostrophe.",
  html: "One page for any browser, in light and dark and on paper. It loads nothing and runs no script.",
};

/** More than anybody reads here; the file has all of it. */
const mostShown = 20_000;

/** A comparison as a file (⌘⇧E): a format, what it looks like, Copy and Save. */
export function ExportDialog() {
  const transfer = useTransferStore((state) => state.comparison);
  if (transfer === null) return null;
  const { format, file, problem } = transfer;
  return (
    <Dialog
      isOpen
      isBroad
      title="Export comparison"
      onClose={closeExport}
      actions={
        <>
          <span className={`num ${styles.size}`}>{file === null ? "" : sizeWords(file)}</span>
          <Button onClick={closeExport}>Close</Button>
          <Button icon="copy" disabled={file === null} onClick={() => void copyExport()}>
            Copy
          </Button>
          <Button tone="primary" disabled={file === null} onClick={saveExport}>
            Save
          </Button>
        </>
      }
    >
      <div className={styles.export}>
        <Formats format={format} />
        <div className={styles.look}>
          <p className={styles.hint}>{hints[format]}</p>
          <Problem message={problem} />
          <Look transfer={transfer} />
          <Contents comparisonId={transfer.comparisonId} />
        </div>
      </div>
    </Dialog>
  );
}

/** What is in the file, whatever its format. */
function Contents({ comparisonId }: { readonly comparisonId: string }) {
  const runs = useRunsStore((state) => state.runs);
  const own = useMemo(
    () => Object.values(runs).filter((run) => run.comparisonId === comparisonId),
    [runs, comparisonId],
  );
  const columns = new Set(own.map((run) => run.columnId)).size;
  const attempts = own.flatMap((run) => run.attempts.filter(({ status }) => status !== "skipped")).length;
  return (
    <p className={styles.contents}>
      <Chip icon="lock" tone="ok">
        No keys
      </Chip>
      <Chip icon="doc">Prompt and answers</Chip>
      {own.length === 0 ? null : (
        <>
          <Chip icon="columns">{columns === 1 ? "1 column" : `${formatCount(columns)} columns`}</Chip>
          <Chip icon="fall">{attempts === 1 ? "1 attempt" : `${formatCount(attempts)} attempts`}</Chip>
        </>
      )}
      {own.some((run) => run.isDemo) ? <Chip icon="bolt">Demo: simulated</Chip> : null}
    </p>
  );
}

/** Real radio buttons, so that the arrow keys move as they do everywhere. */
function Formats({ format }: { readonly format: ComparisonFormat }) {
  return (
    <fieldset className={styles.formats} aria-label="Format">
      {formats.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="export-format"
            className="visually-hidden"
            checked={one === format}
            onChange={() => chooseFormat(one)}
          />
          <span>{formatNames[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Look({ transfer: { file, problem } }: { readonly transfer: ComparisonTransfer }) {
  if (problem !== null) return null;
  const text = file?.text.replace(/^\ufeff/, "") ?? "";
  return (
    <section className={styles.code} aria-label="Preview" aria-busy={file === null}>
      <header>{file?.fileName ?? "…"}</header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <pre tabIndex={0}>{text.length > mostShown ? `${text.slice(0, mostShown)}\n…` : text}</pre>
    </section>
  );
}

import { closeArchive } from "#renderer/actions/close-transfers.ts";
import { importArchive } from "#renderer/actions/import.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ArchiveTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Meter } from "#renderer/ui/meter.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import type { ArchiveCount, ArchivePreview } from "#shared/archive.ts";
import { formatCount, formatPercent } from "#shared/format.ts";
import styles from "./transfer.module.css";

/** What is in an archive, before anything of it is added. */
export function ArchiveDialog() {
  const transfer = useTransferStore((state) => state.archive);
  if (transfer === null) return null;
  const { fileName, preview, problem } = transfer;
  const close = () => void closeArchive();
  return (
    <Dialog
      isOpen
      isWide
      title="Import archive"
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" disabled={preview === null} onClick={() => void importArchive()}>
            Import
          </Button>
        </>
      }
    >
      <p className={styles.file}>{visibleText(fileName)}</p>
      <Problem message={problem} />
      {problem !== null || preview !== null ? null : <Reading transfer={transfer} />}
      {preview === null ? null : <Preview preview={preview} />}
    </Dialog>
  );
}

function Reading({ transfer: { uploadedShare } }: { readonly transfer: ArchiveTransfer }) {
  const job = useAppStore((state) =>
    state.jobs.find(({ kind, state: now }) => kind === "archive-check" && now === "running"),
  );
  const checked = job === undefined || job.total === null || job.total === 0 ? 0 : job.done / job.total;
  const share = (uploadedShare + checked) / 2;
  return (
    <p className={styles.reading} role="status">
      Reading the file
      <span className={styles.bar}>
        <Meter share={share} tone="accent" isThick />
      </span>
      <span className="num">{formatPercent(Math.round(share * 100) / 100)}</span>
    </p>
  );
}

function Preview({ preview }: { readonly preview: ArchivePreview }) {
  const rows: readonly (readonly [name: string, count: ArchiveCount])[] = [
    ["Comparisons", preview.comparisons],
    ["Conversations", preview.conversations],
    ["Spend of deleted history", preview.spend],
    ["Chains", preview.chains],
    ["Column sets", preview.columnSets],
    ["Providers", preview.providers],
    ["Own prices", preview.ownPrices],
  ];
  return (
    <>
      <p>{spanWords(preview)} What is here stays as it is. Keys are never in an archive.</p>
      <table className={styles.counts}>
        <thead>
          <tr>
            <th scope="col">In it</th>
            <th scope="col">Would be added</th>
            <th scope="col">Here already</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([, { fresh, known }]) => fresh + known > 0)
            .map(([name, { fresh, known }]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{formatCount(fresh)}</td>
                <td className="num">{formatCount(known)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <Refused preview={preview} />
    </>
  );
}

function spanWords({ fromMs, untilMs }: ArchivePreview): string {
  if (fromMs === null || untilMs === null) return "There are no comparisons in it.";
  const day = (epochMs: number) => new Date(epochMs).toLocaleDateString("en-GB", { dateStyle: "medium" });
  const [from, until] = [day(fromMs), day(untilMs)];
  return from === until ? `Comparisons of ${from}.` : `Comparisons from ${from} to ${until}.`;
}

function Refused({ preview: { refused, refusedCount } }: { readonly preview: ArchivePreview }) {
  if (refusedCount === 0) return null;
  const more = refusedCount - refused.length;
  return (
    <section className={styles.refused} aria-label="Not imported">
      <h3>
        {refusedCount === 1 ? "1 record is not imported" : `${formatCount(refusedCount)} records are not imported`}
      </h3>
      <ul>
        {refused.map((why) => (
          <li key={why}>{visibleText(why)}</li>
        ))}
        {more > 0 ? <li>and {formatCount(more)} more</li> : null}
      </ul>
    </section>
  );
}

import type { DraftData } from "#renderer/stores/repeat-draft-storage.ts";
import { visibleText } from "#renderer/ui/visible-text.ts";
import { formatCount } from "#shared/format.ts";
import styles from "./data-dialog.module.css";
import { rowsWords } from "./repeat-words.ts";

const mostShown = 20;
/** A cell is one line; more of it is in its title. */
const longestCell = 200;

export type DataPreviewProps = { readonly data: DraftData; readonly names: readonly string[] };

/** What was read: its first rows, and which of its fields the prompt uses. */
export function DataPreview({ data, names }: DataPreviewProps) {
  const { fields, rows, notes } = data;
  const form = { csv: "CSV", jsonl: "JSON Lines", lines: "One prompt a line" }[data.form];
  return (
    <section className={styles.preview} aria-label="Preview">
      <p className="sub num">
        {form}, {rowsWords(data)}
        {rows.length > mostShown ? `, the first ${mostShown} of them below` : ""}
      </p>
      {notes.length === 0 ? null : (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={`scroll ${styles.table}`} tabIndex={0} aria-label="Rows">
        <table>
          <thead>
            <tr>
              <th scope="col" className="num">
                Row
              </th>
              {fields.map((name) => (
                <th key={name} scope="col" className={names.includes(name) ? "acc" : undefined}>
                  {`{{${name}}}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostShown).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their number
              <tr key={index}>
                <td className="num dim">{formatCount(index + 1)}</td>
                {fields.map((name) => (
                  <td key={name} title={(row[name] ?? "").slice(0, longestCell)}>
                    {cellText(row[name] ?? "")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function cellText(text: string): string {
  return visibleText(text.slice(0, longestCell).replaceAll(/\s+/g, " "));
}

import { CsvError, parse } from "csv-parse/sync";

/** A record with the line that it begins in, counted from 1. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

export type CsvRead =
  | { readonly ok: true; readonly records: readonly CsvRecord[] }
  | { readonly ok: false; readonly message: string };

const delimiters = [",", ";", "\t"] as const;

/** The delimiter that the head has most of; null where it has none. */
export function delimiterOf(head: string): string | null {
  const bare = head.replaceAll(/"[^"]*"/g, "");
  const counted = delimiters.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }));
  const most = counted.toSorted((a, b) => b.count - a.count)[0];
  return most === undefined || most.count === 0 ? null : most.delimiter;
}

/** Quotes as RFC 4180 has them. Records may have different numbers of fields; blank lines are left out. */
export function readCsv(text: string, delimiter: string): CsvRead {
  const lastLines: number[] = [];
  try {
    const records = parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { lines }) => {
        lastLines.push(lines);
        return fields;
      },
    });
    return {
      ok: true,
      records: records.map((fields, index) => ({ line: firstLine(fields, lastLines[index]), fields })),
    };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, message: wordsOf(error, (lastLines.at(-1) ?? 0) + 1) };
    throw error;
  }
}

function firstLine(fields: readonly string[], lastLine = 1): number {
  const breaks = fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return lastLine - breaks;
}

/** `nextLine`: where the record begins that could not be read. One that is not closed is noticed at the very end. */
function wordsOf(error: CsvError, nextLine: number): string {
  const { code } = error;
  if (code === "CSV_QUOTE_NOT_CLOSED") return `Line ${nextLine}: a quote is opened and never closed.`;
  const line = typeof error.lines === "number" ? `Line ${error.lines}: ` : "";
  const isQuote = code === "INVALID_OPENING_QUOTE" || code === "CSV_INVALID_CLOSING_QUOTE";
  if (isQuote) return `${line}a quote stands in the middle of a field. Write it twice, and the field in quotes.`;
  return `${line}this is no CSV. ${error.message}`;
}

import { succeed } from "#shared/failure.ts";
import { type DataSet, mostRows } from "#shared/repeat.ts";
import { checkFields, isFieldName } from "./fields.ts";
import { isJsonList, readJsonLines } from "./json-lines.ts";
import { type Read, wrong } from "./read.ts";
import { type CsvRecord, delimiterOf, readCsv } from "./read-csv.ts";

/** The variable that a file of plain lines fills. */
const lineField = "prompt";

/**
 * Reads what somebody pasted or opened: JSON Lines where it begins with an object, CSV where its first line is a head of
 * names, else one prompt a line. Total: any text gives rows or a sentence that says what is wrong and where.
 */
export function readDataSet(text: string): Read {
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = whole.split(/\r\n|\n|\r/);
  const firstIndex = lines.findIndex((line) => line.trim() !== "");
  const first = lines[firstIndex];
  if (first === undefined) return wrong("There is nothing in it.");
  if (isJsonList(whole))
    return wrong("This is a JSON list. Write each of its objects on a line, without brackets around.");
  const read = first.trimStart().startsWith("{") ? readJsonLines(lines) : readTable(whole, { lines, first });
  return read.ok ? checkRows(read.value) : read;
}

type Lines = { readonly lines: readonly string[]; readonly first: string };

function readTable(text: string, { lines, first }: Lines): Read {
  const delimiter = delimiterOf(first);
  if (delimiter === null && !isFieldName(unquoted(first))) return readPlainLines(lines);
  const csv = readCsv(text, delimiter ?? ",");
  // A comma in a sentence is no delimiter.
  const isSentence = delimiter !== null && !isTable(first, delimiter, csv.ok ? csv.records : []);
  if (isSentence) return readPlainLines(lines);
  return csv.ok ? fromRecords(csv.records) : wrong(csv.message);
}

function unquoted(field: string): string {
  return field.trim().replace(/^"(.*)"$/, "$1");
}

/** Its head has names, or all of its lines have as many fields. */
function isTable(first: string, delimiter: string, records: readonly CsvRecord[]): boolean {
  if (first.split(delimiter).every((name) => isFieldName(unquoted(name)))) return true;
  const [head, ...rest] = records;
  return rest.length > 0 && rest.every(({ fields }) => fields.length === head?.fields.length);
}

function fromRecords([head, ...rest]: readonly CsvRecord[]): Read {
  if (head === undefined) return wrong("There is nothing in it.");
  const fields = head.fields.map((name) => name.trim());
  const problem = checkFields(fields, head.line);
  if (problem !== null) return wrong(problem);
  if (rest.length === 0) return wrong("There are no rows below its head.");
  for (const { line, fields: values } of rest) {
    if (values.length === fields.length) continue;
    return wrong(`Line ${line} has ${count(values.length)}, and the head has ${count(fields.length)}.`);
  }
  const rows = rest.map(({ fields: values }) =>
    Object.fromEntries(fields.map((name, index) => [name, values[index] ?? ""])),
  );
  const named = `The first line, “${fields.join(", ")}”, was read as its head.`;
  return succeed<DataSet>({ form: "csv", fields, rows, notes: fields.length === 1 ? [named] : [] });
}

function count(fields: number): string {
  return fields === 1 ? "1 field" : `${fields} fields`;
}

function readPlainLines(lines: readonly string[]): Read {
  const rows = lines.filter((line) => line.trim() !== "").map((line) => ({ [lineField]: line }));
  const note = `It has no head: each line is a row, and fills {{${lineField}}}.`;
  return succeed<DataSet>({ form: "lines", fields: [lineField], rows, notes: [note] });
}

function checkRows(set: DataSet): Read {
  if (set.rows.length <= mostRows) return succeed(set);
  return wrong(`It has ${set.rows.length.toLocaleString("en-US")} rows, and at most ${mostRows} can be sent.`);
}

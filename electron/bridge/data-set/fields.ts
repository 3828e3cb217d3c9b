import { formatCount } from "#shared/format.ts";
import { variablesOf } from "#shared/template.ts";

/** As many as a prompt may be sent with. */
const mostFields = 100;

/** Whether `{{name}}` is a variable of a prompt. */
export function isFieldName(name: string): boolean {
  return variablesOf(`{{${name}}}`)[0] === name;
}

/** What is wrong with the names of a head, or null. */
export function checkFields(fields: readonly string[], line: number): string | null {
  if (fields.length > mostFields) {
    return `Line ${line} has ${formatCount(fields.length)} fields, and at most ${mostFields} can be filled in.`;
  }
  for (const [index, name] of fields.entries()) {
    if (name === "") return `Line ${line}: field ${index + 1} has no name.`;
    if (!isFieldName(name)) return `Line ${line}: “${name}” is no name of a variable. Use letters, digits and _ only.`;
    if (fields.indexOf(name) < index) return `Line ${line}: the field “${name}” is there twice.`;
  }
  return null;
}

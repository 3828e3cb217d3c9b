/**
 * `{{region}}` stands for a value that is filled in on Send; spaces inside the braces do not matter. `__proto__` is no
 * name: what an object holds under it does not get over every wire.
 */
const variable = /\{\{\s*((?!__proto__\b)[A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

/** The variables of some texts in the order they first appear, each once. */
export function variablesOf(...texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(variable)].flatMap((found) => found[1] ?? [])))];
}

export type Values = Readonly<Record<string, string>>;

/** Puts values in place of their names, once: braces inside a value stay as they are. A name without a value stays. */
export function fillTemplate(text: string, values: Values): string {
  return text.replace(variable, (whole, name: string) => filledIn(values, name) ?? whole);
}

/** Names that nothing was filled in for, in the order they appear. */
export function missingVariables(names: readonly string[], values: Values): readonly string[] {
  return names.filter((name) => (filledIn(values, name) ?? "").trim() === "");
}

/** A name such as `constructor` is no value of ours. */
function filledIn(values: Values, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A piece of a text as it is drawn: plain, or a variable with its braces. */
export type TemplatePart = { readonly text: string; readonly name: string | null };

/** The text in pieces; joined, they are the text. */
export function templateParts(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of text.matchAll(variable)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index), name: null });
    parts.push({ text: found[0], name: found[1] ?? null });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), name: null });
  return parts;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // A parser would make line feeds of them.
  "\r": "&#13;",
  // No text of a page can hold it.
  "\0": "\ufffd",
};

/** Text as text: in an element or between the quotes of an attribute it is read back as it was. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"'\r\0]/g, (sign) => entities[sign] ?? sign);
}

/** A piece of a page that is markup by intention; only `html` makes one. */
export type Markup = { readonly markup: string };

type Part = string | number | Markup | readonly Markup[];

/** What is put into a template is text unless it is Markup itself: nothing is markup by mistake. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = strings.map((string, index) => {
    const part = parts[index];
    return part === undefined ? string : string + markupOf(part);
  });
  return { markup: markup.join("") };
}

function markupOf(part: Part): string {
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return isList(part) ? part.map(({ markup }) => markup).join("\n") : part.markup;
}

function isList(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part);
}

export const nothing: Markup = { markup: "" };

import { joined } from "#electron/bridge/setup/find-key.ts";
import type { SetupFrame } from "#electron/bridge/setup/setup-schema.ts";
import type { LeftOut } from "#shared/setup.ts";

/** What a file of another program comes to here. */
export type ForeignSetup = { readonly frame: SetupFrame; readonly leftOut: readonly LeftOut[] };

export type Fields = Readonly<Record<string, unknown>>;

/** Notes what of a file has no place here. */
export type Notes = { add(path: string, why: string): void; list(): readonly LeftOut[] };

const mostNotes = 500;

export function createNotes(): Notes {
  const notes: LeftOut[] = [];
  return {
    add(path, why) {
      if (notes.length > mostNotes || notes.some((note) => note.path === path && note.why === why)) return;
      const isFull = notes.length === mostNotes;
      notes.push(
        isFull ? { path: "the file", why: "More of it has no place here than can be listed." } : { path, why },
      );
    },
    list: () => notes,
  };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Own fields only. */
export function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function textOf(fields: Fields, name: string): string | null {
  const value = fieldOf(fields, name);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === "string");
}

/** A list of texts, where the file has one. What else stands there is told, for it is left out. */
export function textsIn(fields: Fields, name: string, { notes, path }: Placed): readonly string[] {
  const value = fieldOf(fields, name);
  const texts = textsOf(value);
  const isAll = value === undefined || value === null || (Array.isArray(value) && texts.length === value.length);
  if (!isAll) notes.add(joined(path, name), "It is no list of names, so what is none in it is left out.");
  return texts;
}

/** Where something stands that is read. */
export type Placed = { readonly notes: Notes; readonly path: string };

/** Names that say the same thing: the first one that is there holds, and the others are told. */
export function noteDoubles(fields: Fields, names: readonly string[], { notes, path }: Placed): void {
  const [first, ...others] = names.filter((name) => (fieldOf(fields, name) ?? null) !== null);
  for (const name of others) notes.add(joined(path, name), `“${first}” says it already, and that is what is read.`);
}

export type Understood = {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  readonly why?: (name: string) => string;
};

const noPlace = "Understudy has no such setting.";
const aKey = "It may hold a key. Keys are never imported: type them in on the Providers page.";
const secretName = /key|token|secret|password|credential|environment_variables|headers/i;

/** Notes every field that is not among those that are understood. What may hold a key is named, and never shown. */
export function noteOthers(notes: Notes, fields: Fields, { path, names, why = () => noPlace }: Understood): void {
  for (const name of Object.keys(fields)) {
    if (!names.has(name)) notes.add(joined(path, name), secretName.test(name) ? aKey : why(name));
  }
}

/** A number that this program takes, else null and a note that says what is wrong. */
export function numberIn(
  fields: Fields,
  name: string,
  {
    notes,
    path,
    scale = 1,
    check,
  }: { notes: Notes; path: string; scale?: number; check: (value: number) => string | null },
): number | null {
  const value = fieldOf(fields, name);
  if (value === undefined || value === null) return null;
  const number = typeof value === "number" ? Number((value * scale).toPrecision(12)) : Number.NaN;
  const problem = Number.isFinite(number) ? check(number) : "It is not a number.";
  if (problem === null) return number;
  notes.add(joined(path, name), problem);
  return null;
}

/** What people write where a server wants no key, but a program does. */
const noKey = /^(?:none|null|empty|dummy|n\/?a|not[-_ ]needed|no[-_ ]key|sk-no-key-required)$/i;

export function hasKey(fields: Fields): boolean {
  const key = textOf(fields, "api_key");
  return key !== null && !noKey.test(key.trim());
}

/** Of a key that stands in the file as it is; one that is read from elsewhere is none. */
export function noteKey(notes: Notes, fields: Fields, path: string): void {
  const key = textOf(fields, "api_key") ?? "";
  if (!hasKey(fields) || /^(?:os\.environ\/|\$|\{\{)/i.test(key)) return;
  notes.add(`${path}.api_key`, "It holds a key. Keys are never imported: type it in on the Providers page.");
}

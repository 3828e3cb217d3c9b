import type { Values } from "#shared/template.ts";

/** An image on its way into a prompt. */
export type DraftImage = {
  readonly id: string;
  readonly mimeType: string;
  readonly base64: string;
  readonly bytes: number;
};

/** What stood in the composer before a sent prompt was taken up to be edited. */
export type SetAside = {
  readonly draft: string;
  readonly system: string;
  readonly values: Values;
  /** Not kept over a reload. */
  readonly images: readonly DraftImage[];
};

/** What of a draft is kept over a reload beside its text and its images. */
export type KeptDraft = {
  /** The system prompt of all columns that set none of their own, as written. */
  readonly system: string;
  /** The conversation whose system prompt that is; null before any. */
  readonly systemOf: string | null;
  /** Of all variables that were ever filled in here: a name that comes back has its value. */
  readonly values: Values;
  /** The comparison that is edited and sent again; null for a prompt of its own. */
  readonly editingId: string | null;
  /** The only column that is asked; null is all of them. */
  readonly replyOnlyTo: string | null;
  readonly setAside: SetAside | null;
};

const draftKey = "understudy-draft";
const partsKey = "understudy-composer";
const imagesKey = "understudy-images";

/**
 * What a window keeps over a reload, and only this window: sessionStorage goes with it. It never leaves the renderer.
 */
export function readKept(): KeptDraft & { readonly draft: string; readonly images: readonly DraftImage[] } {
  const parts = readJson(partsKey);
  const images = readJson(imagesKey);
  return {
    draft: sessionStorage.getItem(draftKey) ?? "",
    system: textIn(parts, "system") ?? "",
    systemOf: textIn(parts, "systemOf"),
    values: valuesIn(parts),
    setAside: setAsideIn(parts),
    editingId: textIn(parts, "editingId"),
    replyOnlyTo: textIn(parts, "replyOnlyTo"),
    images: Array.isArray(images) ? images.filter(isDraftImage) : [],
  };
}

/** False where there is no room for it; then it is in memory only. */
export function keepDraft(draft: string): boolean {
  return keep(draftKey, draft);
}

/** False where there is no room for it; then it is in memory only. */
export function keepParts(parts: KeptDraft): boolean {
  const { setAside } = parts;
  return keep(partsKey, JSON.stringify({ ...parts, setAside: setAside === null ? null : { ...setAside, images: [] } }));
}

/** False where they are too large for what a browser keeps: they are then in memory only. */
export function keepImages(images: readonly DraftImage[]): boolean {
  if (images.length > 0) return keep(imagesKey, JSON.stringify(images));
  sessionStorage.removeItem(imagesKey);
  return true;
}

/** A browser keeps some 5 MB; what does not fit must not stay there half or old. */
export function keep(key: string, text: string): boolean {
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    sessionStorage.removeItem(key);
    return false;
  }
}

/** Undefined where there is nothing, or nothing of ours. */
export function readJson(key: string): unknown {
  const text = sessionStorage.getItem(key);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textIn(value: unknown, name: string): string | null {
  const text = isRecord(value) ? value[name] : undefined;
  return typeof text === "string" ? text : null;
}

function valuesIn(parts: unknown): Record<string, string> {
  const values = isRecord(parts) && isRecord(parts.values) ? parts.values : {};
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

export function setAsideIn(parts: unknown): SetAside | null {
  const kept = isRecord(parts) ? parts.setAside : undefined;
  if (!isRecord(kept)) return null;
  return {
    draft: textIn(kept, "draft") ?? "",
    system: textIn(kept, "system") ?? "",
    values: valuesIn(kept),
    images: [],
  };
}

export function isDraftImage(value: unknown): value is DraftImage {
  if (!isRecord(value)) return false;
  const { id, mimeType, base64, bytes } = value;
  return [id, mimeType, base64].every((one) => typeof one === "string") && typeof bytes === "number";
}

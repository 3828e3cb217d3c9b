import { create } from "zustand";

/** How the newest answer of each column is laid out. */
export const answerViews = ["columns", "list", "diff"] as const;
export type AnswerView = (typeof answerViews)[number];

/** What many answers of each column say together. */
export const evidenceViews = ["runs", "routes"] as const;
export type EvidenceView = (typeof evidenceViews)[number];

export const compareViews = [...answerViews, ...evidenceViews] as const;
export type CompareView = AnswerView | EvidenceView;

/** Few answers fit side by side; many are a list. What the user picks counts for windows of the same kind. */
export type SizeClass = "few" | "many";

export const listColumns = ["target", "firstToken", "total", "speed", "cost"] as const;
export type ListColumn = (typeof listColumns)[number];
export type ListSort = { readonly by: ListColumn; readonly isDescending: boolean };

export type CompareLayoutState = {
  /** Absent where the user has not picked one: then the kind of window decides. */
  readonly picked: Readonly<Partial<Record<SizeClass, AnswerView>>>;
  /** Stands over `picked` in the conversation in which it was picked; another one begins with its answers. */
  readonly evidence: { readonly view: EvidenceView; readonly conversationId: string } | null;
  readonly scrollsTogether: boolean;
  /** Number of columns → width in px by place; null where a column takes its share of the room. */
  readonly widths: Readonly<Record<number, readonly (number | null)[]>>;
  /** Null while the list stands in the order of the columns. */
  readonly sort: ListSort | null;
  /** The answer that stays beside the one being read; null where none is pinned. */
  readonly pinnedId: string | null;
  /** What Diff compares; null, or a column that is gone, for the first two that can be. */
  readonly baselineId: string | null;
  readonly comparedId: string | null;
  readonly diffUnit: "words" | "lines";
};

const storageKey = "understudy-compare-layout";
const evidenceKey = "understudy-compare-evidence";

const fresh: CompareLayoutState = {
  picked: {},
  evidence: null,
  scrollsTogether: false,
  widths: {},
  sort: { by: "total", isDescending: false },
  pinnedId: null,
  baselineId: null,
  comparedId: null,
  diffUnit: "words",
};

/** How this window lays answers out. Kept in the window's own storage, the host knows nothing of it. */
export const useCompareLayoutStore = create<CompareLayoutState>()(() => ({
  ...fresh,
  ...readStored(),
  evidence: readEvidence(),
}));

useCompareLayoutStore.subscribe(({ picked, scrollsTogether, widths, sort }) => {
  localStorage.setItem(storageKey, JSON.stringify({ picked, scrollsTogether, widths, sort }));
});

/** A window that is loaded anew stays at what it measured; it belongs to this window alone. */
useCompareLayoutStore.subscribe(({ evidence }, before) => {
  if (evidence !== before.evidence) sessionStorage.setItem(evidenceKey, JSON.stringify(evidence));
});

export function readEvidence(): CompareLayoutState["evidence"] {
  const stored = parse(sessionStorage.getItem(evidenceKey));
  if (!isRecord(stored)) return null;
  const { conversationId } = stored;
  const view = evidenceViews.find((one) => one === stored.view);
  return view === undefined || typeof conversationId !== "string" ? null : { view, conversationId };
}

/** What an earlier window kept, part by part: a part that is not as it should be is left out. */
export function readStored(): Partial<CompareLayoutState> {
  const stored = parse(localStorage.getItem(storageKey));
  if (!isRecord(stored)) return {};
  const { picked, scrollsTogether, widths, sort } = stored;
  return {
    ...(isRecord(picked) ? { picked: pickedOf(picked) } : {}),
    ...(typeof scrollsTogether === "boolean" ? { scrollsTogether } : {}),
    ...(isRecord(widths) ? { widths: widthsOf(widths) } : {}),
    ...(isSort(sort) ? { sort } : {}),
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // Another version may have written something else; the layout starts afresh.
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Diff is what somebody does, not how they read, so a new window does not begin with it. */
function pickedOf(picked: Readonly<Record<string, unknown>>): CompareLayoutState["picked"] {
  const known = (value: unknown) => (["columns", "list"] as const).find((view) => view === value);
  const few = known(picked.few);
  const many = known(picked.many);
  return { ...(few === undefined ? {} : { few }), ...(many === undefined ? {} : { many }) };
}

function widthsOf(widths: Readonly<Record<string, unknown>>): CompareLayoutState["widths"] {
  const isWidth = (value: unknown): value is number | null => value === null || Number.isFinite(value);
  const entries = Object.entries(widths).flatMap(([count, list]) =>
    Array.isArray(list) && list.every(isWidth) ? [[Number(count), list] as const] : [],
  );
  return Object.fromEntries(entries);
}

function isSort(value: unknown): value is ListSort | null {
  if (value === null) return true;
  return isRecord(value) && listColumns.some((one) => one === value.by) && typeof value.isDescending === "boolean";
}

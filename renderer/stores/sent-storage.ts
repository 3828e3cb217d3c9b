import {
  type DraftImage,
  isDraftImage,
  isRecord,
  keep,
  readJson,
  type SetAside,
  setAsideIn,
  textIn,
} from "./composer-storage.ts";
import { notRepeated, type RepeatDraft, repeatDraftIn } from "./repeat-draft-storage.ts";

/** A prompt that was sent and that the host did not take or refuse yet, as it stood in the composer. */
export type Sent = {
  readonly comparisonId: string;
  readonly conversationId: string;
  readonly draft: string;
  readonly images: readonly DraftImage[];
  readonly editingId: string | null;
  readonly replyOnlyTo: string | null;
  readonly setAside: SetAside | null;
  readonly repeat: RepeatDraft;
};

const prefix = "understudy-sent-";
/** Of this page: also what was too large to be kept. */
const here = new Map<string, Sent>();

/** Keeps it over a reload; where all of it is too large, the text alone. */
export function keepSent(sent: Sent): void {
  here.set(sent.comparisonId, sent);
  const key = prefix + sent.comparisonId;
  const text = { ...sent, images: [], setAside: null, repeat: { ...sent.repeat, data: null } };
  if (!keep(key, JSON.stringify(sent))) keep(key, JSON.stringify(text));
}

export function forgetSent(comparisonId: string): void {
  here.delete(comparisonId);
  sessionStorage.removeItem(prefix + comparisonId);
}

/** Of this page, and of the one that was here before it was loaded anew. */
export function keptSents(): readonly Sent[] {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  const before = keys.filter((key) => !here.has(key.slice(prefix.length))).flatMap((key) => sentIn(readJson(key)));
  return [...before, ...here.values()];
}

function sentIn(stored: unknown): readonly Sent[] {
  const comparisonId = textIn(stored, "comparisonId");
  const conversationId = textIn(stored, "conversationId");
  const draft = textIn(stored, "draft");
  if (comparisonId === null || conversationId === null || draft === null || !isRecord(stored)) return [];
  const { images, repeat } = stored;
  return [
    {
      comparisonId,
      conversationId,
      draft,
      images: Array.isArray(images) ? images.filter(isDraftImage) : [],
      editingId: textIn(stored, "editingId"),
      replyOnlyTo: textIn(stored, "replyOnlyTo"),
      setAside: setAsideIn(stored),
      repeat: isRecord(repeat) ? repeatDraftIn(repeat) : notRepeated,
    },
  ];
}

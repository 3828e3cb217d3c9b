import type { HistoryEntry } from "#shared/history.ts";

/** What a comparison is called. Of a program's request no text is kept unless the Gateway was told to. */
export function titleOfEntry({ title, client }: Pick<HistoryEntry, "title" | "client">): string {
  if (title.text !== "") return title.text;
  return client === null ? "Untitled" : `Request of ${client}`;
}

import { focusWhenDrawn } from "./focus.ts";
import { openView } from "./navigate.ts";

export const searchFieldId = "history-search";

/** Shows the history with the keyboard in its search field. */
export function openSearch(): void {
  openView("history");
  focusWhenDrawn(`#${searchFieldId}`);
}

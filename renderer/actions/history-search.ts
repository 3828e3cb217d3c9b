import { focusWhenDrawn } from "./focus.ts";
import { openView } from "./navigate.ts";

export const searchFieldId = "history-search";

/** Shows the history with the keyboard in its search field. */
export function openSearch(): void {
  openView("history");
  // At once where it is there, so that not even the first letter is lost; again once a palette has closed.
  document.getElementById(searchFieldId)?.focus();
  focusWhenDrawn(`#${searchFieldId}`);
}

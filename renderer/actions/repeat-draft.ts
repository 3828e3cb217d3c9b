import { changeRepeat, openRepeatForm, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { focusWhenDrawn } from "./focus.ts";
import { openView } from "./navigate.ts";

/** The first field of the form that says how often a prompt is sent. */
const repeatFormSelector = "[data-repeat-form] input";

/** Opens the form in which a repeat is set up; closes it where it is open. */
export function toggleRepeatForm(): void {
  openView("compare");
  const { isOpen } = useRepeatDraftStore.getState();
  openRepeatForm(!isOpen);
}

/** Proposes to send the next prompt so often; it is sent by Send alone. */
export function offerRepeat(times: number): void {
  openView("compare");
  if (useRepeatDraftStore.getState().times === 1) changeRepeat({ times });
  openRepeatForm(true);
  focusWhenDrawn(repeatFormSelector);
}

import { focusIfLost } from "#renderer/actions/focus.ts";

/** For a button that goes away with its own click: the focus goes to the heading of what then stands on the left. */
export function focusHeadingSoon(): void {
  focusIfLost("main h2");
}

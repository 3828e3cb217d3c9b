import { useColumnsStore } from "#renderer/stores/columns-store.ts";

/** The composer's field, on the Compare view. */
export const promptSelector = "textarea[aria-label='Prompt']";

/** The first control of a column's header. */
export function columnSelector(columnId: string): string {
  return `[data-column="${columnId}"] header button`;
}

/** The chain that is shown: in the list of chains, else its name. */
export const chainSelector = "nav[aria-label='Chains'] button[aria-current], [data-chain-name]";

/** A view that was never open is fetched first; after this long the user has gone on. */
const longestWaitMs = 1_000;
const longestReturnMs = 500;

/** Moves the focus to what a change of the screen brings, as soon as it is drawn. */
export function focusWhenDrawn(selector: string): void {
  whenDrawn(selector, (element) => {
    element.focus();
    holdFocus(element, performance.now() + longestReturnMs);
  });
}

/** A busy page closes a dialog so late that it gives the focus back after all; what it gives it to may be gone by then. */
function holdFocus(element: HTMLElement, untilMs: number): void {
  if (!element.isConnected || performance.now() > untilMs) return;
  if (document.activeElement === document.body) element.focus();
  requestAnimationFrame(() => holdFocus(element, untilMs));
}

/** Presses a button that opens something at its own place, as soon as it is drawn. */
export function pressWhenDrawn(selector: string): void {
  whenDrawn(selector, (element) => {
    element.focus();
    element.click();
  });
}

function whenDrawn(selector: string, act: (element: HTMLElement) => void): void {
  const untilMs = performance.now() + longestWaitMs;
  const look = () => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null) act(element);
    else if (performance.now() < untilMs) requestAnimationFrame(look);
  };
  // What goes first lets go of the focus: a menu or a dialog gives it back in the frame in which it closes.
  requestAnimationFrame(() => requestAnimationFrame(look));
}

/** The column that shortcuts act on: the one touched last, else the first. */
export function columnInFocus(): string | null {
  const { columns, focusedId } = useColumnsStore.getState();
  return columns.some((column) => column.id === focusedId) ? focusedId : (columns[0]?.id ?? null);
}

import { useColumnsStore } from "#renderer/stores/columns-store.ts";

/** The composer's field, on the Compare view. */
export const promptSelector = "textarea[aria-label='Prompt']";

/** The first control of a column's header. */
export function columnSelector(columnId: string): string {
  return `[data-column="${columnId}"] header button`;
}

/** The chain that is shown: in the list of chains, else its name. */
export const chainSelector = "nav[aria-label='Chains'] button[aria-current], [data-chain-name]";

/** A view that was never open is fetched first, by a busy computer late. */
const longestWaitMs = 5_000;
const longestReturnMs = 500;

/** What is kept in focus for a while; the newest wish alone counts. */
let held: HTMLElement | null = null;

/** Moves the focus to what a change of the screen brings, as soon as it is drawn. */
export function focusWhenDrawn(selector: string): void {
  held = null;
  whenDrawn(selector, (element) => {
    element.focus();
    held = element;
    holdFocus(element, performance.now() + longestReturnMs);
  });
}

/** A busy page closes a dialog so late that it gives the focus back after all; what it gives it to may be gone by then. */
function holdFocus(element: HTMLElement, untilMs: number): void {
  if (held !== element || !element.isConnected || performance.now() > untilMs) return;
  if (document.activeElement === document.body) element.focus();
  requestAnimationFrame(() => holdFocus(element, untilMs));
}

/**
 * Catches the focus where it gets lost: for a dialog whose opener goes with what was removed, or a button that goes
 * with its own click. A busy computer removes it late, so it is watched until the user's next key or press.
 */
export function focusIfLost(selector: string): void {
  const user = watchUser();
  const untilMs = performance.now() + longestWaitMs;
  const look = () => {
    if (user.hasActed() || performance.now() > untilMs) return user.leave();
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(selector)?.focus();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}

/** Presses a button that opens something at its own place, as soon as it is drawn. */
export function pressWhenDrawn(selector: string): void {
  whenDrawn(selector, (element) => {
    element.focus();
    element.click();
  });
}

/** Does nothing where the user has gone on by then: what was opened meanwhile would close without the focus. */
function whenDrawn(selector: string, act: (element: HTMLElement) => void): void {
  const user = watchUser();
  const untilMs = performance.now() + longestWaitMs;
  const look = () => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null && performance.now() < untilMs && !user.hasGoneOn()) return requestAnimationFrame(look);
    if (element !== null && !user.hasGoneOn()) act(element);
    user.leave();
  };
  // What goes first lets go of the focus: a menu or a dialog gives it back in the frame in which it closes.
  requestAnimationFrame(() => requestAnimationFrame(look));
}

const inputs = ["keydown", "pointerdown"] as const;

/** Tells a focus that the user moved from one that is given back: a key or the pointer came before it. */
function watchUser() {
  let before: Element | null = null;
  const onInput = (event: Event) => {
    if (!isTypedAhead(event)) before ??= document.activeElement;
  };
  for (const name of inputs) window.addEventListener(name, onInput, { capture: true });
  return {
    hasActed: () => before !== null,
    hasGoneOn: () => {
      const now = document.activeElement;
      return before !== null && now !== before && now !== document.body;
    },
    leave: () => {
      for (const name of inputs) window.removeEventListener(name, onInput, { capture: true });
    },
  };
}

/** A letter moves no focus: who types it means what is to come. */
function isTypedAhead(event: Event): boolean {
  if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key.length === 1 && event.key !== " ";
}

/** The column that shortcuts act on: the one touched last, else the first. */
export function columnInFocus(): string | null {
  const { columns, focusedId } = useColumnsStore.getState();
  return columns.some((column) => column.id === focusedId) ? focusedId : (columns[0]?.id ?? null);
}

/**
 * Moves the focus once the page is drawn anew: for a dialog whose opener goes with what was removed. Does nothing
 * where the user, or the dialog itself, has put it somewhere else by then.
 */
export function focusSoon(selector: string): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>(selector)?.focus();
    });
  });
}

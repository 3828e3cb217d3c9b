/** The regions of the window in the order of the focus (ui/README.md §8); only those that are drawn take part. */
const regionSelectors = [
  "[data-region='nav']",
  "header[data-region='title']",
  "[data-region='content']",
  "[data-region='composer']",
  "footer[data-region='status']",
] as const;

const focusable =
  "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex='-1'])";

/** Where each region was left, so that coming back goes on there. */
const leftAt = new Map<Element, HTMLElement>();

/** F6 and Shift+F6: the next (1) or previous (-1) region, around the ends. */
export function focusNextRegion(by: 1 | -1): void {
  const regions = regionSelectors.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const active = document.activeElement;
  // The composer lies inside the content: the innermost region counts.
  const at = regions.findLastIndex((region) => region.contains(active));
  const left = regions[at];
  if (left !== undefined && active instanceof HTMLElement) leftAt.set(left, active);
  for (let step = 1; step <= regions.length; step += 1) {
    const from = at === -1 && by === -1 ? 0 : at;
    const region = regions[(from + by * step + regions.length * step) % regions.length];
    if (region !== undefined && enter(region)) return;
  }
}

/** False where nothing in it takes the focus. */
function enter(region: HTMLElement): boolean {
  const before = leftAt.get(region);
  const wanted = before?.isConnected === true ? before : firstIn(region);
  if (wanted === null) return false;
  wanted.focus();
  return document.activeElement === wanted;
}

/** What is current there, as the view in the sidebar; the first column; else the first control. */
function firstIn(region: HTMLElement): HTMLElement | null {
  const current = region.querySelector<HTMLElement>("[aria-current='page'], [data-column] header button");
  if (current !== null) return current;
  const all = [...region.querySelectorAll<HTMLElement>(focusable)];
  return (
    all.find((element) => element.getClientRects().length > 0) ?? (region.hasAttribute("tabindex") ? region : null)
  );
}

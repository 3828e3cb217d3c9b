import { vi } from "vitest";

/** Heights of a page that is never laid out: of what scrolls, and of each row in it. */
export const scrollHeight = 760;
export const rowHeight = 76;

/** Lets lists that draw only what is seen see something. Returns what ends it. */
export function fakeLayout(): () => void {
  class FakeResizeObserver implements ResizeObserver {
    readonly #told: ResizeObserverCallback;
    readonly #gone = new Set<Element>();
    constructor(told: ResizeObserverCallback) {
      this.#told = told;
    }
    observe(target: Element): void {
      this.#gone.delete(target);
      queueMicrotask(() => {
        if (!this.#gone.has(target)) this.#told([entryOf(target)], this);
      });
    }
    unobserve(target: Element): void {
      this.#gone.add(target);
    }
    disconnect(): void {
      // Nothing is told later than in the turn in which it was asked.
    }
  }
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  Object.defineProperty(HTMLElement.prototype, "offsetParent", { configurable: true, get: () => document.body });
  return () => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(HTMLElement.prototype, "offsetParent");
  };
}

function entryOf(target: Element): ResizeObserverEntry {
  const height = target.getAttribute("role") === "listbox" ? scrollHeight : rowHeight;
  const contentRect = new DOMRect(0, 0, 336, height);
  return { target, contentRect, borderBoxSize: [], contentBoxSize: [], devicePixelContentBoxSize: [] };
}

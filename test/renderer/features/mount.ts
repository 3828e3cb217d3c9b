import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { afterAll, vi } from "vitest";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean | undefined;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

/** What a test leaves drawn would draw on behind its file, where there is no window any more. */
const drawn = new Set<() => Promise<void>>();
afterAll(async () => {
  for (const unmount of drawn) await unmount();
});

/** Draws into the document and takes it away again. */
export async function mount(children: ReactNode): Promise<() => Promise<void>> {
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  await act(async () => root.render(children));
  const unmount = async () => {
    drawn.delete(unmount);
    await act(async () => root.unmount());
    container.remove();
  };
  drawn.add(unmount);
  return unmount;
}

const turns = 3;

/** From here on the program's pauses pass by `settle` alone: on a slow machine they would end between two steps. */
export function holdPauses(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

/** Lets promises, frames and lazy chunks come through. */
export async function settle(ms = 30): Promise<void> {
  await act(async () => {
    if (vi.isFakeTimers()) {
      await vi.advanceTimersByTimeAsync(ms);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, ms));
    // On a busy machine a timer of the program's own is run in the same turn as ours: what it set off comes after.
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  });
}

export async function press(element: Element): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });
}

export function find<E extends Element = HTMLElement>(selector: string): E {
  const element = document.querySelector<E>(selector);
  if (element === null) throw new Error(`Nothing matches ${selector} in\n${document.body.innerHTML.slice(0, 2_000)}`);
  return element;
}

export function buttonNamed(name: string): HTMLButtonElement {
  const all = [...document.querySelectorAll("button")];
  const found = all.find((button) => (button.getAttribute("aria-label") ?? visibleName(button)) === name);
  if (found === undefined) throw new Error(`No button named ${name}: ${all.map(visibleName).join(", ")}`);
  return found;
}

/** Text without what is hidden from assistive tech. */
function visibleName(element: Element): string {
  const copy = element.cloneNode(true);
  if (!(copy instanceof Element)) return "";
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent.trim();
}

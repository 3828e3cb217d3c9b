import { ChainsView } from "#renderer/features/chains/chains-view.tsx";
import { Tellings } from "#renderer/features/shell/tellings.tsx";
import { type Chain, newLink } from "#shared/chain.ts";
import { find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";

declare global {
  interface Window {
    readonly happyDOM?: { setViewport(size: { readonly width: number; readonly height: number }): void };
  }
}

/** Longer than an edit waits for more typing. */
export const saved = 500;

export const smart: Chain = {
  id: "smart",
  name: "smart",
  links: [
    newLink("l1", "Sonnet", { providerId: "openrouter", modelId: "anthropic/sonnet" }),
    newLink("l2", "Sonnet", { providerId: "anthropic", modelId: "sonnet" }),
    newLink("l3", "GPT", { providerId: "openai", modelId: "gpt" }),
  ],
  onMidStream: "restart",
};
export const fast: Chain = { ...smart, id: "fast", name: "fast", links: [] };

/** The Chains view with what is said in passing, on a window that is wide enough for the list unless another is asked for. */
export async function showChains(start: Parameters<typeof openWindow>[0] = {}, width = 1440) {
  window.happyDOM?.setViewport({ width, height: 900 });
  const opened = await openWindow({ chains: [smart, fast], ...start });
  const unmount = await mount(
    <>
      <ChainsView />
      <Tellings />
    </>,
  );
  await settle();
  const stored = () => opened.host.store.chains;
  const chain = (id: string) => stored().find((one) => one.id === id);
  return { ...opened, unmount, chain, names: () => stored().map((one) => one.name) };
}

/** Opens the menu behind a button and picks one of its items. */
export async function pick(button: string, item: string): Promise<void> {
  await press(find(`button[aria-label="${button}"]`));
  await settle();
  const found = [...document.querySelectorAll("[role='menuitem']")].find((one) => one.textContent.startsWith(item));
  if (found === undefined) throw new Error(`The menu has no ${item}.`);
  await press(found);
  await settle();
}

export async function type(element: Element, key: string, parts: KeyboardEventInit = {}): Promise<void> {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...parts }));
  await settle();
}

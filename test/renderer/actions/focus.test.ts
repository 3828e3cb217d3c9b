import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { focusIfLost, focusWhenDrawn, pressWhenDrawn } from "#renderer/actions/focus.ts";

/** Frames come when the test says so: what a user does between two of them is what this is about. */
let waiting: (() => void)[] = [];

function frames(count: number): void {
  for (let frame = 0; frame < count; frame += 1) for (const run of waiting.splice(0)) run();
}

const named = (name: string) => document.querySelector<HTMLElement>(`[name="${name}"]`);
const focused = () => document.activeElement?.getAttribute("name");

/** Presses a key, which moves the focus by itself only where a name is given. */
function press(keys: string, to?: string): void {
  const target = document.activeElement ?? document.body;
  const key = keys.replace("Ctrl+", "");
  target.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: key !== keys, bubbles: true }));
  if (to !== undefined) named(to)?.focus();
}

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => waiting.push(callback));
  document.body.innerHTML =
    '<button name="trigger"></button><button name="other"></button><button name="new"></button>';
  named("trigger")?.focus();
});

afterEach(() => {
  // What still holds the focus lets go of it.
  document.body.innerHTML = "";
  frames(3);
  waiting = [];
  vi.unstubAllGlobals();
});

describe("the focus of what a change brings", () => {
  it("comes after that which closes gave it back", () => {
    focusWhenDrawn("[name='new']");
    named("other")?.focus();
    frames(3);
    expect(focused()).toBe("new");
  });

  it("is left where the user went by a key or the pointer meanwhile", () => {
    focusWhenDrawn("[name='new']");
    press("Ctrl+k", "other");
    frames(3);
    expect(focused()).toBe("other");

    focusWhenDrawn("[name='new']");
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    named("trigger")?.focus();
    frames(3);
    expect(focused()).toBe("trigger");
  });

  it("comes where the user typed ahead, or what had it is gone", () => {
    focusWhenDrawn("[name='new']");
    press("a");
    // What closes gives it back behind the letter.
    named("other")?.focus();
    frames(3);
    expect(focused()).toBe("new");

    named("trigger")?.focus();
    focusWhenDrawn("[name='other']");
    press("Enter");
    named("trigger")?.remove();
    frames(3);
    expect(focused()).toBe("other");
  });

  it("waits for what is fetched, as long as the user does", () => {
    named("new")?.remove();
    focusWhenDrawn("[name='new']");
    frames(40);
    document.body.insertAdjacentHTML("beforeend", '<button name="new"></button>');
    frames(1);
    expect(focused()).toBe("new");

    named("new")?.remove();
    focusWhenDrawn("[name='new']");
    frames(40);
    press("Tab", "other");
    frames(1);
    document.body.insertAdjacentHTML("beforeend", '<button name="new"></button>');
    frames(3);
    expect(focused()).toBe("other");
  });

  it("presses nothing that the user has left behind", () => {
    const pressed = vi.fn();
    named("new")?.addEventListener("click", pressed);
    pressWhenDrawn("[name='new']");
    press("Tab", "other");
    frames(3);
    expect(pressed).not.toHaveBeenCalled();
    pressWhenDrawn("[name='new']");
    frames(3);
    expect(pressed).toHaveBeenCalledOnce();
  });
});

describe("a focus that may get lost", () => {
  it("is caught however late what had it goes, and stays where the dialog gave it back", () => {
    focusIfLost("[name='new']");
    frames(40);
    expect(focused()).toBe("trigger");
    named("trigger")?.remove();
    frames(1);
    expect(focused()).toBe("new");
  });

  it("is caught again where a dialog gave it to what goes then", () => {
    focusIfLost("[name='new']");
    named("trigger")?.blur();
    frames(3);
    expect(focused()).toBe("new");
    named("other")?.focus();
    named("other")?.remove();
    frames(1);
    expect(focused()).toBe("new");
  });

  it("is the user's own from the next key or press on", () => {
    focusIfLost("[name='new']");
    press("Tab", "other");
    named("other")?.remove();
    frames(40);
    expect(document.activeElement).toBe(document.body);
  });
});

import { describe, expect, it } from "vitest";
import { isShortcutFree, keyNames, matchesShortcut, shortcutText } from "#renderer/parts/shortcuts.ts";
import { columnKeys, keymap } from "#shared/keymap.ts";

const mac = { platform: "darwin", reservedKeys: [] } as const;
const windows = { platform: "win32", reservedKeys: [] } as const;
const browser = { platform: "linux", reservedKeys: ["Mod+1"] } as const;

const press = (key: string, code: string, modifiers: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, code, ...modifiers });
const ctrl = { ctrlKey: true };

describe("how shortcuts are shown", () => {
  it("is as the platform writes them, and not at all where the browser keeps them", () => {
    expect(shortcutText("Mod+Shift+N", mac)).toBe("⌘⇧N");
    expect(shortcutText("Mod+Shift+N", browser)).toBe("Ctrl+Shift+N");
    expect(shortcutText("Mod+Alt+ArrowLeft", mac)).toBe("⌘⌥←");
    expect(shortcutText("Mod+1", browser)).toBeUndefined();
    expect(isShortcutFree("Mod+1", browser)).toBe(false);
    expect(keyNames("Mod+Alt+ArrowLeft", windows)).toEqual(["Ctrl", "Alt", "←"]);
  });

  it("leaves Ctrl and a digit to the views, except on macOS", () => {
    expect(columnKeys(3, "darwin")).toBe("Ctrl+3");
    expect(columnKeys(3, "linux")).toBe("Alt+3");
  });

  it("gives no two commands the same keys", () => {
    const columns = [1, 2, 3].flatMap((number) => [columnKeys(number, "darwin"), columnKeys(number, "linux")]);
    // One key exports what is on screen: a comparison, or in Chains the chain.
    const { "export.chain": _, ...others } = keymap;
    const all = [...Object.values(others), ...columns];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("which keys match", () => {
  it("is exactly the pressed ones", () => {
    expect(matchesShortcut(press("5", "Digit5", ctrl), "Mod+5", browser)).toBe(true);
    expect(matchesShortcut(press("5", "Digit5", { ...ctrl, shiftKey: true }), "Mod+5", browser)).toBe(false);
    expect(matchesShortcut(press("5", "Digit5", ctrl), "Mod+5", mac)).toBe(false);
    expect(matchesShortcut(press("5", "Digit5", { metaKey: true }), "Mod+5", mac)).toBe(true);
    expect(matchesShortcut(press("1", "Digit1", ctrl), "Mod+1", browser)).toBe(false);
    expect(matchesShortcut(press("k", "KeyK"), "Mod+K", windows)).toBe(false);
  });

  it("takes digits by their place, whatever the layout or ⌥ makes of them", () => {
    expect(matchesShortcut(press("&", "Digit1", ctrl), "Mod+1", windows)).toBe(true);
    expect(matchesShortcut(press("¡", "Digit1", { ctrlKey: true }), "Ctrl+1", mac)).toBe(true);
    expect(matchesShortcut(press("1", "Numpad1", { altKey: true }), "Alt+1", windows)).toBe(false);
  });

  it("takes letters by what the layout writes, and by their place where it writes no Latin ones", () => {
    expect(matchesShortcut(press("k", "KeyV", ctrl), "Mod+K", windows)).toBe(true);
    expect(matchesShortcut(press("v", "KeyK", ctrl), "Mod+K", windows)).toBe(false);
    expect(matchesShortcut(press("л", "KeyK", ctrl), "Mod+K", windows)).toBe(true);
  });

  it("takes a sign with or without Shift, as the layout needs it", () => {
    expect(matchesShortcut(press("/", "Digit7", { ...ctrl, shiftKey: true }), "Mod+/", windows)).toBe(true);
    expect(matchesShortcut(press("?", "Slash", { ...ctrl, shiftKey: true }), "Mod+/", windows)).toBe(false);
  });

  it("leaves AltGr to writing", () => {
    const both = { ctrlKey: true, altKey: true };
    const named = (names: readonly string[]) => {
      const event = press("ArrowLeft", "ArrowLeft", both);
      Object.defineProperty(event, "getModifierState", { value: (name: string) => names.includes(name) });
      return event;
    };
    expect(matchesShortcut(named(["Control", "Alt"]), "Mod+Alt+ArrowLeft", windows)).toBe(true);
    expect(matchesShortcut(named(["Control", "Alt", "AltGraph"]), "Mod+Alt+ArrowLeft", windows)).toBe(false);
  });
});

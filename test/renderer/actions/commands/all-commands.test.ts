import { beforeEach, describe, expect, it } from "vitest";
import { allCommands, keyedCommands } from "#renderer/actions/commands/all-commands.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { keymap } from "#shared/keymap.ts";
import { defaultSettings } from "#shared/settings.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";

const named = (id: string) => {
  const found = [...allCommands(), ...keyedCommands()].find((command) => command.id === id);
  if (found === undefined) throw new Error(`No command ${id}.`);
  return found;
};

const target = { kind: "chain", chainId: "smart" } as const;

beforeEach(async () => {
  await openWindow({ settings: { ...defaultSettings, welcomed: true } });
  useViewStore.setState({ view: "compare" });
  useColumnsStore.setState({
    columns: ["a", "b", "c"].map((id) => ({ id, target })),
    focusedId: "b",
  });
});

describe("the registry of commands", () => {
  it("has every command once, and every one of the key map", () => {
    const ids = allCommands().map((command) => command.id);
    expect(ids).toEqual([...new Set(ids)]);
    const keyed = new Set(keyedCommands().map((command) => command.keys));
    useViewStore.setState({ view: "history" });
    for (const { keys } of keyedCommands()) keyed.add(keys);
    expect(Object.values(keymap).filter((keys) => !keyed.has(keys))).toEqual([]);
  });

  it("finds in the history with the keys of finding on a page, and leaves them to the browser elsewhere", () => {
    const finds = () => keyedCommands().some((command) => command.keys === keymap["history.find"]);
    expect(finds()).toBe(false);
    useViewStore.setState({ view: "history" });
    expect(finds()).toBe(true);
  });

  it("gives no two that can be done now the same keys, on any view", () => {
    for (const view of ["compare", "chains", "history", "spend", "providers", "gateway", "settings"] as const) {
      useViewStore.setState({ view });
      const keys = keyedCommands().map((command) => command.keys);
      expect(keys, view).toEqual([...new Set(keys)]);
    }
  });

  it("has no keys while the first-run page is up", () => {
    useAppStore.setState(({ settings }) => ({ settings: { ...settings, welcomed: false } }));
    expect(keyedCommands()).toEqual([]);
  });

  it("acts on the column in focus, and only where it is seen", () => {
    expect(named("column.remove").detail).toBe("smart, 2");
    useViewStore.setState({ view: "chains" });
    expect(named("column.remove").unavailable).toBe("It is on the Compare view");
    expect(named("column.change-model").unavailable).toBeUndefined();
  });

  it("renames and removes sets of columns, and opens the data folder where the host can", async () => {
    useAppStore.setState({ columnSets: [{ id: "mine", name: "Mine", columns: [{ target }] }] });
    expect(named("column-set.rename-mine").label).toBe("Rename column set Mine");
    const opens = (opensFolders: boolean) =>
      useAppStore.setState(({ capabilities }) => ({
        capabilities: capabilities === null ? null : { ...capabilities, opensFolders },
      }));
    opens(false);
    expect(allCommands().map((command) => command.id)).not.toContain("settings.open-data-folder");
    opens(true);
    expect(named("settings.open-data-folder").label).toBe("Open the data folder");
    useAppStore.setState({ columnSets: [] });
  });

  it("closes a column with a way back to its place, and undoes that once", () => {
    named("column.remove").run();
    expect(useColumnsStore.getState().columns.map((column) => column.id)).toEqual(["a", "c"]);
    expect(useColumnsStore.getState().focusedId).toBe("a");
    const undo = named("shell.undo");
    undo.run();
    expect(useColumnsStore.getState().columns.map((column) => column.id)).toEqual(["a", "b", "c"]);
    useColumnsStore.setState({ columns: [] });
    undo.run();
    expect(useColumnsStore.getState().columns).toEqual([]);
    expect(useToastsStore.getState().undoable).toBeNull();
  });

  it("gives a column another id where it comes back into another conversation", () => {
    named("column.remove").run();
    useColumnsStore.setState({ conversationId: "another" });
    named("shell.undo").run();
    expect(useColumnsStore.getState().columns.map((column) => column.id)).not.toContain("b");
    expect(useColumnsStore.getState().columns).toHaveLength(3);
  });
});

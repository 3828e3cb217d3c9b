import { act } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { recallColumnSet, removeColumnSet, renameColumnSet, saveColumnSet } from "#renderer/actions/column-sets.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openConversation, shown } from "./conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;

beforeEach(async () => {
  window = await openConversation();
  takeTellings();
});

const sets = () => useAppStore.getState().columnSets;
const columns = () => useColumnsStore.getState().columns;
const save = async (name: string) => {
  const problem = await saveColumnSet(name);
  await settle();
  return problem;
};
const undo = async () => {
  const telling = takeTellings().at(-1);
  await act(async () => telling?.undo?.());
  await settle();
};

describe("sets of columns", () => {
  it("keep targets and settings, and the same name is kept over", async () => {
    useColumnsStore.setState({ columns: columns().map((one) => ({ ...one, overrides: { seed: 7 } })) });
    expect(await save(" Mine ")).toBeNull();
    expect(sets()).toMatchObject([{ name: "Mine", columns: [{ overrides: { seed: 7 } }, { overrides: { seed: 7 } }] }]);
    expect(JSON.stringify(sets()[0]?.columns)).not.toContain('"id"');
    useColumnsStore.setState({ columns: columns().slice(0, 1) });
    expect(await save("mine")).toBeNull();
    expect(sets()).toHaveLength(1);
    expect(sets()[0]?.columns).toHaveLength(1);
    expect(window.host.store.columnSets).toEqual(sets());
  });

  it("that are kept over under a name can be had back as they were", async () => {
    await save("Mine");
    useColumnsStore.setState({ columns: columns().slice(0, 1) });
    await save("mine");
    await undo();
    expect(sets()).toMatchObject([{ name: "Mine" }]);
    expect(sets()[0]?.columns).toHaveLength(2);
  });

  it("come back with ids, and so with histories, of their own, and the way back restores what was there", async () => {
    await save("Mine");
    await window.send("First");
    await window.answer("One");
    const before = columns();
    act(() => recallColumnSet(sets()[0]?.id ?? ""));
    await settle();
    expect(columns().map((one) => one.target)).toEqual(before.map((one) => one.target));
    expect(shown(columns()[0]?.id ?? "")).toBeUndefined();
    await undo();
    expect(columns()).toEqual(before);
    expect(shown("a")?.text).toBe("One");
  });

  it("are renamed and removed, with a way back", async () => {
    await save("Mine");
    const id = sets()[0]?.id ?? "";
    expect(await renameColumnSet(id, "Ours")).toBeNull();
    await settle();
    await removeColumnSet(id);
    await settle();
    expect(sets()).toEqual([]);
    await undo();
    expect(sets()).toMatchObject([{ id, name: "Ours" }]);
    expect(window.host.store.columnSets).toHaveLength(1);
  });

  it("say what is wrong with a name, and that there is nothing to keep", async () => {
    await save("Mine");
    useAppStore.setState({ columnSets: [] });
    expect(await save("Mine")).toContain("Another set is named Mine");
    useColumnsStore.setState({ columns: [{ id: "new", target: null }] });
    expect(await save("Empty")).toBe("Pick a model or a chain first.");
  });
});

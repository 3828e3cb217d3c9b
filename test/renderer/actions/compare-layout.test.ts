import { beforeEach, describe, expect, it } from "vitest";
import * as layout from "#renderer/actions/compare-layout.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { readStored, useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { refuse } from "#shared/failure.ts";
import { modelTarget } from "#test/support/scripted-data.ts";

const target = modelTarget("openai", "gpt-4o");
const order = () => useColumnsStore.getState().columns.map((column) => column.id);
const widths = () => useCompareLayoutStore.getState().widths[3];
let saves: unknown[] = [];

beforeEach(() => {
  saves = [];
  setHost(async (method, input) => {
    saves.push([method, input]);
    return refuse("unavailable", "Not asked for here.");
  });
  useColumnsStore.setState({ columns: ["a", "b", "c"].map((id) => ({ id, target })), focusedId: null });
  useCompareLayoutStore.setState({ picked: {}, widths: {}, sort: null, pinnedId: null, scrollsTogether: false });
});

describe("Columns change places", () => {
  it("by steps, stay at the ends, and are saved in their new order", () => {
    layout.moveColumn("a", 1);
    expect(order()).toEqual(["b", "a", "c"]);
    expect(useViewStore.getState().announcement).toBe("Column moved to 2 of 3.");
    layout.moveColumn("a", 5);
    expect(order()).toEqual(["b", "c", "a"]);
    expect(saves).toHaveLength(2);
    layout.moveColumn("a", 1);
    layout.moveColumn("gone", 1);
    expect(saves).toHaveLength(2);
    layout.moveColumnTo("a", 0);
    expect(order()).toEqual(["a", "b", "c"]);
    expect(JSON.stringify(saves.at(-1))).toMatch(/"a".*"b".*"c"/);
  });
});

describe("The focus", () => {
  it("goes to a column by its place, and around the ends", () => {
    const focused = () => useColumnsStore.getState().focusedId;
    layout.focusColumnAt(2);
    expect(focused()).toBe("c");
    layout.focusColumnAt(8);
    expect(focused()).toBe("c");
    layout.focusNextColumn(1);
    expect(focused()).toBe("a");
    layout.focusNextColumn(-1);
    expect(focused()).toBe("c");
  });
});

describe("Widths", () => {
  it("are kept within bounds, for each number of columns, until all are equal again", () => {
    layout.resizeColumn(1, 412.4);
    expect(widths()).toEqual([null, 412, null]);
    layout.resizeColumn(0, 20);
    layout.resizeColumn(2, 9_000);
    expect(widths()).toEqual([300, 412, 1_600]);
    expect(readStored().widths?.[3]).toEqual([300, 412, 1_600]);
    layout.equalColumnWidths();
    expect(widths()).toEqual([]);
  });
});

describe("The layout", () => {
  it("is picked per size of conversation, and a new window does not begin with Diff", () => {
    layout.showCompareView("list");
    expect(useCompareLayoutStore.getState().picked).toEqual({ few: "list" });
    useColumnsStore.setState({ columns: ["a", "b", "c", "d", "e"].map((id) => ({ id, target })) });
    layout.showCompareView("diff");
    expect(useCompareLayoutStore.getState().picked).toEqual({ few: "list", many: "diff" });
    expect(readStored().picked).toEqual({ few: "list" });
  });

  it("begins afresh where something else is stored", () => {
    for (const text of ["{", "[]", "7", '{"widths":{"3":["wide"]},"sort":{"by":"luck"},"picked":{"few":"runs"}}']) {
      localStorage.setItem("understudy-compare-layout", text);
      const stored = readStored();
      expect([stored.sort, stored.widths?.[3], stored.picked?.few]).toEqual([undefined, undefined, undefined]);
    }
  });

  it("turns the order around, begins with the fastest, and pins one answer at a time", () => {
    const state = () => useCompareLayoutStore.getState();
    layout.sortList("cost");
    layout.sortList("cost");
    expect(state().sort).toEqual({ by: "cost", isDescending: true });
    layout.sortList("speed");
    expect(state().sort).toEqual({ by: "speed", isDescending: true });
    layout.togglePinned("a");
    layout.togglePinned("b");
    expect(state().pinnedId).toBe("b");
    layout.togglePinned("b");
    expect(state().pinnedId).toBeNull();
    layout.toggleScrollTogether();
    expect(state().scrollsTogether).toBe(true);
  });
});

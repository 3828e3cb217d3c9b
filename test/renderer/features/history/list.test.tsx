import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { emptyHistory, useHistoryStore } from "#renderer/stores/history-store.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { buttonNamed, find, holdPauses, press, settle } from "#test/renderer/features/mount.ts";
import { fill, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { entryOf } from "./entries.ts";
import { detailsOf, key, openHistory, optionTitles, selectedTitle } from "./history-window.tsx";

let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  vi.useRealTimers();
  await close();
});

const minuteMs = 60_000;
/** Newest first, a minute apart. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => entryOf(`c${index}`, { startedAtMs: Date.now() - index * minuteMs }));

async function open(entries = many(3)) {
  const opened = await openHistory(entries);
  close = opened.close;
  return opened;
}

const searchField = () => find<HTMLInputElement>("#history-search");
const status = () => find("[role='search'] [role='status']").textContent;

describe("the list", () => {
  it("shows everything, newest first, with the first one to read", async () => {
    await open();
    expect(optionTitles()).toEqual(["Title of c0", "Title of c1", "Title of c2"]);
    expect(selectedTitle()).toBe("Title of c0");
    expect(status()).toBe("3 comparisons");
    expect(pageText()).toContain("Prompt of c0");
    expect(find('[role="option"]').textContent).toContain("2 runs · $0.00868 · ");
  });

  it("loads further pages as one goes down, each once", async () => {
    const { queries } = await open(many(50));
    expect(queries.map((query) => query.cursor)).toEqual([null]);
    await key("End");
    expect(queries.map((query) => query.cursor)).toEqual([null, "20"]);
    await key("End");
    await key("End");
    expect(queries.map((query) => query.cursor)).toEqual([null, "20", "40"]);
    expect(selectedTitle()).toBe("Title of c49");
  });

  it("is gone through by keys, from the search field too", async () => {
    await open();
    await key("ArrowDown");
    expect(selectedTitle()).toBe("Title of c1");
    await settle(100);
    expect(pageText()).toContain("Answer of c1-a");
    await key("End");
    expect(selectedTitle()).toBe("Title of c2");
    await key("ArrowDown");
    expect(selectedTitle()).toBe("Title of c2");
    await key("ArrowUp", searchField());
    expect(selectedTitle()).toBe("Title of c1");
    expect(searchField().getAttribute("aria-activedescendant")).toBe("history-c1");
    // There it is a key of the text.
    await key("Home", searchField());
    expect(selectedTitle()).toBe("Title of c1");
    await key("Home");
    expect(selectedTitle()).toBe("Title of c0");
  });

  it("takes in what is new and stays where it is: what is typed, selected and read", async () => {
    const entries = many(3);
    const { host } = await open(entries);
    await fill(searchField(), "Title");
    await settle(180);
    await key("End");
    await settle(100);
    entries.unshift(entryOf("new"));
    await act(async () => {
      host.batcher.emit({ topic: "history-changed" });
      host.batcher.flush();
    });
    await settle(520);
    expect(optionTitles()[0]).toBe("Title of new");
    expect(selectedTitle()).toBe("Title of c2");
    expect(pageText()).toContain("Answer of c2-a");
    expect(searchField().value).toBe("Title");
  });

  it("selects what comes into a list that was empty, as the first of any list", async () => {
    const entries: HistoryEntry[] = [];
    const { host, details } = await open(entries);
    const entry = entryOf("new");
    entries.push(entry);
    details.set("new", detailsOf(entry));
    await act(async () => {
      host.batcher.emit({ topic: "history-changed" });
      host.batcher.flush();
    });
    const drawn = async () => {
      await settle();
      return pageText();
    };
    await expect.poll(drawn).toContain("Answer of new-a");
    expect(selectedTitle()).toBe("Title of new");
  });

  it("reads again in pauses, however often it is told", async () => {
    const { host, queries } = await open();
    holdPauses();
    const before = queries.length;
    for (let told = 0; told < 8; told += 1) {
      await act(async () => {
        host.batcher.emit({ topic: "history-changed" });
        host.batcher.flush();
      });
      await settle(5);
    }
    await settle(520);
    expect(queries.length - before).toBe(2);
  });
});

describe("a search", () => {
  it("is asked in a pause of typing, and the answer to an older one is dropped", async () => {
    const { queries, held } = await open();
    holdPauses();
    let free: () => void = () => undefined;
    held.set(
      "Title",
      new Promise((resolve) => {
        free = resolve;
      }),
    );
    await fill(searchField(), "Tit");
    await fill(searchField(), "Title");
    await settle(200);
    await fill(searchField(), "c1");
    await settle(180);
    expect(queries.map((query) => query.text)).toEqual(["", "Title", "c1"]);
    expect(optionTitles()).toEqual(["Title of c1"]);
    free();
    await settle();
    expect(optionTitles()).toEqual(["Title of c1"]);
    expect(status()).toBe("1 of 3 comparisons");
    expect(selectedTitle()).toBe("Title of c1");
  });

  it("says where nothing matches, and is cleared", async () => {
    await open();
    await fill(searchField(), "sonnet 529");
    await settle(180);
    expect(pageText()).toContain("Nothing matches “sonnet 529”.");
    expect(pageText()).toContain("Search looks in prompts, answers, errors and model names.");
    await press(buttonNamed("Clear the search"));
    await settle();
    expect(optionTitles()).toHaveLength(3);
    expect(searchField().value).toBe("");
  });

  it("shows a count that was not counted further as such", async () => {
    await open();
    act(() => useHistoryStore.setState({ shown: { text: "a", filters: {} }, count: 1_000, total: 4_300 }));
    expect(status()).toBe("1,000+ of 4,300 comparisons");
    act(() => useHistoryStore.setState({ total: 1_000 }));
    expect(status()).toBe("1,000 of 1,000 comparisons");
  });

  it("is narrowed by filters, each a chip that takes itself away", async () => {
    const { queries } = await open();
    await press(buttonNamed("Filter"));
    await settle();
    await fill(select("Has an answer that"), "failed");
    await settle();
    await fill(select("Asked by"), "\u0000window");
    await settle();
    expect(queries.at(-1)?.filters).toEqual({ status: "failed", client: null });
    await press(buttonNamed("Remove filter has: no answer"));
    await settle();
    expect(queries.at(-1)?.filters).toEqual({ client: null });
    await press(buttonNamed("Filter"));
    await settle();
    await press(buttonNamed("Clear all"));
    await settle();
    expect(queries.at(-1)?.filters).toEqual({});
  });

  it("takes an amount that is one, and says where it is none", async () => {
    const { queries } = await open();
    await press(buttonNamed("Filter"));
    await settle();
    const field = find<HTMLInputElement>("input[placeholder='$']");
    await fill(field, "0.05");
    await settle();
    expect(queries.at(-1)?.filters).toEqual({ atLeastNanoUsd: 50_000_000 });
    await fill(field, "much");
    await settle();
    expect(queries.at(-1)?.filters).toEqual({});
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a search that did not come", () => {
  it("is tried again as a whole: no page of it is put below the list of before", async () => {
    const { host, queries } = await open(many(50));
    host.store.trouble = "The disk does not answer.";
    await fill(searchField(), "c1");
    await settle(180);
    expect(pageText()).toContain("The disk does not answer.");
    host.store.trouble = null;
    const before = queries.length;
    await key("End");
    expect(queries.length).toBe(before);
    expect(document.querySelector('[role="listbox"] button')).toBeNull();
    await press(buttonNamed("Try again"));
    await settle();
    expect(queries.slice(before).map(({ text, cursor }) => [text, cursor])).toEqual([["c1", null]]);
    expect(optionTitles()[0]).toBe("Title of c1");
    expect(pageText()).not.toContain("The disk does not answer.");
  });

  it("opens nothing by Enter while something older is on screen", async () => {
    const { methods } = await open();
    holdPauses();
    await fill(searchField(), "c1");
    await key("Enter", searchField());
    expect(methods()).not.toContain("conversation.open");
    expect(optionTitles()).toEqual(["Title of c1"]);
    await settle(100);
    await key("Enter", searchField());
    expect(methods()).toContain("conversation.open");
  });
});

describe("no list", () => {
  it("says that nothing was sent yet", async () => {
    await open([]);
    expect(pageText()).toContain("Nothing was sent yet.");
    expect(pageText()).toContain("Pick a comparison to read it.");
  });

  it("says why it did not come, and tries again", async () => {
    const { host } = await open();
    host.store.trouble = "The disk does not answer.";
    act(() => useHistoryStore.setState(emptyHistory, true));
    await fill(searchField(), "c");
    await settle(180);
    expect(pageText()).toContain("The history did not come.");
    expect(pageText()).toContain("The disk does not answer.");
    host.store.trouble = null;
    await press(buttonNamed("Try again"));
    await settle();
    expect(optionTitles()).toHaveLength(3);
  });
});

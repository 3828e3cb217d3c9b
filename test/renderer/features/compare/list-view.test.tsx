import { act } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takeEvents, takeSnapshot } from "#renderer/actions/connect.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { CompareView } from "#renderer/features/compare/compare-view.tsx";
import { useAnswerRows } from "#renderer/features/compare/list/use-answer-rows.ts";
import { setConnection } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { refuse } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { snapshotOf } from "#test/support/scripted-host.ts";
import { manyScene } from "#test/support/scripted-many.ts";
import { compareScene, type Scene } from "#test/support/scripted-scenes.ts";

let unmount: () => Promise<void> = async () => undefined;

// What is fetched late is here at once.
beforeAll(async () => {
  await import("#renderer/features/compare/list/list-view.tsx");
  await import("#renderer/features/compare/diff/diff-view.tsx");
});
beforeEach(() => {
  setHost(async () => refuse("unavailable", "Not asked for here."));
  useColumnsStore.setState({ focusedId: null });
  useCompareLayoutStore.setState({ picked: {}, pinnedId: null, sort: { by: "total", isDescending: false } });
});
afterEach(async () => {
  await unmount();
});

async function show(scene: (nowMs: number) => Scene, view = <CompareView />): Promise<void> {
  const shown = scene(Date.now());
  takeSnapshot(snapshotOf({ root: "", scene: () => shown, theme: "light", demo: true }, Date.now()));
  setConnection("connected");
  unmount = await mount(view);
  await settle(200);
}

const send = (events: readonly RunEvent[]) =>
  act(async () => takeEvents(events.map((event) => ({ topic: "run", event }))));
const rowNames = () => [...document.querySelectorAll("[data-answer]")].map((button) => button.textContent);
const article = () => find("article").getAttribute("aria-label");

describe("List view", () => {
  it("is how nine answers are shown, and reads the first column wherever it is sorted to", async () => {
    await show(manyScene);
    expect(find('[aria-label="View"] input:checked').nextElementSibling?.textContent).toBe("List");
    expect(rowNames()).toHaveLength(9);
    expect(article()).toBe("Llama 3.3 70B");
    await press(buttonNamed("Cost"));
    await press(buttonNamed("Cost"));
    expect(rowNames()[0]).toBe("smart");
    expect(article()).toBe("Llama 3.3 70B");
    await press(buttonNamed("Next answer"));
    expect(article()).toBe("llama3.2:3b");
  });

  it("keeps its rows while only texts grow, and makes new ones when an answer ends", async () => {
    const seen: unknown[] = [];
    function Watch() {
      seen.push(useAnswerRows());
      return null;
    }
    await show(compareScene, <Watch />);
    const before = seen.at(-1);
    const more = {
      type: "delta",
      runId: "gpt",
      attemptId: "gpt-a",
      atMs: 3_400,
      channel: "text",
      text: " more",
    } as const;
    await send([more]);
    await send([more]);
    expect(seen.at(-1)).toBe(before);
    await send([{ type: "run-ended", runId: "gpt", atMs: 9_000, status: "stopped", failure: null, answeredBy: null }]);
    expect(seen.at(-1)).not.toBe(before);
  });

  it("leaves Diff for as long as a new column asks for its target", async () => {
    useCompareLayoutStore.setState({ picked: { few: "diff", many: "diff" } });
    await show(manyScene);
    await settle(200);
    find('section[aria-label="Diff"]');
    await press(buttonNamed("Add target"));
    await settle(50);
    expect(article()).toBe("New column");
  });
});

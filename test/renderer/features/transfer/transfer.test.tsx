import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openExport } from "#renderer/actions/export.ts";
import { openArchive, openSetup } from "#renderer/actions/import.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { DataSection } from "#renderer/features/settings/data-section.tsx";
import { JobItem } from "#renderer/features/shell/job-item.tsx";
import { TransferDialogs } from "#renderer/features/transfer/transfer-dialogs.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { useTransferStore } from "#renderer/stores/transfer-store.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { Job } from "#shared/job.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { fill, openWindow, pageText, select } from "#test/renderer/features/window-on-host.ts";

let unmount: () => Promise<void> = async () => undefined;

async function show() {
  const opened = await openWindow();
  unmount = await mount(
    <>
      <DataSection />
      <TransferDialogs />
      <JobItem />
    </>,
  );
  return opened;
}

afterEach(async () => {
  await unmount();
  useTransferStore.setState({ comparison: null, setup: null, archive: null, lastFormat: "markdown" });
  takeTellings();
  vi.restoreAllMocks();
});

async function doing(work: () => Promise<void> | void): Promise<void> {
  await act(async () => {
    await work();
  });
  await settle();
}

const file = (text: string | Uint8Array<ArrayBuffer>, name = "setup.json") => new File([text], name);
const chain = { id: "new", name: "new", links: [], onMidStream: "restart" };
const setupText = (parts: object) => JSON.stringify({ format: "understudy-setup", version: 1, ...parts });

/** What the window hands to the browser. */
function savedFiles() {
  const saved: { name: string; blob: Promise<string> }[] = [];
  let last: Promise<string> = Promise.resolve("");
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    last = blob instanceof Blob ? blob.text() : Promise.resolve("");
    return "blob:of-a-test";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: last });
  });
  return saved;
}

/** A file that is read when the test says so. */
function slowFile(text: string, name: string) {
  let free: () => void = () => undefined;
  const waited = new Promise<void>((resolve) => {
    free = resolve;
  });
  const slow = file(text, name);
  vi.spyOn(slow, "arrayBuffer").mockImplementation(async () => {
    await waited;
    return file(text).arrayBuffer();
  });
  return { slow, free: () => free() };
}

describe("a file that is read slowly", () => {
  it("says nothing in a dialog that was closed, or is of another file by then", async () => {
    await show();
    const { slow, free } = slowFile(setupText({ chains: [chain] }), "slow.json");
    let read: Promise<void> = Promise.resolve();
    await doing(() => {
      read = openSetup(slow);
    });
    await press(buttonNamed("Cancel"));
    await doing(() => openSetup(file("{}", "other.json")));
    const shown = useTransferStore.getState().setup;
    expect(shown?.fileName).toBe("other.json");
    free();
    await doing(() => read);
    expect(useTransferStore.getState().setup).toBe(shown);
  });
});

describe("the export of a comparison", () => {
  async function opened() {
    const world = await show();
    const asked: string[] = [];
    vi.spyOn(world.host.exports, "comparison").mockImplementation((_, format) => {
      asked.push(format);
      return { fileName: `x.${format}`, mimeType: "text/plain", text: `<b>as ${format}</b>\n` };
    });
    const details = { comparison: { id: "x1" }, runs: [], entry: { comparisonId: "x1" } };
    vi.spyOn(world.host.history, "details").mockImplementation(async () => ({
      ok: true,
      value: Object.assign(Object.create(null), details),
    }));
    await doing(() => openExport("x1"));
    return { ...world, asked };
  }

  it("shows the file as text, and saves it", async () => {
    await opened();
    expect(find("[role=dialog] pre").textContent).toBe("<b>as markdown</b>\n");
    expect(pageText()).toContain("No keys");
    expect(pageText()).toContain("1\u00a0line, 19");
    const saved = savedFiles();
    await press(buttonNamed("Save"));
    expect(await Promise.all(saved.map(async ({ name, blob }) => [name, await blob]))).toEqual([
      ["x.markdown", "<b>as markdown</b>\n"],
    ]);
    expect(useTransferStore.getState().comparison).toBeNull();
  });

  it("opens the next time with the format that was chosen", async () => {
    const { asked } = await opened();
    await press(find("[role=dialog] label:nth-of-type(3) input"));
    await settle();
    expect(find("[role=dialog] pre").textContent).toBe("<b>as csv</b>\n");
    await press(buttonNamed("Close"));
    await doing(() => openExport("x1"));
    expect(asked).toEqual(["markdown", "csv", "csv"]);
  });

  it("says why there is none", async () => {
    await show();
    await doing(() => openExport("gone"));
    expect(find("[role=dialog]").textContent).toContain("not in the history");
    expect(buttonNamed("Save").disabled).toBe(true);
  });
});

describe("a file of chains and settings", () => {
  it("is shown before it changes anything, and done as it was chosen", async () => {
    const { host } = await show();
    const conflict = { ...chain, id: "smart", name: "smart" };
    await doing(() => openSetup(file(setupText({ chains: [chain, conflict, { ...chain, id: "bad", name: "" }] }))));
    expect(pageText()).toContain("1 added, 0 replaced, 2 as they are");
    expect([...document.querySelectorAll("[role=dialog] li")].map((row) => row.textContent)).toEqual([
      expect.stringContaining("No links.New"),
      expect.stringContaining("differs from the one here.Differs"),
      expect.stringContaining("name: The chain needs a name.Not imported"),
    ]);
    expect(host.workspace.chains()).toHaveLength(1);
    await fill(select("What to do with smart"), "replace");
    expect(pageText()).toContain("1 added, 1 replaced, 1 as they are");
    await press(buttonNamed("Import"));
    await settle();
    expect(host.workspace.chains().map(({ id, links }) => [id, links.length])).toEqual([
      ["smart", 0],
      ["new", 0],
    ]);
    expect(takeTellings().map(({ text }) => text)).toEqual(["1 added, 1 replaced, 0 kept as they were."]);
    expect(useTransferStore.getState().setup).toBeNull();
  });

  it.each([
    ["no JSON", "{", "This is not JSON"],
    ["an archive", '{"format":"understudy-archive"}', "This is an archive."],
    ["a ZIP archive", "PK\u0003\u0004", "ZIP archive"],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0]), "not text in UTF-8"],
    ["too large", " ".repeat(8_000_001), "too large"],
  ])("is refused in words: %s", async (_what, content, words) => {
    await show();
    await doing(() => openSetup(file(content)));
    expect(find("[role=dialog]").textContent).toContain(words);
    expect(buttonNamed("Import").disabled).toBe(true);
    await press(buttonNamed("Cancel"));
    expect(useTransferStore.getState().setup).toBeNull();
  });

  it("shows what nobody would see in its names", async () => {
    await show();
    const provider = {
      id: "p",
      name: "x\u202e",
      kind: "openai-compatible",
      baseUrl: "https://x.test/v1",
      keyOptional: false,
    };
    await doing(() => openSetup(file(setupText({ providers: [provider] }))));
    expect(find("[role=dialog] li").textContent).toContain("invisible character");
    expect(find("[role=dialog] li").textContent).not.toContain("\u202e");
  });
});

const running: Job = {
  id: "j1",
  kind: "archive-export",
  state: "running",
  done: 1_204,
  total: 8_000,
  message: null,
  path: null,
};

describe("long work", () => {
  it("is told with how far it is, can be stopped, and says what came of it", async () => {
    const { host } = await show();
    const tell = (job: Job) =>
      doing(() => {
        host.batcher.emit({ topic: "job", job });
        host.batcher.flush();
      });
    await tell(running);
    expect(pageText()).toContain("Exporting 1,204 of 8,000");
    expect(buttonNamed("Export everything").disabled).toBe(true);
    await press(buttonNamed("Stop"));
    expect(host.archive.stopped).toEqual(["j1"]);
    await tell({ ...running, state: "failed", message: "The disk is full." });
    expect(pageText()).toContain("Export: The disk is full.");
    expect(buttonNamed("Export everything").disabled).toBe(false);
    await press(buttonNamed("Dismiss"));
    expect(pageText()).not.toContain("The disk is full.");
  });

  it("says why it was not stopped, and why its folder was not shown", async () => {
    await show();
    const capabilities = useAppStore.getState().capabilities;
    if (capabilities === null) throw new Error("The host said nothing of itself.");
    setHost(async () => refuse("unavailable", "Nobody is there."));
    act(() => useAppStore.setState({ jobs: [running], capabilities: { ...capabilities, opensFolders: true } }));
    await press(buttonNamed("Stop"));
    await settle();
    act(() =>
      useAppStore.setState({ jobs: [{ ...running, state: "done", message: "Done.", path: "exports/x.json" }] }),
    );
    await press(buttonNamed("Show folder"));
    await settle();
    expect(takeTellings().map(({ text }) => text)).toEqual(["It goes on. Nobody is there.", "Nobody is there."]);
  });
});

describe("an archive", () => {
  const preview = {
    comparisons: { fresh: 3, known: 1 },
    conversations: { fresh: 1, known: 0 },
    spend: { fresh: 0, known: 0 },
    chains: { fresh: 0, known: 3 },
    columnSets: { fresh: 0, known: 0 },
    providers: { fresh: 0, known: 0 },
    ownPrices: { fresh: 0, known: 0 },
    fromMs: 1_795_000_000_000,
    untilMs: 1_795_000_000_000,
    refused: ["Line 4: It is no record."],
    refusedCount: 3,
  };

  it("is handed over in slices, shown, and imported once that is wanted", async () => {
    const { host } = await show();
    vi.spyOn(host.archive, "check").mockImplementation(async () => succeed(preview));
    const text = "ä".repeat(600_000);
    await doing(() => openArchive(file(text, "all.json")));
    const [slices = []] = [...host.archive.uploads.values()];
    expect([slices.length, slices.join("") === text]).toEqual([2, true]);
    const rows = [...document.querySelectorAll("[role=dialog] tbody tr")].map((row) => row.textContent);
    expect(rows).toEqual(["Comparisons31", "Conversations10", "Chains03"]);
    expect(pageText()).toContain("3 records are not imported");
    expect(pageText()).toContain("and 2 more");
    await press(buttonNamed("Import"));
    await settle();
    expect(host.archive.running.map(({ kind }) => kind)).toEqual(["archive-import"]);
    expect(useTransferStore.getState().archive).toBeNull();
  });

  it("is forgotten by the host where it is given up, and says why it cannot be read", async () => {
    const { host } = await show();
    vi.spyOn(host.archive, "check").mockImplementation(async () => refuse("invalid-input", "It is not an archive."));
    await doing(() => openArchive(file("x", "x.json")));
    expect(find("[role=dialog]").textContent).toContain("It is not an archive.");
    await press(buttonNamed("Cancel"));
    await settle();
    expect(host.archive.uploads.size).toBe(0);
  });

  it("that is no text is never handed over", async () => {
    const { host } = await show();
    await doing(() => openArchive(file(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]), "x.json")));
    expect(find("[role=dialog]").textContent).toContain("not text in UTF-8");
    expect(host.archive.uploads.size).toBe(0);
  });
});

import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { allCommands } from "#renderer/actions/commands/all-commands.ts";
import { pickOtherModel } from "#renderer/actions/spend.ts";
import { SessionFigure } from "#renderer/features/spend/session-figure.tsx";
import { SpendView } from "#renderer/features/spend/spend-view.tsx";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { useSpendStore } from "#renderer/stores/spend-store.ts";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { defaultSettings } from "#shared/settings.ts";
import { noSpend, type SpendReport } from "#shared/spend.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { emptySpend, spendScene } from "#test/support/scripted-spend.ts";

const nowMs = new Date(2026, 10, 22, 14, 32).getTime();
const scene = spendScene(nowMs);
/** The host itself says of which range and mode a report is. */
const { range: _, isDemo: __, ...report } = scene.report;

const first = useSpendStore.getState();
let unmount: () => Promise<void> = async () => undefined;

type Start = { readonly report?: Partial<SpendReport>; readonly demo?: boolean };

async function show(start: Start = {}) {
  const settings = { ...defaultSettings, welcomed: true, demo: start.demo ?? false };
  const opened = await openWindow({ settings });
  opened.host.store.spend.report = start.report ?? report;
  unmount = await mount(<SpendView />);
  await settle();
  return opened;
}

beforeEach(() => useSpendStore.setState(first, true));
afterEach(async () => {
  await unmount();
  vi.useRealTimers();
});

async function pick(option: string): Promise<void> {
  const label = [...document.querySelectorAll("label")].find((one) => one.textContent === option);
  await press(label?.querySelector("input") ?? find("body"));
  await settle();
}

const rowOf = (name: string) =>
  [...document.querySelectorAll("tr")].find((row) => row.querySelector("th")?.textContent === name)?.textContent ?? "";

async function menu(trigger: string, item: string): Promise<void> {
  await act(async () => buttonNamed(trigger).click());
  await settle(60);
  const found = [...document.querySelectorAll('[role="menuitem"]')].find((one) => one.textContent === item);
  await press(found ?? find("body"));
  await settle(60);
}

describe("the Spend view", () => {
  it("shows what was spent, wasted and answered, and how much of it is unknown", async () => {
    await show();
    const figures = find("dl").textContent;
    expect(figures).toContain("$0.6099");
    expect(figures).toContain("plus 4\u00a0answers with an unknown price");
    expect(figures).toContain("8 of 23 failed attempts were billed");
    expect(figures).toContain("p50 $0.00548, p95 $0.0231");
    expect(figures).toContain("13 fell through, 2 got no answer");
    expect(find('[role="img"]').getAttribute("aria-label")).toContain("$0.0279 of it wasted");
    expect(rowOf("llama3.2:3b")).toContain("unknown");
    expect(rowOf("llama3.2:3b")).not.toContain("$0");
    expect(pageText()).toContain("Why $0.0279 was wasted");
  });

  it("says ≈ at the end of the line where a part of the sum is an estimate", async () => {
    await show({ report: { ...report, total: { ...report.total, estimatedNanoUsd: 1 } } });
    const chart = find('[role="img"]');
    expect(chart.textContent).toContain("≈$0.6099 now");
    expect(chart.getAttribute("aria-label")).toContain("to ≈$0.6099 at");
  });

  it("says ≈ of what was wasted wherever it stands, where a part of it is an estimate", async () => {
    const waste = report.waste.map((cause) => ({
      ...cause,
      uses: cause.uses.map((use) => ({ ...use, source: "estimated" as const })),
    }));
    await show({ report: { ...report, waste, total: { ...report.total, estimatedNanoUsd: 27_900_000 } } });
    expect(find("dl").textContent).toContain("≈$0.0279");
    expect(find('[role="img"]').getAttribute("aria-label")).toContain("≈$0.0279 of it wasted");
    const slider = find<HTMLInputElement>('input[type="range"]');
    expect(slider.getAttribute("aria-valuetext")).toContain("≈$0.6099 spent, ≈$0.0279 of it wasted");
    await press(buttonNamed("View as table"));
    const rows = [...document.querySelectorAll('[aria-label="Session so far: spent by when"] tbody tr')];
    expect(rows[0]?.textContent).toBe("13:05≈$0.00300$0");
    expect(rows.at(-1)?.textContent).toContain("≈$0.6099≈$0.0279");
    await press(buttonNamed("≈$0.6099"));
    await settle(60);
    expect(find('[role="dialog"]').textContent).toContain("≈$0.0279 of it was wasted.");
  });

  it("says ≈ of what a group wasted where its sum has an estimate", async () => {
    const byChain = report.byChain.map((chain) => ({ ...chain, wastedNanoUsd: 10_000_000, estimatedNanoUsd: 1 }));
    await show({ report: { ...report, byChain } });
    await press(buttonNamed("≈$0.2894"));
    await settle(60);
    expect(find('[role="dialog"]').textContent).toContain("≈$0.0100 of it was wasted.");
  });

  it("says ≈ of what a session wasted where its sum has an estimate", async () => {
    const [session] = scene.sessions;
    if (session === undefined) throw new Error("The scene has no session.");
    const sum = { ...session.sum, wastedNanoUsd: 27_900_000, estimatedNanoUsd: 1 };
    unmount = await mount(<SessionFigure session={{ ...session, sum }} of="wasted" />);
    expect(pageText()).toBe("≈$0.0279");
  });

  it("says that too few runs were made for a percentile", async () => {
    await show({ report: { ...report, costPerAnswer: { mean: 5e6, p50: null, p95: null, nanoUsd: 0, answers: 0 } } });
    expect(find("dl").textContent).toContain("p50, p95: too few runs");
  });

  it("never calls what was lost billed or free where its cost is unknown", async () => {
    const waste = [{ class: "EMPTY", reason: null, attempts: 2, nanoUsd: 0, unknownCosts: 2, uses: [] }] as const;
    const total = { ...report.total, wastedNanoUsd: 0, failedAttempts: 2, billedFailures: 0 };
    await show({ report: { ...report, waste, total } });
    expect(find("dl").textContent).toContain("2\u00a0attempts of unknown cost");
    expect(find("dl").textContent).not.toContain("0 of 2 failed attempts");
  });

  it("opens the arithmetic behind a figure", async () => {
    await show();
    await press(buttonNamed("$0.1518"));
    await settle(60);
    const dialog = find('[role="dialog"]').textContent;
    expect(dialog).toContain("18,902× $0.00250$0.0473");
    expect(dialog).toContain("Computed from tokens and price: built-in price of 2026-11-01.");
  });

  it.each([
    ["what was wasted", "$0.0279", "Stream cut anthropic/claude-sonnet-4.5, OpenRouter"],
    ["the cost per answer", "$0.00762", "÷ 78"],
    ["a chain", "$0.2894", "31\u00a0attempts, reported"],
    ["a provider", "$0.1295", "By the listed price"],
    ["a route", "$0.0981", "As the provider reported it."],
    ["a client", "$0.4679", "anthropic/claude-sonnet-4.5 OpenRouter"],
    ["what a model wasted", "$0.0167", "Timed out mid-stream"],
    ["a cause of waste", "$0.0190", "3\u00a0attempts, reported"],
  ])("opens the arithmetic of %s", async (_, figure, words) => {
    await show();
    await press(buttonNamed(figure));
    await settle(60);
    const dialog = find('[role="dialog"]');
    expect(dialog.textContent).toContain(words);
    // It scrolls, so the keyboard must reach it.
    expect(dialog.querySelector("section")?.tabIndex).toBe(0);
  });

  it("asks for a session's arithmetic when its sum is opened", async () => {
    await show();
    await press(find('[aria-label="All sessions"] button[title^="Spent in"]'));
    await settle(120);
    expect(find('[role="dialog"]').textContent).toContain(
      "Computed from tokens and price: built-in price of 2026-11-01.",
    );
  });

  it("says price drift of more than one percent with both figures", async () => {
    const drift = { reportedNanoUsd: 129_495_000, computedNanoUsd: 124_300_000, attempts: 11 };
    const byModel = report.byModel.map((model) => (model.providerId === "openrouter" ? { ...model, drift } : model));
    await show({ report: { ...report, byModel } });
    expect(pageText()).toContain("Price drift of anthropic/claude-sonnet-4.5 through OpenRouter.");
    expect(pageText()).toContain("+$0.00519 (+4.2%)");
  });

  it("asks for the range that is picked, and exports just that", async () => {
    const { asked } = await show();
    await pick("7 days");
    const ranges = asked.filter((one) => one.method === "spend.report").map((one) => one.input);
    expect(ranges.at(0)).toEqual({ range: { kind: "session", sessionId: "session-1" } });
    expect(ranges.at(-1)).toEqual({ range: { kind: "days", days: 7 } });
    expect(pageText()).toContain("Last 7 days");
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function save(this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    await press(buttonNamed("Export CSV"));
    await settle();
    expect(asked.at(-1)).toEqual({
      method: "export.spend",
      input: { range: { kind: "days", days: 7 }, format: "csv" },
    });
    expect(saved).toHaveLength(1);
    await menu("Other ways to export", "Export JSON");
    expect(asked.at(-1)?.input).toEqual({ range: { kind: "days", days: 7 }, format: "json" });
  });

  it("moves through the points of the chart by keys and tells each, and has them all as a table", async () => {
    await show();
    const slider = find<HTMLInputElement>('input[type="range"]');
    expect(slider.getAttribute("aria-valuetext")).toContain("$0.6099 spent, $0.0279 of it wasted");
    await fill(slider, "0");
    expect(slider.getAttribute("aria-valuetext")).toBe("13:05: $0.00300 spent");
    await press(buttonNamed("View as table"));
    const rows = document.querySelectorAll('[aria-label="Session so far: spent by when"] tbody tr');
    expect(rows).toHaveLength(report.points.length);
    expect(rows[0]?.textContent).toBe("13:05$0.00300$0");
  });

  it("works out what another model would have cost, and says where it cannot", async () => {
    const { host } = await show();
    host.store.spend.whatIf = {
      price: scene.whatIf.price,
      nanoUsd: 50e6,
      actualNanoUsd: 100e6,
      answers: 80,
      leftOut: 4,
    };
    await act(async () => pickOtherModel({ providerId: "openai", modelId: "gpt-5" }));
    await pick("All");
    expect(pageText()).toContain("\u2212$0.0500 (\u221250%) for 80\u00a0answers");
    expect(pageText()).toContain("4\u00a0answers left out, without known tokens or cost");
    host.store.spend.whatIf = { price: null, nanoUsd: null };
    await pick("Session");
    expect(pageText()).toContain("The price of gpt-5 is not known.");
  });

  it("is empty, and says so, before anything was sent", async () => {
    const { range: __, isDemo: ___, ...nothing } = emptySpend(nowMs).report;
    await show({ report: nothing });
    expect(pageText()).toContain("Nothing was sent in this session yet.");
    expect(document.querySelector('[aria-label="Spend by model"]')).toBeNull();
  });

  it("labels the demo's spend as simulated", async () => {
    await show({ demo: true });
    expect(find("header").textContent).toContain("Demo: simulated");
    expect(pageText()).toContain("it is never mixed with real spend");
  });

  it("says what went wrong and tries again; what was shown before stays", async () => {
    const { host } = await show();
    host.store.trouble = "the disk is full";
    await pick("Today");
    expect(pageText()).toContain("The spend could not be read.");
    expect(pageText()).toContain("the disk is full");
    expect(find("dl").textContent).toContain("$0.6099");
    host.store.trouble = null;
    await press(buttonNamed("Try again"));
    await settle();
    expect(pageText()).not.toContain("The spend could not be read.");
    expect(pageText()).toContain("Today so far");
  });
});

describe("a report on screen", () => {
  it("is asked for again at most once a second while money changes", async () => {
    const { host, methods } = await show();
    const reports = () => methods().filter((method) => method === "spend.report").length;
    const before = reports();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const spend = async (nanoUsd: number) => {
      host.batcher.emit({ topic: "spend-now", sum: { ...noSpend, nanoUsd } });
      await act(async () => {
        host.batcher.flush();
        await vi.advanceTimersByTimeAsync(50);
      });
    };
    for (let index = 1; index <= 10; index += 1) await spend(index);
    expect(reports() - before).toBe(1);
    await act(async () => vi.advanceTimersByTimeAsync(1_000));
    expect(reports() - before).toBe(2);
    await act(async () => vi.advanceTimersByTimeAsync(5_000));
    expect(reports() - before).toBe(2);
  });

  it("follows what still streams in an earlier session, in its range and in the list of sessions", async () => {
    const { host, methods } = await show();
    const asked = () => methods().filter((method) => method === "spend.report" || method === "session.list").length;
    const before = asked();
    await act(async () => {
      host.batcher.emit({ topic: "history-changed" });
      host.batcher.flush();
    });
    await settle();
    expect(asked() - before).toBe(2);
  });

  it("is not replaced by one of another range that came late", async () => {
    const { host } = await show();
    const late = Promise.withResolvers<void>();
    const read = host.store.spendReport;
    host.store.spendReport = async (question) => {
      if (question.range.kind === "all") await late.promise;
      return read(question);
    };
    await pick("All");
    await pick("30 days");
    expect(pageText()).toContain("Last 30 days");
    await act(async () => late.resolve());
    await settle();
    expect(pageText()).toContain("Last 30 days");
  });
});

describe("sessions", () => {
  it("begin with a name or without, and the one before can be brought back", async () => {
    const { asked, host } = await show();
    await press(buttonNamed("New session"));
    await settle(60);
    await fill(field("Name, if you want one"), "Ledger");
    await press(buttonNamed("Start session"));
    await settle(60);
    expect(asked.find((one) => one.method === "session.start")?.input).toEqual({ name: "Ledger" });
    expect(useMoneyStore.getState().session?.name).toBe("Ledger");
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    expect(rowOf("LedgerCurrent")).not.toBe("");
    useToastsStore.getState().undoable?.undo?.();
    await settle();
    expect(host.sessions.current().id).toBe("session-1");
  });

  it("keep their own sums when another one begins, before the list of them is read again", async () => {
    await show();
    const sum = { ...noSpend, nanoUsd: 2_000_000_000, answers: 7 };
    const { sessions } = useSpendStore.getState();
    const { session } = useMoneyStore.getState();
    if (session === null) throw new Error("There is no session.");
    act(() => useSpendStore.setState({ sessions: (sessions ?? []).map((one) => ({ ...one, sum })) }));
    const row = () => find('table[aria-label="Sessions, newest first"] tbody tr').textContent;
    expect(row()).toContain("Current");
    act(() => useMoneyStore.setState({ session: { ...session, id: "next" }, spendNow: noSpend }));
    expect(row()).toContain("$2.00");
    expect(row()).not.toContain("Current");
  });

  it("are renamed, and a name that is too long is told at its field", async () => {
    const { asked } = await show();
    const [title = ""] = [...document.querySelectorAll('[aria-label^="More for"]')].map((one) =>
      (one.getAttribute("aria-label") ?? "").replace("More for ", ""),
    );
    await menu(`More for ${title}`, "Rename…");
    await fill(field("Name, if you want one"), "x".repeat(121));
    await press(buttonNamed("Rename"));
    await settle();
    expect(pageText()).toContain("A session's name has at most 120 characters.");
    await fill(field("Name, if you want one"), "Evening");
    await press(buttonNamed("Rename"));
    await settle(60);
    expect(asked.findLast((one) => one.method === "session.rename")?.input).toEqual({
      sessionId: "session-1",
      name: "Evening",
    });
    expect(rowOf("EveningCurrent")).not.toBe("");
  });

  it("are shown, gone on with, and compared two at a time", async () => {
    const { host, asked } = await show();
    await act(async () => {
      await host.sessions.start("Second");
      host.batcher.flush();
    });
    await settle(60);
    const old = useSpendStore.getState().sessions?.find((one) => one.id === "session-1");
    if (old === undefined) throw new Error("The first session is listed.");
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"][aria-label^="Compare"]')];
    expect(boxes).toHaveLength(2);
    for (const box of boxes) await press(box);
    expect(find('[aria-label="Two sessions side by side"]').textContent).toContain("Spent for each answer");
    await press(buttonNamed("Close"));
    expect(document.querySelector('[aria-label="Two sessions side by side"]')).toBeNull();
    const [, oldMenu] = document.querySelectorAll('[aria-label^="More for"]');
    const name = (oldMenu?.getAttribute("aria-label") ?? "").replace("More for ", "");
    await menu(`More for ${name}`, "Show");
    expect(asked.findLast((one) => one.method === "spend.report")?.input).toEqual({
      range: { kind: "session", sessionId: "session-1" },
    });
    expect(pageText()).toContain("is over. This is what it came to.");
    expect(pageText()).not.toContain("$0.6099 now");
    await press(buttonNamed("Back to the current session"));
    await settle();
    expect(pageText()).not.toContain("is over.");
    expect(pageText()).toContain("$0.6099 now");
    await menu(`More for ${name}`, "Resume");
    expect(host.sessions.current().id).toBe("session-1");
  });

  it("are begun, named and exported by commands as well", async () => {
    await show();
    const labels = allCommands().map((command) => command.label);
    expect(labels).toContain("Go to Spend");
    expect(labels).toContain("New session");
    expect(labels).toContain("Name this session");
    expect(labels).toContain("Export spend as CSV");
    await act(async () =>
      allCommands()
        .find((command) => command.id === "session.new")
        ?.run(),
    );
    await settle(60);
    expect(find('[role="dialog"]').textContent).toContain("Start session");
    await act(async () =>
      allCommands()
        .find((command) => command.id === "spend.show-90 days")
        ?.run(),
    );
    await settle();
    expect(pageText()).toContain("Last 90 days");
  });
});

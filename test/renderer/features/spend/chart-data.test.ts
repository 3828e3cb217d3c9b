import { describe, expect, it } from "vitest";
import { budgetOf, chartData, moneyTicks, paceWords } from "#renderer/features/spend/chart-data.ts";
import { timeAxis, wholeAxis } from "#renderer/features/spend/time-axis.ts";
import { type BudgetState, defaultBudgetSettings } from "#shared/budget.ts";
import { emptySpend, spendScene } from "#test/support/scripted-spend.ts";

const minuteMs = 60_000;
const nowMs = new Date(2026, 10, 22, 14, 32).getTime();
const { report, budgets } = spendScene(nowMs);
const [budget] = budgets;
if (budget === undefined) throw new Error("The scene has a budget.");
const settings = defaultBudgetSettings;
const ofLimit = (usd: number): BudgetState => ({ ...budget, limitNanoUsd: usd * 1e9 });

describe("the chart of a session", () => {
  const data = chartData({ report, budget, settings });

  it("goes on at the pace of the last minutes until the budget is reached, and its axis ends there", () => {
    expect(data.projection?.value).toBeCloseTo(1e9, -6);
    expect(data.xTicks.map((tick) => tick.label)).toEqual([
      "13:05",
      "13:25",
      "13:45",
      "14:05",
      "14:25",
      "14:45",
      "15:05",
    ]);
    expect(data.yTicks.map((tick) => tick.label)).toEqual(["$0.00", "$0.25", "$0.50", "$0.75", "$1.00"]);
    expect(data.limits.map((limit) => [limit.label, limit.value])).toEqual([
      ["Hard stop $1.00", 1e9],
      ["Warn at 80%", 0.8e9],
    ]);
  });

  it("says it in words for assistive tech", () => {
    expect(data.sentence).toBe(
      "Cumulative spend rises from $0 at 13:05 to $0.6099 at 14:32, $0.0279 of it wasted. " +
        "At this pace it reaches the $1.00 budget at 15:05.",
    );
  });

  it("ends with the whole sum at the end of the report", () => {
    expect(data.steps.at(-1)).toEqual({ at: report.toMs, value: report.total.nanoUsd, part: 27_900_000 });
  });

  it("leaves a budget out that would press the line flat, and says where it is", () => {
    const far = chartData({ report, budget: ofLimit(100), settings });
    expect(far.limits).toEqual([]);
    expect(far.limitAbove).toBe("Hard stop $100.00 is far above");
    expect(far.top).toBeLessThan(2e9);
  });

  it("calls a budget that does not stop by its name, and draws no warning where none is wanted", () => {
    const soft = chartData({ report, budget, settings: { ...settings, hardStop: false, warns: false } });
    expect(soft.limits.map((limit) => limit.label)).toEqual(["Budget $1.00"]);
  });

  it("does not look further ahead than what is over allows, and not at all without a pace or past the budget", () => {
    const free = chartData({ report, budget: null, settings });
    expect(free.projection?.at).toBe(report.toMs + (report.toMs - (report.fromMs ?? 0)) * 0.6);
    expect(chartData({ report: { ...report, pace: null }, budget, settings }).projection).toBeNull();
    expect(chartData({ report, budget: ofLimit(0.5), settings }).projection).toBeNull();
  });

  it("stands although nothing was spent", () => {
    const empty = chartData({ report: emptySpend(nowMs).report, budget: null, settings });
    expect(empty.top).toBeGreaterThan(0);
    expect(empty.to).toBeGreaterThan(empty.from);
  });
});

describe("the budget of a chart", () => {
  const day = { ...budget, id: "day", period: "day" } as const;
  const ofProvider = { ...budget, id: "one", providerId: "openai", limitNanoUsd: 1 } as const;

  it("is the lowest one of all providers for just what is shown", () => {
    const all = [ofProvider, ofLimit(5), budget, day];
    expect(budgetOf(report.range, "session-1", all)).toBe(budget);
    expect(budgetOf({ kind: "days", days: 1 }, "session-1", all)).toBe(day);
    expect(budgetOf({ kind: "days", days: 7 }, "session-1", all)).toBeNull();
  });

  it("is none of a session that is over", () => {
    expect(budgetOf({ kind: "session", sessionId: "session-0" }, "session-1", [budget])).toBeNull();
  });
});

describe("the time axis", () => {
  const start = new Date(2026, 10, 22, 13, 5).getTime();
  const labels = (ms: number) => timeAxis(start, start + ms).xTicks.map((tick) => tick.label);

  it("has a minute at least and round steps from its start on", () => {
    expect(labels(20_000)).toEqual(["13:05", "13:06"]);
    expect(labels(11 * minuteMs)).toEqual(["13:05", "13:07", "13:09", "13:11", "13:13", "13:15"]);
  });

  it("ends now, or with its last step where it looks ahead", () => {
    expect(timeAxis(start, start + 11 * minuteMs).to).toBe(start + 11 * minuteMs);
    expect(wholeAxis(start, start + 11 * minuteMs).to).toBe(start + 12 * minuteMs);
    expect(timeAxis(start, start + 20_000).to).toBe(start + minuteMs);
  });

  it("counts days from midnight by the calendar", () => {
    const day = 24 * 60 * minuteMs;
    const days = [22, 23, 24, 25, 26, 27, 28].map((date) => `${date}\u00a0Nov`);
    expect(labels(6 * day)).toEqual(days);
    expect(labels(89 * day).length).toBeLessThanOrEqual(7);
    expect(labels(900 * day).at(0)).toBe("22\u00a0Nov\u00a02026");
  });
});

describe("sums on an axis", () => {
  it.each([
    [1.1e9, ["$0.00", "$0.25", "$0.50", "$0.75", "$1.00"]],
    [0.0034e9, ["$0", "$0.001", "$0.002", "$0.003"]],
    [110_000, ["$0", "$0.000025", "$0.000050", "$0.000075", "$0.000100"]],
    [2_300e9, ["$0", "$500", "$1,000", "$1,500", "$2,000"]],
  ])("all have the decimals of their step, and many zeros are one", (top, expected) => {
    expect(moneyTicks(top).map((tick) => tick.label)).toEqual(expected);
  });
});

describe("the basis of the pace", () => {
  it.each([
    [10, "At the last ten minutes' pace"],
    [4, "At the last 4 minutes' pace"],
    [0.5, "At the last minute's pace"],
  ])("of %d minutes is said as it is", (minutes, words) => {
    expect(paceWords({ nanoUsd: 1, answers: 1, overMs: minutes * minuteMs })).toBe(words);
  });
});

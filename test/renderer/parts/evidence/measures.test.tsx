import { describe, expect, it } from "vitest";
import { MeasureCard } from "#renderer/parts/evidence/measure-card.tsx";
import { leftOutWords, sentenceOf, stripsOf } from "#renderer/parts/evidence/measure-strips.ts";
import { seriesOf } from "#renderer/parts/evidence/use-series.ts";
import { failureOf } from "#shared/failure.ts";
import { buttonNamed, find, mount, press } from "#test/renderer/features/mount.ts";
import { providerStates } from "#test/support/scripted-data.ts";
import { repeated, runOfRound } from "./repeated.ts";

const spaces = (text: string) => text.replaceAll("\u00a0", " ");

/** Direct 1 s to 3 s, OpenRouter 2 s to 4 s; the last of OpenRouter failed. */
function routes(rounds = 15) {
  const comparison = repeated("routes", rounds);
  const runs = Array.from({ length: rounds }, (_, round) => {
    const lateMs = (round / (rounds - 1)) * 2_000;
    const failure = round === rounds - 1 ? failureOf("SERVER", "Bad gateway", { status: 502 }) : null;
    return [
      runOfRound({ columnId: "direct", round, firstTokenMs: 1_000 + lateMs }),
      runOfRound({ columnId: "routed", round, firstTokenMs: 2_000 + lateMs, failure }),
    ];
  }).flat();
  return { comparison, runs, series: seriesOf(comparison, runs, catalog) };
}

const catalog = { chains: [], modelLists: [], providers: providerStates(0) };

describe("the series of a repeated comparison", () => {
  it("stand in the order in which they were asked for, and are called by their route", () => {
    const { comparison, runs } = routes();
    const series = seriesOf(comparison, runs.toReversed(), catalog);
    expect(series.map(({ name, fullName, look }) => [name, fullName, look])).toEqual([
      ["Direct", "Direct, Anthropic", "filled"],
      ["OpenRouter", "OpenRouter", "hollow"],
    ]);
    expect(series[0]?.runs).toHaveLength(15);
  });

  it("are told apart by provider, then by number, where one model is repeated in two columns", () => {
    const comparison = repeated("repeat", 3);
    const { repeat } = comparison;
    const columns = [...(repeat?.columns ?? []), { ...repeat?.columns[0], columnId: "again" }];
    const all = columns.flatMap(({ target, columnId }) => (target === undefined ? [] : [{ target, columnId }]));
    const runs = all.map(({ columnId }) => runOfRound({ columnId, round: 0, firstTokenMs: 500, title: "Sonnet 4.5" }));
    const plan = repeat === undefined ? repeat : { ...repeat, columns: all };
    const names = seriesOf({ ...comparison, ...(plan && { repeat: plan }) }, runs, catalog).map(({ name }) => name);
    expect(names).toEqual(["Anthropic", "OpenRouter", "Anthropic, 2"]);
  });

  it("are none where nothing is repeated", () => {
    const { repeat: _, ...plain } = repeated("repeat", 3);
    expect(seriesOf(plain, [], catalog)).toEqual([]);
  });
});

describe("the strips of a measure", () => {
  it("hold the answers alone, with a median and a 95th percentile from so many runs on", () => {
    const [direct, routed] = stripsOf(routes().series, "firstToken");
    expect(direct?.values).toHaveLength(15);
    expect(direct?.p50).toEqual({ value: 2, label: "2.00" });
    expect(direct?.p95?.label).toBe("2.90");
    expect(routed?.values).toHaveLength(14);
    expect(routed?.p95).toBeNull();
    expect(Math.max(...(routed?.values ?? []))).toBeLessThan(4);
  });

  it("say so where there are too few runs", () => {
    const two = stripsOf(routes(2).series, "firstToken");
    expect(two[0]).toMatchObject({ p50: null, p95: null, note: "too few runs" });
    expect(spaces(sentenceOf(routes(2).series, "firstToken"))).toBe(
      "First token: Direct too few runs; OpenRouter too few runs.",
    );
  });

  it("are said in one sentence", () => {
    expect(spaces(sentenceOf(routes().series, "firstToken"))).toBe(
      "First token: Direct p50 2.00 s, p95 2.90 s; OpenRouter p50 2.93 s.",
    );
  });

  it("name answers that are left out, and count no failure among them", () => {
    const { comparison, runs } = routes();
    expect(leftOutWords(routes().series, "firstToken")).toBeNull();
    const unknown = runOfRound({ columnId: "direct", round: 0, firstTokenMs: 1_000, nanoUsd: null });
    const series = seriesOf(comparison, [unknown, ...runs.slice(1)], catalog);
    expect(leftOutWords(series, "cost")).toBe("1\u00a0answer of unknown cost is left out.");
    const burst = runOfRound({ columnId: "direct", round: 0, firstTokenMs: 1_000, totalMs: 1_005 });
    const withBurst = seriesOf(comparison, [burst, ...runs.slice(1)], catalog);
    expect(leftOutWords(withBurst, "speed")).toBe("1\u00a0answer too short for a speed is left out.");
  });
});

describe("the card of a measure", () => {
  it("is a picture with its sentence, and a table with the intervals on demand", async () => {
    const { series } = routes();
    const unmount = await mount(<MeasureCard measure="firstToken" series={series} seed={7} />);
    expect(find("[role=img]").getAttribute("aria-label")).toContain("Direct p50");
    await press(buttonNamed("View as table"));
    const rows = [...document.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => spaces(cell.textContent)),
    );
    expect(rows[0]?.slice(0, 4)).toEqual(["Direct, Anthropic", "15", "1.00 s", "2.00 s"]);
    expect(rows[0]?.[4]).toMatch(/^1\.\d\d to 2\.\d\d s$/);
    expect(rows[0]?.[6]).toBe("too few runs");
    await press(buttonNamed("View as chart"));
    expect(document.querySelector("table")).toBeNull();
    await unmount();
  });
});

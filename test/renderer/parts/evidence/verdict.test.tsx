import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { failedWords } from "#renderer/parts/evidence/failed-words.ts";
import { RunsCard } from "#renderer/parts/evidence/runs-card.tsx";
import { seriesOf } from "#renderer/parts/evidence/use-series.ts";
import { Verdicts } from "#renderer/parts/evidence/verdicts.tsx";
import { failureOf } from "#shared/failure.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { providerStates } from "#test/support/scripted-data.ts";
import { repeated, runOfRound } from "./repeated.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => unmount());

const spaces = (text: string | null | undefined) => (text ?? "").replaceAll("\u00a0", " ");
const catalog = { chains: [], modelLists: [], providers: providerStates(0) };
const badGateway = failureOf("SERVER", "Bad gateway", { status: 502 });

/** OpenRouter takes 300 ms longer, costs 5 % more and fails in run 11. */
function routes(rounds = 20) {
  const comparison = repeated("routes", rounds);
  const runs = Array.from({ length: rounds }, (_, round) => {
    const firstTokenMs = 900 + (round % 5) * 10;
    const text = `- 09:21: on-call rolled back in round ${round + 1}`;
    const routed = { columnId: "routed", round, firstTokenMs: firstTokenMs + 300, nanoUsd: 5_250_000 };
    return [
      runOfRound({ columnId: "direct", round, firstTokenMs, text }),
      round === 10
        ? runOfRound({ ...routed, totalMs: 900, failure: badGateway })
        : runOfRound({ ...routed, text: text.replace("on-call", "the engineer") }),
    ];
  }).flat();
  return { comparison, series: seriesOf(comparison, runs, catalog) };
}

const rowsOf = (table: Element) =>
  [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => spaces(cell.textContent)));

describe("the verdict on two routes", () => {
  it("is a sentence, with figures, differences and intervals in a table, and what it rests on", async () => {
    const { comparison, series } = routes();
    unmount = await mount(<Verdicts comparison={comparison} series={series} modelName="Sonnet 4.5" />);
    expect(spaces(find("section h2").textContent)).toMatch(
      /^OpenRouter adds 0\.30 s to the first token.* and failed once in 20\.$/,
    );
    const rows = rowsOf(find("table"));
    expect(rows.map(([title]) => title)).toEqual([
      "First token, p50",
      "First token, p95",
      "Total, p50",
      "Speed, p50",
      "Cost per answer",
      "Failed runs",
    ]);
    expect(rows[0]?.slice(1, 3)).toEqual(["0.92 s", "1.22 s"]);
    expect(rows[0]?.[4]).toBe("+0.30 s (+33%)");
    expect(rows[1]?.[5]).toBe("too few runs");
    expect(rows.at(-1)?.slice(1)).toEqual([
      "0 of 20",
      "1 of 20",
      "",
      "+1",
      "502 server error after 900 ms, not billed",
    ]);
    expect(spaces(find("summary").textContent)).toContain("alternating in an order drawn with seed 7.");
    expect(spaces(find("details").textContent)).toContain("95% bootstrap intervals (2,000 resamples)");
  });

  it("says where nothing differs clearly", async () => {
    const comparison = repeated("routes", 20);
    const runs = ["direct", "routed"].flatMap((columnId) =>
      Array.from({ length: 20 }, (_, round) =>
        runOfRound({ columnId, round, firstTokenMs: 900 + ((round * 7 + (columnId === "direct" ? 0 : 3)) % 20) * 20 }),
      ),
    );
    const series = seriesOf(comparison, runs, catalog);
    unmount = await mount(<Verdicts comparison={comparison} series={series} modelName="Sonnet 4.5" />);
    expect(rowsOf(find("table"))[0]?.[5]).toContain("no clear difference");
    expect(find("section h2").textContent).toContain("no clear difference");
  });

  it("sets every other route against the first one", async () => {
    const { comparison, series } = routes(5);
    const third = series.flatMap((one) => (one.columnId === "routed" ? [{ ...one, columnId: "third" }] : []));
    unmount = await mount(<Verdicts comparison={comparison} series={[...series, ...third]} modelName="Sonnet 4.5" />);
    expect(document.querySelectorAll("table")).toHaveLength(2);
  });

  it("groups the causes of many failures, and says what they cost", () => {
    const limited = failureOf("RATE_LIMIT", "Slow down", { status: 429 });
    const failed = (failure = limited) => ({ round: 0, failure, afterMs: 100, nanoUsd: 0 });
    const words = failedWords({
      failures: [failed(badGateway), failed(), failed()],
      failedCost: { nanoUsd: 2_100_000, unknownCount: 0, isEstimate: false },
    });
    expect(words).toBe("429 rate limited ×2, 502 server error; $0.00210 billed");
    expect(failedWords({ failures: [], failedCost: { nanoUsd: 0, unknownCount: 0, isEstimate: false } })).toBe("");
  });
});

describe("the runs and a pair of answers", () => {
  const open = async () => {
    const { comparison, series } = routes();
    unmount = await mount(<RunsCard comparison={comparison} series={series} />);
    await settle();
  };
  const titles = () => [...document.querySelectorAll("article h4")].map((title) => spaces(title.textContent));

  it("steps by buttons and by the arrow keys, and stays within its rounds", async () => {
    await open();
    expect(titles()[0]).toContain("Run 1, direct 2.90 s, 100 tokens");
    await press(buttonNamed("Next run"));
    expect(titles()).toEqual([expect.stringContaining("Run 2, direct"), expect.stringContaining("Run 2, OpenRouter")]);
    const card = find("section[aria-label='Every run'] button");
    const key = (name: string) =>
      act(async () => card.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })));
    await key("ArrowRight");
    expect(titles()[0]).toContain("Run 3,");
    for (let presses = 0; presses < 4; presses += 1) await key("ArrowLeft");
    expect(titles()[0]).toContain("Run 1,");
  });

  it("keeps what the baseline is compared with, whichever of the lines is pressed", async () => {
    const { comparison, series } = routes();
    const third = series.flatMap((one) =>
      one.columnId === "routed" ? [{ ...one, columnId: "third", name: "Third" }] : [],
    );
    unmount = await mount(<RunsCard comparison={comparison} series={[...series, ...third]} />);
    const pressLine = async (line: number) => {
      const cells = find("input[type=range]").parentElement;
      if (cells === null) throw new Error("There is no strip.");
      cells.getBoundingClientRect = () => new DOMRect(0, 0, 640, 90);
      await act(async () =>
        cells.dispatchEvent(new MouseEvent("click", { clientX: 5, clientY: line * 30 + 5, bubbles: true })),
      );
    };
    await pressLine(2);
    expect(titles()[1]).toContain("Third");
    await pressLine(0);
    expect(titles()[1]).toContain("Third");
    await pressLine(1);
    expect(titles()[1]).toContain("OpenRouter");
  });

  it("marks in each answer the words that only it has", async () => {
    await open();
    expect(find("del").textContent).toBe("removed: on-call");
    expect(find("ins").textContent).toBe("added: the engineer");
    expect(document.querySelectorAll("article")[0]?.querySelector("ins")).toBeNull();
  });

  it("tells the round on show and what became of it to assistive tech", async () => {
    await open();
    const range = find<HTMLInputElement>("input[type=range]");
    expect(range.max).toBe("19");
    for (let presses = 0; presses < 10; presses += 1) await press(buttonNamed("Next run"));
    expect(spaces(range.getAttribute("aria-valuetext"))).toMatch(
      /^Run 11 of 20\. Direct: 2\.\d\d s, 100 tokens, OpenRouter: 502 server error after 0\.90 s$/,
    );
    expect(document.body.textContent).toContain("No answer to read.");
  });
});

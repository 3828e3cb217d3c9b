import { expect, test } from "vitest";
import { comparisonCsv } from "#electron/exports/comparison-csv.ts";
import { comparisonHtml } from "#electron/exports/comparison-html.ts";
import { comparisonJson } from "#electron/exports/comparison-json.ts";
import { comparisonMarkdown } from "#electron/exports/comparison-markdown.ts";
import { unfuse } from "#electron/exports/csv.ts";
import { failureOf } from "#shared/failure.ts";
import type { Run } from "#shared/run.ts";
import { attempt, exportOf, payloads, repeatedExport, repeatedSaying, run } from "#test/support/export-samples.ts";
import { readCsv } from "#test/support/read-csv.ts";

const rowsOf = (text: string) => {
  const [names = [], ...rows] = readCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
};

test("the CSV of a repeated comparison has one line for each run, with its round and what its data put in", () => {
  const rows = rowsOf(comparisonCsv(repeatedExport()));
  expect(rows.map((row) => [row.round, row.target, row.status, row.is_counted])).toEqual([
    ["1", "smart", "done", "yes"],
    ["1", "GPT-5", "failed", "yes"],
    ["2", "smart", "done", "yes"],
    ["3", "smart", "stopped", "no"],
    ["3", "smart", "done", "yes"],
  ]);
  expect(rows[0]).toMatchObject({
    seed: "77",
    value_city: "Rome",
    value_style: "verse",
    prompt: "Tell of Rome",
    system: "In verse",
    first_token_ms: "350",
    total_ms: "900",
    output_tokens: "20",
    cost_usd: "0.000213",
    connection: "cold",
    prompt_cache_hit: "no",
    limits_met: "1",
    attempts: "2",
    answer: "An answer.",
  });
  expect(rows[2]).toMatchObject({ connection: "warm", prompt_cache_hit: "yes", cache_read_tokens: "4" });
  // A value that is not there leaves its variable as it is; one that a spreadsheet would run is defused.
  expect(rows[2]).toMatchObject({ value_style: "", system: "In {{style}}", prompt: "Tell of =Łódź" });
  expect(unfuse(rows[2]?.value_city ?? "")).toBe("=Łódź");
  expect(rows[1]).toMatchObject({
    failure_class: "SERVER",
    failure_message: "Overloaded.",
    first_token_ms: "",
    answer: "",
  });
  // Nothing was measured, and nothing is known of it.
  expect(rows[3]).toMatchObject({ first_token_ms: "", cost_usd: "", connection: "", provider_id: "" });
});

test("what a run cost that measured nothing is told, so that costs add up to those of its progress", () => {
  const exported = repeatedExport();
  const cost = { nanoUsd: 5_000, source: "computed" } as const;
  const attempts = [{ ...attempt, firstAnswerMs: null, cost }];
  const runs = exported.runs.map((one) => (one.status === "stopped" ? { ...one, attempts } : one));
  const [stopped] = rowsOf(comparisonCsv({ ...exported, runs })).filter(({ status }) => status === "stopped");
  expect(stopped).toMatchObject({
    is_counted: "no",
    first_token_ms: "",
    cost_usd: "0.000005",
    is_cost_estimated: "no",
  });
});

test("the JSON holds the plan, and the round of each run", () => {
  const file: unknown = JSON.parse(comparisonJson(repeatedExport()));
  expect(file).toMatchObject({
    comparison: { prompt: "Tell of {{city}}", repeat: { seed: 77, times: 2, rows: [{ city: "Rome" }, {}] } },
    runs: [{ round: 0 }, { round: 0 }, { round: 1 }, { round: 2 }, { round: 2 }],
  });
});

test("Markdown tells how it was repeated, what each target measured, and each run in one line", () => {
  const text = comparisonMarkdown(repeatedExport());
  expect(text).toContain("Repeated 2× with 2 rows, one request at a time per provider, in an order by the seed 77.");
  expect(text).toMatch(/\| smart \| 3 \| 0 \| 0\.35\u00a0s \| too few runs \| 0\.90\u00a0s \|/);
  expect(text).toMatch(/\| GPT-5 \| 0 \| 1 \| too few runs \|/);
  expect(text).toContain("| 1 | Rome · verse | GPT-5 | Failed: Overloaded. |");
  expect(text).toContain("| cold | no hit |");
  expect(text).toContain("| warm | hit, 4 tokens |");
  expect(text).not.toContain("An answer.");
});

test("the page has the same two tables", () => {
  const page = comparisonHtml(repeatedExport());
  expect(page.match(/<table>/g)).toHaveLength(2);
  expect(page).toContain(
    "<td><bdi>warm</bdi></td><td><bdi>hit, 4 tokens</bdi></td>".replaceAll("</td><td>", "</td>\n<td>"),
  );
  expect(page).toContain("Repeated 2× with 2 rows");
});

/** Six runs of each of two routes of one name; OpenRouter takes 200 ms longer, and failed once. */
function routesExport() {
  const { comparison, ...exported } = exportOf();
  const routes = [
    { columnId: "c1", target: { kind: "model", providerId: "openai", modelId: "gpt-5" } },
    { columnId: "c2", target: { kind: "model", providerId: "OpenRouter", modelId: "openai/gpt-5" } },
  ] as const;
  const runs = routes.flatMap(({ columnId, target }, index) =>
    Array.from({ length: 6 }, (_, round): Run => {
      const firstAnswerMs = 350 + 200 * index + round;
      const [id, common] = [`${columnId}-${round}`, { ...run, columnId, target, title: "GPT-5", round }];
      if (index === 1 && round === 5) {
        return {
          ...common,
          id,
          status: "failed",
          answeredBy: null,
          failure: failureOf("SERVER", "It broke."),
          attempts: [],
        };
      }
      return { ...common, id, attempts: [{ ...attempt, firstAnswerMs }] };
    }),
  );
  const repeat = { purpose: "routes", times: 6, seed: 3, perProvider: 1, columns: routes } as const;
  return { ...exported, comparison: { ...comparison, repeat }, runs };
}

test("a cost that is not known is told as such, not as too few runs", () => {
  const exported = repeatedExport();
  const cost = { nanoUsd: null, source: "unknown" } as const;
  const runs = exported.runs.map((one) => ({ ...one, attempts: one.attempts.map((each) => ({ ...each, cost })) }));
  const text = comparisonMarkdown({ ...exported, runs });
  expect(text).toMatch(/\| smart \| 3 \| 0 \| 0\.35\u00a0s \| too few runs \|.* \| unknown \| 20\u00a0tokens \|/);
});

test("routes are told apart by who serves them, and the verdict stands above their figures with its basis", () => {
  const text = comparisonMarkdown(routesExport());
  expect(text).toContain("OpenRouter adds 0.20\u00a0s to the first token");
  expect(text).toContain("failed once in 6");
  expect(text).toMatch(/\| OpenAI \| 6 \| 0 \|/);
  expect(text).toMatch(/\| OpenRouter \| 5 \| 1 \|/);
  expect(text).toContain("bootstrap intervals");
  const page = comparisonHtml(routesExport());
  expect(page).toContain("<p>OpenRouter adds 0.20\u00a0s to the first token");
  expect(rowsOf(comparisonCsv(routesExport())).map(({ target }) => target)).toEqual([
    ...Array.from({ length: 6 }, () => "OpenAI"),
    ...Array.from({ length: 6 }, () => "OpenRouter"),
  ]);
  expect(comparisonMarkdown(repeatedExport())).not.toContain("bootstrap");
});

test("columns of one name are told apart by their provider", () => {
  const exported = routesExport();
  const repeat = { ...exported.comparison.repeat, purpose: "repeat" } as const;
  const rows = rowsOf(comparisonCsv({ ...exported, comparison: { ...exported.comparison, repeat } }));
  expect(new Set(rows.map(({ target }) => target))).toEqual(new Set(["GPT-5, OpenAI", "GPT-5, OpenRouter"]));
});

test("whatever data and failures say, the page has the same tags and Markdown the same lines", () => {
  const tagsOf = (page: string) => page.replace(/<style>[^<]*<\/style>/, "").match(/<[^>]*>/g);
  const plain = tagsOf(comparisonHtml(repeatedSaying("word")));
  for (const payload of payloads.filter((text) => text !== "")) {
    expect(tagsOf(comparisonHtml(repeatedSaying(payload)))).toEqual(plain);
    const lines = comparisonMarkdown(repeatedSaying(payload)).split("\n## What was measured\n")[1]?.split("\n") ?? [];
    expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(11);
    expect(lines.join("\n").replace(/\\./g, "")).not.toMatch(/<|\]\(|:\/\//);
  }
});

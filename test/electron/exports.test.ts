import { afterEach, beforeEach, expect, test } from "vitest";
import type { ComparisonFormat, SpendFormat } from "#shared/exports.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld } from "#test/support/sends-world.ts";

/** What was sent and what it cost, as files, through the whole program. */

let world: SendsWorld;
beforeEach(async () => {
  world = await openSendsWorld();
});
afterEach(() => world.close());

const comparison = async (format: ComparisonFormat) =>
  await valueFrom(world.call()("export.comparison", { comparisonId: "x1", format }));
const spend = async (format: SpendFormat) =>
  await valueFrom(world.call()("export.spend", { range: { kind: "all" }, format }));

test("a comparison in each format, and spend", async () => {
  const columns = await world.twoColumns();
  await world.send({ comparisonId: "x1", prompt: "=Hello <b>", columns: columns("1") });
  await valueFrom(world.call()("history.change", { comparisonId: "x1", title: "My title", tags: ["one"] }));
  const json: unknown = JSON.parse((await comparison("json")).text);
  expect(json).toMatchObject({
    format: "understudy-comparison",
    program: "Understudy 0.0.0",
    title: "My title",
    tags: ["one"],
    comparison: { prompt: "=Hello <b>" },
    runs: [{ text: "Alpha says so." }, { text: "Beta says so." }],
  });
  expect((await comparison("csv")).text.split("'=Hello <b>")).toHaveLength(3);
  expect((await comparison("html")).text).toContain("=Hello &lt;b&gt;");
  const markdown = await comparison("markdown");
  expect(markdown.text).toContain("# My title");
  expect(markdown.text).toContain("Alpha says so.");
  expect(markdown.fileName).toMatch(/^understudy-my-title-\d{4}-\d\d-\d\d\.md$/);
  const report = await valueFrom(world.call()("spend.report", { range: { kind: "all" } }));
  const file: { report: { total: unknown } } = JSON.parse((await spend("json")).text);
  expect(file.report.total).toEqual(report.total);
  expect((await spend("csv")).text).toContain("\r\nprovider,alpha,alpha,");
});

test("what is not there is told", async () => {
  const asked = world.call()("export.comparison", { comparisonId: "gone", format: "json" });
  expect((await failureFrom(asked)).code).toBe("not-found");
});

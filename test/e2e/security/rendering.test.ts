import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RenderingPayload, renderingPayloads } from "#test/fixtures/security/rendering.ts";
import { openBrowser } from "#test/support/browser.ts";
import { valueFrom } from "#test/support/calls.ts";
import { runsOf } from "#test/support/runs.ts";
import { carelessHtml, whatRuns } from "#test/support/untrusted/careless.ts";
import { batchesOf, longestMs, sampled } from "#test/support/untrusted/sampled.ts";
import { type Asked, openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/** R1 (security.md §6.4): nothing that a model writes is ever run, wherever the window shows it. */
let world: UntrustedWorld;

beforeAll(async () => {
  world = await openUntrustedWorld(await openBrowser());
});

afterAll(() => world.close());

type Asking = {
  readonly prompt?: string;
  /** How an answer comes; at once where this is not given. */
  readonly written?: (text: string) => { readonly pieces: readonly string[]; readonly restMs: number };
};

/** One answer for each payload, side by side. */
async function ask(payloads: readonly RenderingPayload[], { prompt = "Anything", written }: Asking = {}) {
  const models = payloads.map(({ id, text }) => {
    const modelId = id.replaceAll(" ", "-");
    const said = `Said of ${id}.\n\n${text}`;
    world.server.answer(modelId, { text: said, ...written?.(said) });
    return modelId;
  });
  return await world.ask(models, prompt);
}

/** Nothing was found, and every answer was really there. */
async function isHarmless(asked: Asked, payloads: readonly RenderingPayload[], where: string): Promise<void> {
  const texts = await asked.drawn();
  const names = payloads.map(({ id }) => id);
  for (const [index, name] of names.entries()) expect(texts[index], where).toContain(`Said of ${name}.`);
  expect(await world.watch.found(), `${where}: ${names.join(", ")}`).toEqual([]);
}

const show = (page: Page, view: "Columns" | "List" | "Diff") =>
  page.getByRole("group", { name: "View" }).getByText(view, { exact: true }).click();

describe("the corpus", () => {
  it("holds at least 200 payloads, each another one", () => {
    expect(renderingPayloads.length).toBeGreaterThanOrEqual(200);
    expect(new Set(renderingPayloads.map(({ text }) => text)).size).toBe(renderingPayloads.length);
  });

  it("does harm where a program is careless: more than half of it runs there", async () => {
    const context = await (await openBrowser()).newContext();
    const page = await context.newPage();
    const cases = sampled(renderingPayloads, 40).map(({ id, text }) => ({ id, html: carelessHtml(text) }));
    const ran = await whatRuns(page, cases);
    await context.close();
    expect(ran.length).toBeGreaterThan(cases.length / 2);
  });

  it("would be noticed: each kind of harm is found where it is done on purpose", async () => {
    const { page, watch } = await world.openPage();
    expect(await watch.found()).toEqual([]);
    await page.evaluate(doHarm);
    await expect.poll(async () => seen(await watch.found())).toEqual([]);
    await page.close();

    /** Which kinds were not found so far. */
    function seen(found: readonly string[]): readonly string[] {
      for (const one of found) for (const kind of kinds) if (one.startsWith(kind)) kinds.delete(kind);
      return [...kinds];
    }
  });
});

const kinds = new Set([
  "script: __pwn was called",
  "dialog: alert",
  "dialog: open",
  "policy: require-trusted-types-for refused",
  "policy: img-src refused",
  "element: iframe",
  "element: script",
  "element: style",
  "attribute: ontouchfoo=",
  "attribute: href=javascript:",
  "attribute: src=http://evil.test",
  "attribute: style=",
]);

/** In the page: what a payload would do if it could. */
function doHarm(): void {
  const add = (tag: string, name = "title", value = "") => {
    const element = document.createElement(tag);
    element.setAttribute(name, value);
    document.body.append(element);
    return element;
  };
  window.__pwn?.();
  window.alert();
  window.open("https://evil.test");
  // Trusted Types refuse the next two by throwing; that they were tried is what counts here.
  for (const harm of [
    () => Reflect.set(add("div"), "innerHTML", "<b>a</b>"),
    () => add("p", "onclick", "__pwn()"),
    () => document.head.append(Object.assign(document.createElement("script"), { text: "__pwn()" })),
  ]) {
    try {
      harm();
    } catch (error) {
      console.info(error);
    }
  }
  const script = document.createElement("script");
  script.append("__pwn()");
  document.body.append(script);
  add("iframe");
  add("style");
  add("p", "style", "background: url(//evil.test)");
  add("p", "ontouchfoo", "__pwn()");
  add("a", "href", "javascript:__pwn()");
  add("img", "src", "http://evil.test/a.png");
}

describe("R1 in answers", () => {
  it("runs nothing of any payload, once it is whole and when the window was loaded anew", {
    timeout: longestMs,
  }, async () => {
    const batches = batchesOf(sampled(renderingPayloads, 40));
    for (const [index, batch] of batches.entries()) {
      const asked = await ask(batch);
      await isHarmless(asked, batch, "whole");
      if (index % runsOf(4, 1) > 0) continue;
      await world.page.reload();
      await isHarmless(asked, batch, "loaded anew");
    }
  });

  it("runs nothing while an answer streams letter by letter", { timeout: longestMs }, async () => {
    const short = renderingPayloads.filter(({ text }) => text.length <= 60);
    for (const batch of batchesOf(sampled(short, 8))) {
      const asked = await ask(batch, { written: (text) => ({ pieces: Array.from(text), restMs: 20 }) });
      await isHarmless(asked, batch, "letter by letter");
    }
  });

  it("runs nothing in the list, in the diff and in the history, where it is found by its words", {
    timeout: longestMs,
  }, async () => {
    const { page, watch } = world;
    for (const [place, pair] of batchesOf(sampled(renderingPayloads, 4), 2).entries()) {
      const prompt = `Pair number ${place}.`;
      await (await ask(pair, { prompt })).drawn();
      await show(page, "List");
      const rows = page.getByRole("table", { name: "Answers" }).locator("tbody").getByRole("row");
      for (const [index, { id }] of pair.entries()) {
        // The list is sorted by time: the answer that was asked for second may be the first.
        await rows.filter({ has: page.locator(`[data-answer$="-${index}"]`) }).click();
        await page.getByRole("article").getByText(`Said of ${id}.`).first().waitFor();
      }
      await show(page, "Diff");
      await page.getByRole("region", { name: "Differences" }).first().waitFor();
      await page.getByRole("link", { name: "History" }).click();
      await page.getByLabel("Search history").fill("said");
      const found = page.getByRole("option").filter({ hasText: prompt });
      await found.locator("mark").first().waitFor();
      await found.click();
      for (const { id } of pair) await page.getByRole("article").getByText(`Said of ${id}.`).first().waitFor();
      expect(await watch.found(), pair.map(({ id }) => id).join(", ")).toEqual([]);
      await page.getByRole("link", { name: "Compare" }).click();
      await show(page, "Columns");
    }
  });

  it("runs nothing of an exported page", async () => {
    const { call, page } = world;
    const batch = sampled(renderingPayloads, renderingPayloads.length).slice(0, 16);
    const { comparisonId } = await ask(batch);
    const { text } = await valueFrom(call("export.comparison", { comparisonId, format: "html" }));
    const context = page.context();
    const other = await context.newPage();
    await other.setContent(text);
    expect(await other.locator("pre").count()).toBeGreaterThan(batch.length);
    const found = await other.evaluate(() => {
      window.__look?.();
      return window.__found;
    });
    // It has a style of its own, and its policy in its head; no more.
    expect(new Set(found)).toEqual(new Set(["element: style"]));
    await other.close();
  });
});

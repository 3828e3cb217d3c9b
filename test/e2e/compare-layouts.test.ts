import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";
import { openBrowser } from "#test/support/browser.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";
import { projectRoot } from "#test/support/processes.ts";
import { type ScriptedHost, startScriptedHost } from "#test/support/scripted-host.ts";
import { manyScene } from "#test/support/scripted-many.ts";
import type { Scene } from "#test/support/scripted-scenes.ts";
import { takeHold } from "#test/support/take-hold.ts";
import { type Troubles, watchTroubles } from "#test/support/troubles.ts";

const nowMs = Date.UTC(2026, 10, 22, 14, 32, 7);

let host: ScriptedHost | null = null;
let context: BrowserContext | null = null;
let troubles: Troubles | null = null;
let app: App | null = null;

afterEach(async () => {
  expect(troubles?.list() ?? []).toEqual([]);
  troubles = null;
  await context?.close();
  await host?.close();
  await app?.stop();
  context = null;
  host = null;
  app = null;
});

/** The first `count` answers of nine, more of them repeated. */
function sceneOf(count: number): (atMs: number) => Scene {
  return (atMs) => {
    const { prompt, runs } = manyScene(atMs);
    const repeated = Array.from({ length: count }, (_, index) => {
      const run = runs[index % runs.length];
      if (run === undefined) throw new Error("The scene is empty.");
      return index < runs.length ? run : { ...run, id: `${run.id}-${index}`, columnId: `${run.columnId}-${index}` };
    });
    return { prompt, runs: repeated, columns: repeated.map((run) => ({ id: run.columnId, target: run.target })) };
  };
}

type Size = { readonly width: number; readonly height: number };

async function open(count: number, viewport: Size = { width: 1440, height: 900 }): Promise<Page> {
  const root = join(projectRoot, "dist/renderer");
  host = await startScriptedHost({ root, scene: sceneOf(count), theme: "light", demo: false, nowMs });
  const browser = await openBrowser();
  context = await browser.newContext({ viewport, reducedMotion: "reduce" });
  troubles = await watchTroubles(context, []);
  const page = await context.newPage();
  await page.clock.setFixedTime(nowMs);
  await page.goto(host.url);
  await page.getByRole("group", { name: "View" }).waitFor();
  return page;
}

const show = (page: Page, view: "Columns" | "List" | "Diff") =>
  page.getByRole("group", { name: "View" }).getByText(view, { exact: true }).click();

const isOn = (page: Page, view: string) => page.getByRole("radio", { name: view, exact: true }).isChecked();

/** What is in the columns from left to right. */
async function columnNames(page: Page): Promise<(string | null)[]> {
  const articles = await page.getByRole("article").all();
  return Promise.all(articles.map((one) => one.getAttribute("aria-label")));
}

async function widthOf(page: Page, name: string): Promise<number> {
  const box = await page.getByRole("article", { name, exact: true }).boundingBox();
  if (box === null) throw new Error(`${name} is not drawn.`);
  return box.width;
}

async function centerOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not drawn.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe("Columns", () => {
  it("are dragged to another place by their grip, without breaking the page's policy", async () => {
    const page = await open(3);
    expect(await columnNames(page)).toEqual(["Llama 3.3 70B", "Gemini 2.5 Flash", "fast"]);
    const grip = await centerOf(page, 'button[aria-label="Move Llama 3.3 70B"]');
    const target = await centerOf(page, 'article[aria-label="fast"]');
    await takeHold(page, page.getByRole("button", { name: "Move Llama 3.3 70B" }));
    for (let step = 1; step <= 12; step += 1) {
      await page.mouse.move(grip.x + ((target.x - grip.x + 60) * step) / 12, grip.y, { steps: 2 });
      await page.waitForTimeout(16);
    }
    const moved = ["Gemini 2.5 Flash", "fast", "Llama 3.3 70B"];
    await expect.poll(() => columnNames(page)).toEqual(moved);
    await page.mouse.up();
    await expect.poll(() => page.locator("[data-dnd-dragging], [data-dnd-placeholder]").count()).toBe(0);
    await expect.poll(() => host?.calls()).toContain("conversation.save");
    expect(await columnNames(page)).toEqual(moved);
    expect(host?.calls().filter((method) => method === "conversation.save")).toHaveLength(1);
  });

  it("are moved by keyboard: Space, arrows, Space; Alt and an arrow; or the menu", async () => {
    const page = await open(3);
    const grip = page.getByRole("button", { name: "Move fast" });
    await grip.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowLeft");
    expect(await columnNames(page)).toEqual(["Llama 3.3 70B", "fast", "Gemini 2.5 Flash"]);
    expect(await grip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Space");
    await page.keyboard.press("Alt+ArrowLeft");
    expect(await columnNames(page)).toEqual(["fast", "Llama 3.3 70B", "Gemini 2.5 Flash"]);
    await page.getByRole("article", { name: "fast" }).getByRole("button", { name: "Column menu" }).click();
    await page.getByRole("menuitem", { name: "Move right" }).click();
    expect(await columnNames(page)).toEqual(["Llama 3.3 70B", "fast", "Gemini 2.5 Flash"]);
  });

  it("are resized by their edge, by keyboard too, keep their widths over a reload, and become equal again", async () => {
    const page = await open(3);
    const equal = await widthOf(page, "Llama 3.3 70B");
    const edge = page.getByRole("separator", { name: "Width of Llama 3.3 70B" });
    const box = await edge.boundingBox();
    if (box === null) throw new Error("The edge is not drawn.");
    await page.mouse.move(box.x + 4, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 64, box.y + 300, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => widthOf(page, "Llama 3.3 70B")).toBeCloseTo(equal + 60, -0.5);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => widthOf(page, "Llama 3.3 70B")).toBeCloseTo(equal + 76, -0.5);
    await expect.poll(async () => Number(await edge.getAttribute("aria-valuenow"))).toBeCloseTo(equal + 76, -0.5);
    await page.reload();
    await edge.waitFor();
    expect(await widthOf(page, "Llama 3.3 70B")).toBeCloseTo(equal + 76, -0.5);
    await edge.dblclick();
    await expect.poll(() => widthOf(page, "Llama 3.3 70B")).toBeCloseTo(equal, -0.5);
  });

  it("scroll together where that is switched on", async () => {
    const page = await open(2, { width: 1024, height: 700 });
    const tops = () =>
      page
        .locator("article section[tabindex]")
        .evaluateAll((all) =>
          all.map((one) => Math.round((one.scrollTop / Math.max(1, one.scrollHeight - one.clientHeight)) * 100)),
        );
    // What is drawn later makes the way longer.
    await drawnTexts(page);
    const first = page.locator("article section[tabindex]").first();
    await first.hover();
    await page.mouse.wheel(0, 120);
    await expect.poll(tops).not.toEqual([0, 0]);
    expect((await tops())[1]).toBe(0);
    await page.getByRole("button", { name: "Scroll columns together" }).click();
    await first.hover();
    await page.mouse.wheel(0, 2_000);
    await expect.poll(tops).toEqual([100, 100]);
  });

  it("fit sixteen side by side in one scroll, none narrower than 300 px", async () => {
    const page = await open(16);
    expect(await isOn(page, "List")).toBe(true);
    await show(page, "Columns");
    await expect.poll(() => page.getByRole("article").count()).toBe(16);
    const widths = await page.getByRole("article").evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(299);
    expect(await page.getByRole("button", { name: "Add column" }).isDisabled()).toBe(true);
    // The choice stays for conversations of this size.
    await page.reload();
    await expect.poll(() => page.getByRole("article").count()).toBe(16);
  });
});

describe("List", () => {
  it("sorts by its heads, marks the best and goes through answers by keyboard", async () => {
    const page = await open(9);
    const table = page.getByRole("table", { name: "Answers" });
    const first = () => table.getByRole("row").nth(1).getByRole("button").textContent();
    expect(await first()).toBe("Llama 3.3 70B");
    expect(await table.getByRole("columnheader", { name: "Total" }).getAttribute("aria-sort")).toBe("ascending");
    await table.getByRole("button", { name: "Cost" }).click();
    expect(await table.getByRole("columnheader", { name: "Cost" }).getAttribute("aria-sort")).toBe("ascending");
    await table.getByRole("button", { name: "Cost" }).click();
    expect(await first()).toBe("smart");
    expect(await table.getByText("Best of 7").count()).toBeGreaterThanOrEqual(4);
    await table.getByRole("button", { name: "smart" }).click();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("article", { name: "GPT-4o", exact: true }).waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("article", { name: "GPT-4o, pinned" }).waitFor();
    expect(await page.getByRole("article").count()).toBe(2);
    await page.getByRole("button", { name: "Next answer" }).click();
    expect(
      await page.getByRole("button", { name: "Next answer" }).evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await page.getByRole("button", { name: "Unpin" }).click();
    expect(await page.getByRole("article").count()).toBe(1);
  });

  it("draws cost against time, names what cannot be drawn, reads an answer from its dot, and is a table too", async () => {
    const page = await open(9);
    const chart = page.getByRole("region", { name: "Cost against total time" });
    expect(await chart.getByRole("img").getAttribute("aria-label")).toContain(
      "for seven answers. Llama 3.3 70B is fastest",
    );
    expect(await chart.textContent()).toContain("llama3.2:3b has no price, free has no answer.");
    await chart.getByRole("button", { name: /^GPT-4o: 7.90/ }).click();
    await page.getByRole("article", { name: "GPT-4o", exact: true }).waitFor();
    await chart.getByRole("button", { name: "View as table" }).click();
    expect(await chart.getByRole("table").getByRole("row").count()).toBe(8);
  });

  it("brings the answer of a picked row into sight where it stands below the list", async () => {
    const page = await open(9, { width: 720, height: 450 });
    const row = page.getByRole("table", { name: "Answers" }).getByRole("row", { name: /GPT-4o mini/ });
    await row.getByRole("button").press("Enter");
    const heading = page.getByRole("article", { name: "GPT-4o mini" }).getByRole("heading", { name: /GPT-4o mini/ });
    await expect
      .poll(async () => {
        const box = await heading.boundingBox();
        const list = await page.getByRole("region", { name: "Composer" }).boundingBox();
        return box !== null && list !== null && box.y > 0 && box.y + box.height < list.y;
      })
      .toBe(true);
  });

  it("has no findings of axe at any size, and takes over where columns do not fit", async () => {
    for (const size of [
      { width: 1440, height: 900 },
      { width: 720, height: 450 },
    ]) {
      const page = await open(4, size);
      if (size.width === 720) expect(await isOn(page, "List")).toBe(true);
      else await show(page, "List");
      await page.getByRole("table", { name: "Answers" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await context?.close();
      await host?.close();
    }
  });

  it("is live while answers stream, and adds a target", async () => {
    app = await launchApp();
    const { page } = app;
    await page.getByRole("button", { name: "Start the demo" }).click();
    await page.getByRole("textbox", { name: "Prompt" }).waitFor();
    await show(page, "List");
    await page.getByRole("textbox", { name: "Prompt" }).fill("Write a SQL migration that adds a currency column.");
    await page.getByRole("button", { name: "Send" }).click();
    const row = page.getByRole("table", { name: "Answers" }).getByRole("row", { name: /smart/ });
    await expect.poll(() => row.textContent()).toMatch(/chain, link \d/);
    const figures = () => row.getByRole("cell").nth(4).textContent();
    const before = await figures();
    await expect.poll(figures).not.toBe(before);
    await page.getByRole("button", { name: "Add target" }).click();
    await page.getByRole("article", { name: "New column" }).waitFor();
    // It asks at once what to send to, though the pane that reads it was there before.
    await page
      .getByRole("option", { name: /GPT-6 Luna/ })
      .first()
      .click();
    await page.getByRole("article", { name: "GPT-6 Luna" }).waitFor();
    await expect.poll(() => page.getByRole("option").count()).toBe(0);
    await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, null, {
      timeout: 120_000,
    });
  });
});

describe("Diff", () => {
  it("compares an answer with a baseline by words and by lines, and goes from difference to difference", async () => {
    const page = await open(3);
    await show(page, "Diff");
    const diff = page.getByRole("region", { name: "Diff", exact: true });
    await expect.poll(() => diff.getByRole("status").textContent()).toMatch(/words added, \d+ removed, \d+% the same/);
    expect(await diff.locator("ins, del").first().textContent()).toMatch(/^(added|removed): /);
    await diff.getByRole("button", { name: "Next difference" }).click();
    await diff.getByRole("button", { name: "Next difference" }).click();
    expect(await diff.textContent()).toMatch(/2 of \d+/);
    expect(await diff.locator("[data-shown]").count()).toBeGreaterThan(0);
    await diff.getByText("Lines", { exact: true }).click();
    await diff.locator('[data-sign="+"]').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await diff.getByLabel("Compared with it").selectOption({ label: "fast" });
    await diff.getByRole("button", { name: "Swap" }).click();
    expect(await diff.getByLabel("Baseline").inputValue()).not.toBe(
      await diff.getByLabel("Compared with it").inputValue(),
    );
  });
});

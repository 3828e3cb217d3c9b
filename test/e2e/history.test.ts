import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";

const running: App[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function launch(dataDir?: string): Promise<Page> {
  const app = await launchApp(dataDir === undefined ? {} : { dataDir });
  running.push(app);
  return app.page;
}

const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });
const options = (page: Page) => page.getByRole("option");
const detail = (page: Page) => page.getByRole("region", { name: "Prompt", exact: true });

const answerOf = (page: Page) => page.getByRole("region", { name: /^Answer of/ }).first();

/** Sends, and stops the answers once each has begun: nobody waits for their ends. */
async function ask(page: Page, text: string): Promise<void> {
  await prompt(page).fill(text);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => {
    const answers = [...document.querySelectorAll('[aria-label^="Answer of"]')];
    return answers.length === 3 && answers.every((answer) => answer.textContent.length > 20);
  });
  await page.keyboard.press("Control+.");
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null);
}

it("finds a prompt by its words after a restart, by keyboard alone, and opens it in Compare as it was", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-history-"));
  folders.push(dataDir);
  const first = await launch(dataDir);
  await first.getByRole("button", { name: "Start the demo" }).click();
  await ask(first, "Name three colours of autumn.");
  const [answer = ""] = await drawnTexts(first, "section[aria-label^='Answer of']");
  for (const app of running.splice(0)) await app.stop();

  const page = await launch(dataDir);
  await prompt(page).waitFor();
  await page.keyboard.press("Control+Shift+F");
  await page.locator("#history-search:focus").waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[role="option"]').length === 1);
  await page.keyboard.type("autumn colou");
  await page.getByText("1 of 1").waitFor();
  expect(await options(page).locator("mark").allTextContents()).toContain("autumn");
  await detail(page).getByText("Name three colours of autumn.").waitFor();
  expect(await page.getByRole("table", { name: "Answers" }).getByRole("row").count()).toBe(4);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Sent prompt" }).getByText("Name three colours of autumn.").waitFor();
  await expect.poll(() => page.getByRole("article").count()).toBe(3);
  expect(answer.length).toBeGreaterThan(20);
  await expect.poll(() => answerOf(page).textContent()).toBe(answer);
});

it("deletes a comparison after a question, and brings it back", async () => {
  const page = await launch();
  await page.getByRole("button", { name: "Start the demo" }).click();
  await ask(page, "Name three colours of autumn.");
  await page.getByRole("link", { name: "History" }).click();
  await options(page).first().click();
  await detail(page).waitFor();
  await page.getByRole("listbox", { name: "Comparisons" }).press("Delete");
  const question = page.getByRole("dialog", { name: "Delete this comparison?" });
  expect(await question.textContent()).toContain("3 answers, all simulated. Spend totals stay.");
  await question.getByRole("button", { name: "Delete" }).click();
  await page.getByText("Nothing was sent yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await options(page).first().waitFor();
  expect(await options(page).first().textContent()).toContain("Name three colours of autumn.");
});

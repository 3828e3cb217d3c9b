import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { launchApp } from "#test/support/app.ts";
import { closeBrowser } from "#test/support/browser.ts";

/**
 * Eight demo columns stream at once in headless Chromium over the built loopback host: React commits per second, the
 * longest frame, long tasks, while all eight stream, over several sends; and the size of what the window loads before
 * its first view and by the end of the first answer. Prints a table, then the same as one line of JSON.
 */

const columns = 8;
const sends = 5;

type Figures = { commits: number; frames: number; longestFrameMs: number; longTasks: number; streamedMs: number };

/** React tells every commit to the hook that its developer tools would install, in production builds too. */
function countCommits(): void {
  Reflect.set(window, "reactCommits", 0);
  Reflect.set(window, "__REACT_DEVTOOLS_GLOBAL_HOOK__", {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE: () => undefined,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: () => Reflect.set(window, "reactCommits", Number(Reflect.get(window, "reactCommits")) + 1),
  });
}

/** Measures from the moment all columns stream to the moment the first of them ends. */
async function measure(page: Page): Promise<Figures> {
  return page.evaluate(async (wanted) => {
    const busy = () => document.querySelectorAll('article[aria-busy="true"]').length;
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const commits = () => Number(Reflect.get(window, "reactCommits"));
    while (busy() < wanted) await frame();
    let longTasks = 0;
    const observer = new PerformanceObserver((list) => {
      longTasks += list.getEntries().length;
    });
    observer.observe({ type: "longtask" });
    const before = commits();
    const startMs = performance.now();
    let last = startMs;
    let frames = 0;
    let longestFrameMs = 0;
    while (busy() === wanted) {
      await frame();
      const now = performance.now();
      frames += 1;
      longestFrameMs = Math.max(longestFrameMs, now - last);
      last = now;
    }
    observer.disconnect();
    return { commits: commits() - before, frames, longestFrameMs, longTasks, streamedMs: last - startMs };
  }, columns);
}

const dist = new URL("../../dist/renderer/", import.meta.url);

const gzipBytes = (file: string) => gzipSync(readFileSync(new URL(file, dist))).length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** The page and every script and style that it names. */
function initialBytes(): number {
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  return sum(["index.html", ...files].map(gzipBytes));
}

/** The page and everything that it has loaded by now. */
async function loadedBytes(page: Page): Promise<number> {
  const urls = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  const files = urls.map((url) => new URL(url).pathname.slice(1)).filter((path) => path.startsWith("assets/"));
  return sum(["index.html", ...new Set(files)].map(gzipBytes));
}

async function addColumns(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  for (let count = await page.getByRole("article").count(); count < columns; count += 1) {
    await page.getByRole("button", { name: "Add column" }).click();
    await page.getByRole("option").nth(count).click();
  }
}

async function sendAndMeasure(page: Page): Promise<Figures> {
  const prompt = "Explain in detail how a relational database plans, runs and caches a query, with code and a table.";
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByRole("button", { name: "Send" }).click();
  const figures = await measure(page);
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null);
  return figures;
}

const app = await launchApp();
const { page } = app;
try {
  await page.addInitScript(countCommits);
  await page.reload();
  await page.getByRole("button", { name: "Start the demo" }).click();
  await addColumns(page);
  const all: Figures[] = [];
  for (let index = 0; index < sends; index += 1) all.push(await sendAndMeasure(page));
  const seconds = sum(all.map(({ streamedMs }) => streamedMs)) / 1000;
  const result = {
    columns,
    sends,
    secondsWithAllStreaming: Number(seconds.toFixed(2)),
    commitsPerSecond: Number((sum(all.map(({ commits }) => commits)) / seconds).toFixed(1)),
    framesPerSecond: Number((sum(all.map(({ frames }) => frames)) / seconds).toFixed(1)),
    longestFrameMs: Number(Math.max(...all.map(({ longestFrameMs }) => longestFrameMs)).toFixed(1)),
    longTasks: sum(all.map(({ longTasks }) => longTasks)),
    initialGzipBytes: initialBytes(),
    gzipBytesAfterFirstAnswer: await loadedBytes(page),
  };
  console.table(result);
  console.log(JSON.stringify(result));
} finally {
  await app.stop();
  await closeBrowser();
}

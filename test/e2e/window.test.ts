import { createServer } from "node:http";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import type { HostEvent } from "#shared/contract.ts";
import { showThemeOf, violationsInBothThemes } from "#test/support/accessibility.ts";
import { openBrowser } from "#test/support/browser.ts";
import { projectRoot } from "#test/support/processes.ts";
import { gptAnswer } from "#test/support/scripted-answers.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";
import { gatewayOn, gatewayRequests } from "#test/support/scripted-gateway.ts";
import { type ScriptedHost, type ScriptedHostOptions, startScriptedHost } from "#test/support/scripted-host.ts";
import { compareScene, type Scene, statesScene } from "#test/support/scripted-scenes.ts";
import { type Troubles, watchTroubles } from "#test/support/troubles.ts";

/** The built window on a scripted host: states and attacks that no real run would bring about on demand. */
let host: ScriptedHost | null = null;
let context: BrowserContext | null = null;
let troubles: Troubles | null = null;

afterEach(async () => {
  expect(troubles?.list()).toEqual([]);
  await context?.close();
  await host?.close();
});

type Shown = { readonly width?: number; readonly height?: number; readonly theme?: ScriptedHostOptions["theme"] };

async function open(scene: (nowMs: number) => Scene, shown: Shown = {}): Promise<Page> {
  const { width = 1440, height = 900, theme = "light" } = shown;
  const gateway = (nowMs: number) => ({ gateway: gatewayOn, gatewayRequests: gatewayRequests(nowMs) });
  host = await startScriptedHost({ root: join(projectRoot, "dist/renderer"), scene, theme, demo: false, gateway });
  const browser = await openBrowser();
  context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  troubles = await watchTroubles(context, []);
  const page = await context.newPage();
  // Every state side by side, however many there are; the list has tests of its own.
  await page.addInitScript(() => localStorage.setItem("understudy-compare-layout", '{"picked":{"many":"columns"}}'));
  await page.goto(host.url);
  await page.getByRole("article").first().waitFor();
  return page;
}

/** Scroll regions of the Gateway view that are wider than their place. */
function sidewaysOf(page: Page): Promise<readonly string[]> {
  return page.$$eval("main .scroll", (regions) =>
    regions.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className),
  );
}

/** One column that shows `text`, finished or streaming. */
function sceneWith(text: string): (nowMs: number) => Scene {
  return (nowMs) => {
    const attempts = [attemptOf("a", { status: "answered", endMs: 900, firstContentMs: 200 })];
    const run = runOf("one", { startedAtMs: nowMs, status: "done", endMs: 900, answeredBy: "a", text, attempts });
    return { prompt: "Anything", runs: [run], columns: [{ id: run.columnId, target: run.target }] };
  };
}

describe("accessibility", () => {
  const sizes = [
    { width: 1024, height: 700 },
    { width: 1440, height: 900 },
    { width: 2560, height: 1440 },
  ];
  it("axe finds nothing in any state at any size, in both themes", async () => {
    for (const scene of [compareScene, statesScene]) {
      const page = await open(scene, { theme: "light" });
      for (const size of sizes) {
        await page.setViewportSize(size);
        expect(await violationsInBothThemes(page, showThemeOf(host)), `${scene.name} at ${size.width}`).toEqual([]);
      }
      await context?.close();
      await host?.close();
    }
  });

  it("axe finds nothing in the Gateway's requests at any size, in both themes", async () => {
    const page = await open(compareScene, { theme: "light" });
    await page.getByRole("link", { name: "Gateway" }).click();
    await page
      .getByRole("button", { name: /, support-agent, chain\/smart$/ })
      .nth(1)
      .click();
    await page.getByRole("table", { name: "Attempts of chain/smart" }).waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await violationsInBothThemes(page, showThemeOf(host)), `at ${size.width}`).toEqual([]);
      expect(await sidewaysOf(page)).toEqual([]);
    }
  });
});

describe("an answer is untrusted text", () => {
  it("makes no request, runs no script and follows no link by itself", async () => {
    let requests = 0;
    const thief = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
    const address = thief.address();
    const at = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
    const text = [
      `![pixel](${at}/pixel.png) <img src="${at}/raw.png" onerror="window.owned = 1">`,
      `<script>window.owned = 1</script> <iframe src="${at}/frame"></iframe>`,
      `<link rel="prefetch" href="${at}/prefetch">`,
      `[script](javascript:window.owned=1) [real](${at}/page)`,
      `<svg onload="window.owned = 1"><image href="${at}/svg.png" /></svg>`,
    ].join("\n\n");
    const page = await open(sceneWith(text));
    const answer = page.getByRole("article");
    await answer.getByRole("link", { name: "real" }).click({ button: "middle" });
    await page.waitForTimeout(500);
    expect(requests).toBe(0);
    expect(await page.evaluate(() => "owned" in window)).toBe(false);
    expect(await answer.locator("img, script, iframe, svg[onload], a[href]").count()).toBe(0);
    thief.close();
  });

  it("opens a link only after a dialog showed its whole address, hidden characters too", async () => {
    const page = await open(sceneWith("[bank](https://bank.example.evil.example/a\u202egpj.exe)"));
    await page.getByRole("link", { name: "bank" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("bank.example.evil.example");
    expect(await dialog.textContent()).toMatch(/%E2%80%AE|U\+202E/);
    expect(host?.calls().includes("link.open")).toBe(false);
    await dialog.getByRole("button", { name: "Open link" }).click();
    await dialog.waitFor({ state: "detached" });
    // The window does not wait for the host here.
    await expect.poll(() => host?.calls()).toContain("link.open");
  });
});

describe("streaming", () => {
  it("redraws at most four of eight answers at once and stays at the end of each", async () => {
    const runs = Array.from({ length: 8 }, (_, index) =>
      runOf(`r${index}`, { startedAtMs: Date.now(), attempts: [attemptOf(`r${index}-a`, {})] }),
    );
    const columns = runs.map((run) => ({ id: run.columnId, target: run.target }));
    const page = await open(() => ({ prompt: "Anything", runs, columns }));
    const text = `${gptAnswer}\n\n`.repeat(4);
    const firstChars = gptAnswer.length;
    const say = (seq: number, from: number, to: number) => {
      const events = runs.map(
        (run): HostEvent => ({
          topic: "run",
          event: {
            type: "delta",
            runId: run.id,
            attemptId: `${run.id}-a`,
            atMs: 10 + from,
            channel: "text",
            text: text.slice(from, to),
          },
        }),
      );
      host?.send({ kind: "batch", batch: { seq, events } });
    };
    const boxes = page.getByRole("article").locator("section[tabindex]");
    say(1, 0, firstChars);
    // What draws Markdown and code is fetched late, and takes the place of plain text in all answers at once.
    await expect.poll(() => page.locator("article:has([class*=hljs-])").count()).toBe(8);
    await page.waitForLoadState("networkidle");
    await page.evaluate(watchAnswers);
    for (let at = firstChars, seq = 2; at < text.length; at += 24, seq += 1) {
      say(seq, at, at + 24);
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    // The last word of each repetition. How often a busy machine draws until then is its own affair.
    await expect.poll(() => boxes.locator("code", { hasText: /^VALIDATE$/ }).count()).toBe(8 * 4);
    expect(await page.evaluate(() => window.redrawn?.answers.size)).toBe(8);
    expect(await page.evaluate(() => Math.max(...(window.redrawn?.counts ?? [])))).toBeLessThanOrEqual(4);
    // Between a change of the text and its frame the end is further down.
    const gaps = () =>
      boxes.evaluateAll((all) => all.map((box) => box.scrollHeight - box.clientHeight - box.scrollTop));
    await expect.poll(async () => Math.max(...(await gaps()))).toBeLessThan(40);
  });
});

declare global {
  interface Window {
    redrawn?: { readonly counts: number[]; readonly answers: Set<Element> };
  }
}

/** How many answers each commit changed, for each frame since the last one: a busy machine commits two at once. */
function watchAnswers(): void {
  const counts: number[] = [];
  const all = new Set<Element>();
  window.redrawn = { counts, answers: all };
  let frames = 0;
  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const answerOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest("section[tabindex]");
  new MutationObserver((changes) => {
    const answers = new Set(changes.flatMap((change) => answerOf(change.target) ?? []));
    if (answers.size === 0) return;
    for (const answer of answers) all.add(answer);
    counts.push(answers.size / Math.max(1, frames));
    frames = 0;
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}

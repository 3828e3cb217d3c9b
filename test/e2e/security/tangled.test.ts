import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tangledDocuments } from "#test/fixtures/security/tangles.ts";
import { openBrowser } from "#test/support/browser.ts";
import { runsOf } from "#test/support/runs.ts";
import { batchesOf, longestMs, sampled } from "#test/support/untrusted/sampled.ts";
import { openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/** R5 (security.md §6.4) in the window: no answer stops it. How the work grows is in tangled.test.tsx of the renderer. */
let world: UntrustedWorld;

beforeAll(async () => {
  world = await openUntrustedWorld(await openBrowser());
});

afterAll(() => world.close());

const length = runsOf(8_000, 20_000);
const pieceLength = 2_000;
/** The bar is 1 s for whatever is drawn in one go; a busy machine has three times as long. */
const longestTaskMs = 3_000;

/** The longest time in which the window did nothing else, in ms. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { longestTaskMs: 0 });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        Object.assign(window, { longestTaskMs: Math.max(duration, Number(Reflect.get(window, "longestTaskMs"))) });
      }
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => Number(Reflect.get(window, "longestTaskMs")));
}

/** Resolves when nothing was drawn for half a second. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 500);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 500);
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}

it("R5: the window draws every tangled answer as it streams, is never held up for long, and answers a press", {
  timeout: longestMs,
}, async () => {
  const { page, server, watch } = world;
  const documents = Object.entries(tangledDocuments(length)).map(([name, text]) => ({ name, text }));
  for (const batch of batchesOf(sampled(documents, 8))) {
    const longest = await watchTasks(page);
    const models = batch.map(({ name, text }) => {
      const pieces = Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, at) =>
        text.slice(at * pieceLength, (at + 1) * pieceLength),
      );
      server.answer(name.replaceAll(" ", "-"), { text, pieces });
      return name.replaceAll(" ", "-");
    });
    const asked = await world.ask(models);
    await asked.drawn();
    await atRest(page);
    const names = models.join(", ");
    const texts = (await asked.drawn()).join("\n");
    expect(texts, names).not.toContain("could not be drawn");
    expect(texts, names).not.toContain("cannot be drawn");
    expect(await longest(), names).toBeLessThan(longestTaskMs);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.getByRole("link", { name: "Compare" }).click();
    expect(await watch.found(), names).toEqual([]);
  }
});

import { launchBrowser } from "#test/support/browser.ts";
import { watchTroubles } from "#test/support/troubles.ts";

const reloadEveryMs = 3_000;

/**
 * A real page on the program while it works, reloaded in the middle of everything again and again. Gives in words what
 * went wrong in it.
 */
export async function reloadPage(url: string, reloads: number): Promise<readonly string[]> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const troubles = await watchTroubles(context, []);
    const page = await context.newPage();
    await page.goto(url);
    for (let done = 0; done < reloads; done += 1) {
      await page.getByRole("textbox", { name: "Prompt" }).first().waitFor();
      await page.getByRole("article").first().waitFor();
      await page.waitForTimeout(reloadEveryMs);
      await page.reload();
    }
    await page.getByRole("article").first().waitFor();
    troubles.close();
    return troubles.list().map((trouble) => `The page was in trouble: ${trouble}`);
  } finally {
    await browser.close();
  }
}

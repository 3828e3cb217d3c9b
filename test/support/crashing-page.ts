import { type BrowserContext, chromium, type Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { freePort } from "./free-port.ts";

export type CrashingPage = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Ends the process of the page as a crash does; resolves once the browser shows its page of sorrow. */
  crash(): Promise<void>;
  /** What the user does then: reloads the same tab. Gives the page that is there now. */
  reload(): Promise<Page>;
  close(): Promise<void>;
};

/**
 * A tab whose process can crash. The driver has no use for a page that crashed, so the tab is reloaded by the browser's
 * own protocol, and a second driver takes it up.
 */
export async function openCrashingPage(url: string, prepare: (context: BrowserContext) => Promise<unknown>) {
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await prepare(context);
  const page = await context.newPage();
  await page.goto(url);
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send("Target.getTargetInfo");
  const crash = async () => {
    const crashed = page.waitForEvent("crash");
    // It never answers: that it could not is what was asked for.
    session.send("Page.crash").catch(() => undefined);
    await crashed;
  };
  const reload = async () => {
    const whole = await browser.newBrowserCDPSession();
    const { targetId } = targetInfo;
    const { sessionId } = await whole.send("Target.attachToTarget", { targetId, flatten: false });
    const message = JSON.stringify({ id: 1, method: "Page.reload", params: {} });
    await whole.send("Target.sendMessageToTarget", { sessionId, message });
    const second = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const there = second.contexts().flatMap((one) => one.pages());
    const again = there.find((one) => one.url().startsWith(new URL(url).origin));
    if (again === undefined) throw new Error("The tab is not there any more.");
    return again;
  };
  return { context, page, crash, reload, close: () => browser.close() } satisfies CrashingPage;
}

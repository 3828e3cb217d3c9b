import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { showThemeOf, violationsInBothThemes } from "#test/support/accessibility.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { lookOf } from "#test/support/looks.ts";
import { projectRoot } from "#test/support/processes.ts";
import { gatewayOn, gatewayRequests } from "#test/support/scripted-gateway.ts";
import { historyScene } from "#test/support/scripted-history.ts";
import { type ScriptedHost, type ScriptedHostOptions, startScriptedHost } from "#test/support/scripted-host.ts";
import { manyScene } from "#test/support/scripted-many.ts";
import { repeatHistoryScene, routesScene } from "#test/support/scripted-routes.ts";
import { compareScene, type Scene, statesScene } from "#test/support/scripted-scenes.ts";
import { spendScene } from "#test/support/scripted-spend.ts";
import { type Troubles, watchTroubles } from "#test/support/troubles.ts";

/**
 * Every view beside its committed picture, in both themes, and free of findings of axe. The pictures were drawn on
 * Linux with Inter and JetBrains Mono; other systems draw text in other ways, so they check accessibility alone.
 */
const hasReferences = process.platform === "linux";
const nowMs = Date.UTC(2026, 10, 22, 14, 32, 7);

let browser: Browser;
let host: ScriptedHost | null = null;
let context: BrowserContext | null = null;
let troubles: Troubles | null = null;

beforeAll(async () => {
  browser = await launchBrowser(["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]);
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(troubles?.list()).toEqual([]);
  await context?.close();
  await host?.close();
});

type Size = { readonly width: number; readonly height: number };
type Shown = Pick<ScriptedHostOptions, "scene" | "theme" | "history"> & {
  readonly size?: Size;
  readonly isFirstRun?: boolean;
};

const usual: Size = { width: 1440, height: 900 };

async function open({ theme, size = usual, isFirstRun = false, ...shown }: Shown): Promise<Page> {
  const gateway = (at: number) => ({ gateway: gatewayOn, gatewayRequests: gatewayRequests(at) });
  const root = join(projectRoot, "dist/renderer");
  const money = { spend: spendScene, gateway };
  host = await startScriptedHost({ ...shown, ...money, root, theme, demo: false, nowMs, isFirstRun });
  context = await browser.newContext({ viewport: size, reducedMotion: "reduce", timezoneId: "UTC", locale: "en-GB" });
  troubles = await watchTroubles(context, []);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.clock.setFixedTime(nowMs);
  await page.goto(host.url);
  await page.getByRole("banner").first().waitFor();
  return page;
}

const nothing = (): Scene => ({ prompt: "", runs: [], columns: [] });

type View = {
  readonly name: string;
  readonly scene: Shown["scene"];
  readonly history?: NonNullable<Shown["history"]>;
  readonly size?: Size;
  readonly isFirstRun?: boolean;
  readonly reach: (page: Page) => Promise<void>;
};

const openView = (name: string) => async (page: Page) => {
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1 }).filter({ hasText: name }).waitFor();
};
const readComparison = async (page: Page) => {
  await openView("History")(page);
  await page.getByRole("searchbox").fill("sonnet incident");
  await page.getByText("all regions").first().waitFor();
};
const readRepeat = async (page: Page) => {
  await openView("History")(page);
  await page.getByRole("searchbox").fill("sonnet incident");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("switch", { name: "Only repeated" }).click();
  await page.keyboard.press("Escape");
  await page.getByText("step through runs").waitFor();
  await page.getByRole("slider", { name: "Run", exact: true }).fill("13");
};
const showEvidence = (name: "Runs" | "Routes") => async (page: Page) => {
  await page.getByRole("radio", { name }).check({ force: true });
  await page.getByText("step through runs").waitFor();
};
const answers = async (page: Page) => {
  await page.getByRole("article").first().waitFor();
  await page.getByText("Lock timeout.").first().waitFor();
};

const views: readonly View[] = [
  { name: "compare", scene: compareScene, reach: answers },
  { name: "compare-1024", scene: compareScene, size: { width: 1024, height: 700 }, reach: answers },
  { name: "compare-2560", scene: compareScene, size: { width: 2560, height: 1440 }, reach: answers },
  { name: "compare-many", scene: manyScene, reach: async (page) => page.getByRole("table").first().waitFor() },
  {
    name: "diff",
    scene: manyScene,
    reach: async (page) => {
      await page.getByRole("table").first().waitFor();
      await page.getByRole("radio", { name: "Diff" }).check({ force: true });
      await page.getByText("% the same").waitFor();
    },
  },
  {
    name: "states",
    scene: statesScene,
    size: { width: 2560, height: 1440 },
    reach: async (page) => {
      await page.getByRole("radio", { name: "Columns" }).check({ force: true });
      await page.getByText("You stopped this").waitFor();
    },
  },
  {
    name: "palette",
    scene: compareScene,
    reach: async (page) => {
      await answers(page);
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "chains", scene: nothing, reach: openView("Chains") },
  { name: "providers", scene: nothing, reach: openView("Providers") },
  { name: "gateway", scene: nothing, reach: openView("Gateway") },
  { name: "history", scene: nothing, history: historyScene, reach: readComparison },
  {
    name: "history-1024",
    scene: nothing,
    history: historyScene,
    size: { width: 1024, height: 700 },
    reach: readComparison,
  },
  { name: "history-repeat", scene: nothing, history: repeatHistoryScene, reach: readRepeat },
  { name: "runs", scene: routesScene, reach: showEvidence("Runs") },
  { name: "routes", scene: routesScene, reach: showEvidence("Routes") },
  {
    name: "routes-1024",
    scene: routesScene,
    size: { width: 1024, height: 700 },
    reach: showEvidence("Routes"),
  },
  { name: "spend", scene: nothing, reach: openView("Spend") },
  { name: "settings", scene: nothing, reach: openView("Settings") },
  {
    name: "first-run",
    scene: nothing,
    isFirstRun: true,
    reach: async (page) => page.getByText("Start the demo").waitFor(),
  },
];

it.each(views)(
  "$name looks as its pictures in both themes and axe finds nothing",
  async ({ name, reach, ...shown }) => {
    const page = await open({ ...shown, theme: "light" });
    await reach(page);
    // The last chunk of code and the paint turns of the answers.
    await page.waitForTimeout(600);
    const show = showThemeOf(host);
    expect(await violationsInBothThemes(page, show)).toEqual([]);
    if (!hasReferences) return;
    for (const theme of ["light", "dark"] as const) {
      await show(page, theme);
      // What is drawn last, as colours of code or a chunk that comes late, takes its time on a busy machine.
      await expect.poll(async () => (await lookOf(page, `${name}-${theme}`)).words).toBe("");
    }
  },
);

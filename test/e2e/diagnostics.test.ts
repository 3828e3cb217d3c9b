import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";

let app: App;
const prompt = "walrus quartz under the bridge [[fail openrouter 503]]";

beforeAll(async () => {
  // A page that makes mistakes, on purpose.
  app = await launchApp({ allowedTroubles: [/secret quartz/, /evil\.test|Content Security Policy/] });
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByRole("button", { name: /^Send/ }).click();
});
afterAll(() => app.stop());

function logText(): Promise<string> {
  return readFile(join(app.dataDir, "logs", "understudy.log"), "utf8").catch(() => "");
}

describe("diagnostics of the built program", () => {
  it("begin with what failed, on disk", async () => {
    await expect.poll(logText).toContain("An attempt failed");
  });

  it("tell what the window's own mistakes were and where, in the log on disk", async () => {
    await app.page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError("secret quartz is not a function");
      });
      void Promise.reject(new RangeError("secret quartz"));
      document.body.append(Object.assign(new Image(), { src: "https://evil.test/?q=quartz" }));
    });
    const line = (part: string) => expect.poll(logText).toContain(part);
    await line('"The window made a mistake","detail":{"error":"TypeError","cause":"not-a-function"');
    await line('"The window made a mistake in the background","detail":{"error":"RangeError"');
    await line('"detail":{"directive":"img-src","blocked":"https"}');
    expect(await logText()).not.toMatch(/quartz|walrus|evil/);
  });

  it("are read before they are given away: versions, counts and the log, nothing of what was written or answered", async () => {
    const { page } = app;
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Show diagnostics" }).click();
    const text = (await page.getByRole("dialog").locator("pre").textContent()) ?? "";
    expect(text).toMatch(/^# Understudy diagnostics\n/);
    expect(text).toMatch(/- Window: Chromium \d+/);
    expect(text).toMatch(/- Comparisons: 1\n/);
    expect(text).toContain('"class":"SERVER","reason":null,"status":503');
    expect(text).not.toMatch(/quartz|walrus|evil/);
    expect(text).not.toContain(app.url.split("token=")[1]);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  it("are copied from the palette, too", async () => {
    const { page } = app;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Search or run a command" }).fill("bug report");
    await page.getByRole("option", { name: "Copy diagnostics" }).click();
    await page.getByText("Diagnostics copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# Understudy diagnostics\n/);
  });

  it("are closed to other users on disk", async () => {
    expect((await stat(join(app.dataDir, "logs"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(app.dataDir, "logs", "understudy.log"))).mode & 0o777).toBe(0o600);
  });
});

import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openableAddresses, refusedAddresses } from "#test/fixtures/security/schemes.ts";
import { openBrowser } from "#test/support/browser.ts";
import { failureFrom } from "#test/support/calls.ts";
import { openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/**
 * R3 (security.md §6.4): the ways out of the window, by every scheme. What opens addresses on this system is a script
 * that only writes down what it is given. The half that Electron keeps is in test/electron/window-exits.test.ts.
 */
let world: UntrustedWorld;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-opener-"));
  await writeFile(join(folder, "opened"), "");
  await writeFile(join(folder, "xdg-open"), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${join(folder, "opened")}'\n`);
  await chmod(join(folder, "xdg-open"), 0o755);
  world = await openUntrustedWorld(await openBrowser(), { PATH: `${folder}${delimiter}${process.env.PATH}` });
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const opened = async () => (await readFile(join(folder, "opened"), "utf8")).split("\n").filter(Boolean);

/** An answer with a link to each address. */
async function showLinks(modelId: string, addresses: readonly string[]): Promise<void> {
  const text = addresses.map((address, index) => `- [Link ${index + 1}](<${address}>)`).join("\n");
  world.server.answer(modelId, { text });
  await (await world.ask([modelId])).drawn();
}

/** Presses, middle presses, presses with keys held, and drags what bears this text. */
async function tryExits(page: Page, text: string): Promise<void> {
  const place = await page.getByRole("article").getByText(text, { exact: true }).boundingBox();
  if (place === null) throw new Error(`${text} is not drawn.`);
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  await page.mouse.click(x, y);
  await page.mouse.click(x, y, { button: "middle" });
  for (const key of ["Control", "Shift"] as const) {
    await page.keyboard.down(key);
    await page.mouse.click(x, y);
    await page.keyboard.up(key);
  }
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 200, y - 100, { steps: 3 });
  await page.mouse.up();
}

/** Notes what is dragged out of an answer as an address. */
async function watchDrags(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const dragged: string[] = [];
    Object.assign(window, { dragged });
    document.addEventListener("dragstart", ({ dataTransfer }) => {
      for (const type of ["text/uri-list", "text/x-moz-url"]) {
        const value = dataTransfer?.getData(type) ?? "";
        if (value !== "") dragged.push(value);
      }
    });
  });
  return () => page.evaluate(() => Reflect.get(window, "dragged"));
}

describe("R3", () => {
  it("at least 40 schemes lead nowhere, pressed, pressed with the middle button or with a key, or dragged", async () => {
    const { page, watch } = world;
    expect(refusedAddresses.length).toBeGreaterThanOrEqual(40);
    await showLinks("refused", refusedAddresses);
    const pages = page.context().pages().length;
    const address = page.url();
    const dragged = await watchDrags(page);
    await page.getByRole("article").getByText("Link 1", { exact: true }).scrollIntoViewIfNeeded();
    for (const index of refusedAddresses.keys()) {
      const text = `Link ${index + 1}`;
      await tryExits(page, text);
      expect(await page.getByRole("dialog").count(), refusedAddresses[index]).toBe(0);
    }
    expect(await page.getByRole("article").locator("a, [role=link]").count()).toBe(0);
    expect([page.context().pages().length, page.url()]).toEqual([pages, address]);
    expect([await watch.found(), await dragged(), await opened()]).toEqual([[], [], []]);
  });

  it("http, https and mailto open after the whole address was shown and confirmed, and not before", async () => {
    const { page, watch } = world;
    await showLinks("openable", openableAddresses);
    const pages = page.context().pages().length;
    const dragged = await watchDrags(page);
    for (const [index, address] of openableAddresses.entries()) {
      const link = page.getByRole("article").getByRole("link", { name: `Link ${index + 1}`, exact: true });
      await link.click({ button: "middle" });
      await link.hover();
      await page.mouse.down();
      await page.mouse.move(600, 300, { steps: 3 });
      await page.mouse.up();
      expect(await page.getByRole("dialog").count()).toBe(0);
      for (const answer of ["Cancel", "Open link"]) {
        await link.click(answer === "Cancel" ? { modifiers: ["Control"] } : {});
        const dialog = page.getByRole("dialog");
        expect(await dialog.textContent()).toContain(new URL(address).href);
        expect(await opened()).toHaveLength(index);
        await dialog.getByRole("button", { name: answer }).click();
        await dialog.waitFor({ state: "detached" });
      }
      await expect.poll(opened).toHaveLength(index + 1);
    }
    expect(await opened()).toEqual(openableAddresses.map((address) => new URL(address).href));
    expect(page.context().pages().length).toBe(pages);
    expect([await watch.found(), await dragged()]).toEqual([[], []]);
  });

  it("the host itself opens nothing else, whoever asks it", async () => {
    const before = await opened();
    for (const url of refusedAddresses) {
      expect(await failureFrom(world.call("link.open", { url })), url).toMatchObject({ code: "invalid-input" });
    }
    expect(await opened()).toEqual(before);
  });
});

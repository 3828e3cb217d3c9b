import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Component, readComponents } from "#shared/licence.ts";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";
import { projectRoot } from "#test/support/processes.ts";

let app: App;

beforeAll(async () => {
  app = await launchApp({ allowedTroubles: [/ERR_FAILED/] });
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await app.page.getByRole("link", { name: "Settings" }).click();
});
afterAll(() => app.stop());

const manifestShape = z.object({ name: z.string(), version: z.string() });
const mapShape = z.object({ sources: z.array(z.string()) });

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, path), "utf8"));
}

function listed(): readonly Component[] {
  const components = readComponents(readJson("dist/renderer/licences.json"));
  if (components === null) throw new Error("The build wrote no list.");
  return components;
}

/** Folder of a package in a path of a module, as `node_modules/@base-ui/react`; the innermost one. */
const packageFolder = /.*(?<folder>node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** By the source maps of what was built, which know nothing of the list. */
function packagesOfHost(): readonly string[] {
  const folder = "dist/electron";
  const maps = readdirSync(join(projectRoot, folder)).filter((name) => name.endsWith(".map"));
  const sources = maps.flatMap((name) => mapShape.parse(readJson(`${folder}/${name}`)).sources);
  return sources.flatMap((source) => packageFolder.exec(source)?.groups?.folder ?? []);
}

/** By what the sources of the window import; what these import in turn is only known to the bundler. */
function packagesOfWindow(): readonly string[] {
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(readJson("package.json"));
  const files = readdirSync(join(projectRoot, "renderer"), { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(projectRoot, "renderer", name), "utf8"));
  // An import of types alone puts nothing into the bundle.
  const imports = (name: string) => new RegExp(`^import (?!type )[^;]*["']${name}(?:/[^"']*)?["']`, "m");
  return Object.keys(dependencies)
    .filter((name) => texts.some((text) => imports(name).test(text)))
    .map((name) => `node_modules/${name}`);
}

function keyOf(folder: string): string {
  const { name, version } = manifestShape.parse(readJson(`${folder}/package.json`));
  return `${name}@${version}`;
}

describe("the licences of what ships", () => {
  it("are all listed, each with its text", () => {
    const shipped = new Set([...packagesOfHost(), ...packagesOfWindow(), "node_modules/keytar"].map(keyOf));
    const known = new Set(listed().map(({ name, version }) => `${name}@${version}`));
    expect(shipped.size).toBeGreaterThan(20);
    expect([...shipped].filter((one) => !known.has(one))).toEqual([]);
    for (const { name, text } of listed()) expect(text.length, name).toBeGreaterThan(200);
  });

  it("are found by name and by licence in Settings, with the keyboard alone", async () => {
    const { page } = app;
    await page.getByRole("button", { name: "Show licences" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Open-source licences" });
    await dialog.getByText(`${listed().length} parts`, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("searchbox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("zustand");
    const zustand = listed().find(({ name }) => name === "zustand");
    await expect.poll(() => dialog.locator("pre").textContent()).toBe(zustand?.text);
    await dialog.getByRole("searchbox").fill("apache");
    const names = listed().flatMap(({ name, licence }) => (licence.includes("Apache") ? [name] : []));
    expect(names.length).toBeGreaterThan(0);
    expect(await dialog.getByRole("radio").count()).toBe(names.length);
    await dialog.getByRole("searchbox").fill("no such thing");
    await dialog.getByText("Nothing has this name or licence.").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("are shown from the palette over any view, and give the focus back", async () => {
    const { page } = app;
    await page.getByRole("link", { name: "Compare" }).click();
    const prompt = page.getByRole("textbox", { name: "Prompt" });
    await prompt.focus();
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Search or run a command" }).fill("license");
    await page.getByRole("option", { name: "Show open-source licences" }).click();
    const dialog = page.getByRole("dialog", { name: "Open-source licences" });
    await dialog.getByText(`${listed().length} parts`, { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => prompt.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.getByRole("link", { name: "Settings" }).click();
  });

  it("say so where they do not come, and come at another try", async () => {
    const { page } = app;
    await page.route("**/licences.json", (route) => route.abort());
    await page.getByRole("button", { name: "Show licences" }).click();
    await page.getByText("The list of licences could not be loaded.").waitFor();
    await page.unroute("**/licences.json");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText(`${listed().length} parts`, { exact: true }).waitFor();
  });
});

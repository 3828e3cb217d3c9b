import { join } from "node:path";
import type { Page } from "playwright-core";
import { valueFrom } from "#test/support/calls.ts";
import type { World } from "./canary-world.ts";
import type { Stage } from "./flow-keys.ts";
import { chainConversation } from "./flow-sends.ts";

/** What a person looks at, copies and saves: each view with everything on it. */
export async function lookEverywhere(stage: Stage): Promise<void> {
  const { page, call, window } = stage;
  await valueFrom(call("conversation.open", { conversationId: chainConversation }));
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("article").first().waitFor();
  await window.look("compare");
  await copyFromColumns(stage);
  await inspectAttempts(stage);
  await saveExports(stage);
  await lookAround(stage);
}

/** Each view as it is now. */
export async function lookAround({ page, window }: Stage): Promise<void> {
  for (const view of ["Compare", "Chains", "Spend", "History", "Providers", "Gateway", "Settings"]) {
    await page.getByRole("link", { name: view }).click();
    await page.getByRole("main").waitFor();
    await window.look(view);
  }
  await copyDiagnostics({ page, window });
}

/** What a bug report gets, as it is shown and as it is copied. */
async function copyDiagnostics({ page, window }: Pick<Stage, "page" | "window">): Promise<void> {
  await page.getByRole("link", { name: "Settings" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Diagnostics" });
  await row.getByRole("button", { name: /^Show/ }).click();
  const dialog = page.getByRole("dialog", { name: "Diagnostics" });
  await dialog.getByText("Understudy").first().waitFor();
  await window.look("diagnostics");
  await dialog.getByRole("button", { name: /^Copy/ }).click();
  await window.lookAtClipboard("diagnostics");
  await page.keyboard.press("Escape");
}

/** Everything in a column's menu that copies, and the details of a failure. */
async function copyFromColumns({ page, window }: Stage): Promise<void> {
  for (const column of await page.getByRole("article").all()) {
    for (const item of ["Copy as Markdown", "Copy as plain text", "Copy as cURL"]) {
      await column.getByRole("button", { name: "Column menu" }).click();
      const entry = page.getByRole("menuitem", { name: item });
      if (await entry.isEnabled()) {
        await entry.click();
        await window.lookAtClipboard(item);
      } else await page.keyboard.press("Escape");
      // One that still fades out would be a second menu.
      await page.getByRole("menu").waitFor({ state: "detached" });
    }
    const details = column.getByRole("button", { name: "Copy details" });
    if ((await details.count()) === 0) continue;
    await details.click();
    await window.lookAtClipboard("Copy details");
  }
}

async function inspectAttempts({ page, window }: Stage): Promise<void> {
  const rows = page.getByRole("table", { name: /^Attempts of/ }).getByRole("button");
  const inspector = page.getByRole("dialog", { name: "Attempt inspector" });
  for (const row of (await rows.all()).slice(0, 5)) {
    await row.click();
    await inspector.getByRole("region", { name: "Request" }).waitFor();
    await window.look("inspector");
    for (const copy of await inspector.getByRole("button", { name: /^Copy/ }).all()) {
      await copy.click();
      await window.lookAtClipboard("inspector");
    }
    await page.keyboard.press("Escape");
    await inspector.waitFor({ state: "hidden" });
  }
}

async function saveExports({ page, world, window }: Stage): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Export comparison" });
  const open = async (format: string) => {
    // It closes once it has copied, or saved.
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("Control+Shift+E");
    await dialog.getByRole("radio", { name: format }).check({ force: true });
  };
  for (const format of ["Markdown", "JSON", "CSV", "Web page"]) {
    await open(format);
    await window.look(`export as ${format}`);
    await dialog.getByRole("button", { name: "Copy" }).click();
    await window.lookAtClipboard(`export as ${format}`);
    await open(format);
    await save(page, world, () => dialog.getByRole("button", { name: "Save" }).click());
  }
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Settings" }).click();
  await save(page, world, () => page.getByRole("button", { name: "Export chains and settings" }).click());
}

async function save(page: Page, world: World, press: () => Promise<void>): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  await download.saveAs(join(world.places.downloads, download.suggestedFilename()));
}

/** Controls where only a window can put them. */
export async function plantInWindow({ page, world }: Stage): Promise<void> {
  await page.evaluate((text) => localStorage.setItem("planted", text), world.control("storage").text);
  await page.evaluate((text) => console.log(text), world.control("console").text);
  // Behind more letters than a snapshot keeps of a string by itself.
  await page.evaluate(
    (text) => Reflect.set(window, "planted", `${"x".repeat(5_000)}${text}`),
    world.control("script").text,
  );
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(world.control("field").text);
}

import { readFile } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";

let app: App | null = null;

afterEach(async () => {
  await app?.stop();
});

it("a chain leaves the app by keyboard alone: what a form has no words for is said, and the file is what was shown", async () => {
  app = await launchApp();
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  await page.getByRole("link", { name: "Chains" }).press("Enter");
  await page.getByRole("button", { name: "Export as code" }).waitFor();
  await page.keyboard.press("Control+Shift+E");
  const dialog = page.getByRole("dialog", { name: /^Export / });
  const shown = dialog.getByRole("region", { name: "Preview" }).locator("pre");
  await shown.getByText("import httpx").first().waitFor();
  // The form that is chosen has the focus, once the dialog has.
  await dialog.getByRole("radio").and(page.locator(":focus")).waitFor();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowDown");
  await dialog.getByRole("radio", { name: /^LiteLLM YAML: \d+ rules? (is|are) left out$/ }).waitFor();
  await shown.getByText("model_list").waitFor();
  const notes = dialog.getByRole("list", { name: "About this file" });
  await notes.getByText(/rules? (is|are) not exported\./).waitFor();
  await notes.getByText("No key is written.").waitFor();
  await notes.getByText("Not checked by the target.").waitFor();
  expect(await violations(page)).toEqual([]);
  const text = await shown.textContent();
  const save = dialog.getByRole("button", { name: "Save as…" });
  await save.focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(await readFile(await download.path(), "utf8")).toBe(text);
  expect(text).toContain("os.environ/");
  await dialog.waitFor({ state: "detached" });
  // It opens again with the form that was used.
  await page.keyboard.press("Control+Shift+E");
  await shown.getByText("model_list").waitFor();
});

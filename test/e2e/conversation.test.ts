import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violationsInBothThemes } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";

const running: App[] = [];

/** The built program on demo providers, with the chain `smart` and two models. */
async function openDemo(options: AppOptions = {}): Promise<Page> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await prompt(app.page).waitFor();
  return app.page;
}

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
});

const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });
const sent = (page: Page) => page.getByRole("region", { name: "Sent prompt" });
const composer = (page: Page) => page.getByRole("region", { name: "Composer" });
const sendButton = (page: Page) => composer(page).getByRole("button", { name: /^Send/ });
const columns = (page: Page) => page.getByRole("article");

async function send(page: Page, text: string): Promise<void> {
  await prompt(page).fill(text);
  // A short answer may be over before anybody looks, so it is looked for from before.
  const busy = page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
  await Promise.all([busy, sendButton(page).click()]);
}

async function allDone(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, null, {
    timeout: 120_000,
  });
}

async function ask(page: Page, text: string): Promise<void> {
  await send(page, text);
  await allDone(page);
}

async function openMenu(page: Page, index: number): Promise<void> {
  await columns(page).nth(index).getByRole("button", { name: "Column menu" }).click();
}

/** `118 → 214`, of each column. */
async function inputTokens(page: Page): Promise<number[]> {
  const texts = await columns(page).getByRole("group", { name: "Metrics" }).allTextContents();
  return texts.map((text) => Number(/Tokens≈?([\d,]+)/.exec(text)?.[1]?.replaceAll(",", "") ?? Number.NaN));
}

describe("a conversation", () => {
  it("goes on: the second answer is given to more than the second prompt, and the first is still there", async () => {
    const page = await openDemo();
    await ask(page, "Say red, green and blue.");
    const first = await inputTokens(page);
    await ask(page, "Say pink, grey and brown.");
    const second = await inputTokens(page);
    expect(await page.getByRole("navigation", { name: "Prompts" }).textContent()).toContain("Prompt 2 of 2");
    for (const [index, tokens] of second.entries()) expect(tokens).toBeGreaterThan((first[index] ?? 0) + 10);
    await page.getByRole("button", { name: "Previous prompt" }).click();
    expect(await sent(page).textContent()).toContain("Say red, green and blue.");
    expect(await inputTokens(page)).toEqual(first);
  });

  it("answers one column alone; the others say which prompt they answered", async () => {
    const page = await openDemo();
    await ask(page, "Say red, green and blue.");
    await openMenu(page, 1);
    await page.getByRole("menuitem", { name: "Reply only here" }).click();
    await composer(page)
      .getByText(/^Only /)
      .waitFor();
    await ask(page, "Say that brown is.");
    expect(await columns(page).nth(0).textContent()).toContain("Answer to prompt 1");
    expect(await columns(page).nth(1).textContent()).not.toContain("Answer to prompt");
    expect(
      await composer(page)
        .getByText(/^Only /)
        .count(),
    ).toBe(0);
    await page.getByRole("radio", { name: "List" }).check({ force: true });
    await page.getByRole("table", { name: "Answers" }).getByText("prompt 1, chain").waitFor();
    await page.getByRole("radio", { name: "Diff" }).check({ force: true });
    await page.getByText("They answer different prompts.").waitFor();
  });

  it("edits a prompt and sends it in its place, and the replaced one stays", async () => {
    const page = await openDemo();
    await ask(page, "Say red, green and blue.");
    await prompt(page).fill("Half a thought");
    await sent(page).getByRole("button", { name: "Edit and resend" }).click();
    await expect.poll(() => prompt(page).inputValue()).toBe("Say red, green and blue.");
    await ask(page, "Say four of them.");
    expect(await sent(page).textContent()).toContain("Edit of prompt 1");
    expect(await prompt(page).inputValue()).toBe("Half a thought");
    await page.getByRole("button", { name: "Previous prompt" }).click();
    expect(await sent(page).textContent()).toContain("Say red, green and blue.");
  });

  it("tries only the failed columns again and keeps the other answers", async () => {
    const page = await openDemo();
    await ask(page, "Say one. [[fail openai 400]]");
    const [kept] = await drawnTexts(page);
    const busy = firstBusy(page);
    await sent(page).getByRole("button", { name: "Try failed again (1)" }).click();
    expect(await busy).toBe(await columns(page).nth(1).getAttribute("aria-label"));
    await allDone(page);
    expect(await columns(page).nth(0).textContent()).toBe(kept);
    expect(await sent(page).getByRole("button", { name: "Try failed again (1)" }).count()).toBe(1);
  });

  it("begins anew with the same columns, and they know nothing of before", async () => {
    const page = await openDemo();
    await ask(page, "Say red, green and blue.");
    const names = await columns(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    await page.getByRole("button", { name: "New comparison" }).click();
    await sent(page).waitFor({ state: "detached" });
    expect(await columns(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).toEqual(names);
    await page.reload();
    await prompt(page).waitFor();
    expect(await sent(page).count()).toBe(0);
  });

  it("is named by a click on its title", async () => {
    const page = await openDemo();
    await ask(page, "Say red, green and blue.");
    await page.getByRole("heading", { level: 1 }).getByRole("button").click();
    await page.getByRole("textbox", { name: "Name of this comparison" }).fill("Colours");
    await page.keyboard.press("Enter");
    await page.reload();
    await prompt(page).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Colours");
  });
});

describe("what goes with a prompt", () => {
  it("fills variables in, of the prompt and of the system prompt, and waits for those that are missing", async () => {
    const page = await openDemo();
    await composer(page).getByRole("button", { name: "System prompt" }).click();
    await page.getByRole("textbox", { name: "System prompt" }).fill("You speak {{language}}.");
    await page.keyboard.press("Escape");
    await prompt(page).fill("Greet {{name}}.");
    expect(await sendButton(page).isDisabled()).toBe(true);
    await composer(page).getByRole("button", { name: "Fill in {{name}} and 1 more" }).click();
    await page.getByRole("textbox", { name: "name", exact: true }).fill("Ada");
    await page.getByRole("textbox", { name: "language", exact: true }).fill("French");
    await page.keyboard.press("Escape");
    await sendButton(page).click();
    await allDone(page);
    expect(await sent(page).textContent()).toContain("Greet Ada.");
    await sent(page)
      .getByRole("button", { name: /^System: You speak French/ })
      .click();
    await page.getByRole("dialog", { name: "System prompt" }).getByText("You speak French.").waitFor();
  });

  it("sends a pasted image and shows it with the prompt, also after a reload", async () => {
    const page = await openDemo();
    await pasteImage(page);
    await composer(page)
      .getByRole("img", { name: /Attached 1/ })
      .waitFor();
    await page.reload();
    await composer(page)
      .getByRole("img", { name: /Attached 1/ })
      .waitFor();
    await ask(page, "Say what you see.");
    await sent(page).getByRole("img").waitFor();
    expect(await composer(page).getByRole("img").count()).toBe(0);
    await page.reload();
    await sent(page).getByRole("img").waitFor();
  });

  it("says why a file is not taken", async () => {
    const page = await openDemo();
    const file = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no image") };
    await composer(page).getByLabel("Images", { exact: true }).setInputFiles(file);
    await composer(page).getByText("notes.txt was not added. An image is a PNG, JPEG, WebP or GIF.").waitFor();
  });

  it("sets a column apart from the others, and keeps that", async () => {
    const page = await openDemo();
    await openMenu(page, 1);
    await page.getByRole("menuitem", { name: "Settings of this column" }).click();
    const dialog = page.getByRole("dialog", { name: /^Settings of/ });
    await dialog.getByRole("textbox", { name: "Max tokens" }).fill("20");
    await dialog.getByRole("textbox", { name: "JSON schema" }).fill("{ no json");
    await dialog.getByText(/This is no JSON/).waitFor();
    await dialog.getByRole("textbox", { name: "JSON schema" }).fill("");
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await columns(page).nth(1).textContent()).toContain("max 20");
    await ask(page, "Tell a long story about a lighthouse.");
    await page.reload();
    await columns(page).nth(1).getByText("max 20").waitFor();
  });

  it("keeps the draft over a reload in the middle of an answer", async () => {
    const page = await openDemo();
    await send(page, "Describe the steps of a code review, one paragraph each.");
    // In the middle of an answer is after its beginning: until then the prompt may still be on its way.
    await columns(page)
      .first()
      .getByText(/^Streaming/)
      .waitFor();
    await prompt(page).fill("Next, {{what}}");
    await page.reload();
    await prompt(page).waitFor();
    expect(await prompt(page).inputValue()).toBe("Next, {{what}}");
    await allDone(page);
    expect(await sent(page).textContent()).toContain("Describe the steps");
  });
});

describe("sets of columns", () => {
  it("are kept under a name, recalled, renamed, and removed with a way back", async () => {
    const page = await openDemo();
    const open = () => page.getByRole("button", { name: "Column sets" }).click();
    await open();
    await page.getByRole("textbox", { name: "Save these columns as" }).fill("Mine");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await openMenu(page, 2);
    await page.getByRole("menuitem", { name: /Remove column|Close/ }).click();
    await expect.poll(() => columns(page).count()).toBe(2);
    await open();
    await page.getByRole("button", { name: /^Mine/ }).click();
    await expect.poll(() => columns(page).count()).toBe(3);
    await open();
    await page.getByRole("button", { name: "Rename Mine" }).click();
    await page.getByRole("textbox", { name: "New name of Mine" }).fill("Ours");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("button", { name: "Remove Ours" }).click();
    await page.getByRole("button", { name: "Remove Ours" }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.getByText("The set Ours is removed.").waitFor();
    await page.getByRole("button", { name: "Undo" }).first().click();
    await open();
    await page.getByRole("button", { name: "Remove Ours" }).waitFor();
  });
});

describe("in both themes", () => {
  it("a conversation, its composer and the settings of a column have nothing that axe finds wrong", async () => {
    const page = await openDemo();
    // Half faded in, nothing has its contrast yet.
    const look = async () => {
      await page.waitForTimeout(400);
      return violationsInBothThemes(page);
    };
    await composer(page).getByRole("button", { name: "System prompt" }).click();
    await page.getByRole("textbox", { name: "System prompt" }).fill("You speak {{language}}.");
    expect(await look()).toEqual([]);
    await page.keyboard.press("Escape");
    await prompt(page).fill("Greet {{name}}. [[fail openai 400]]");
    expect(await look()).toEqual([]);
    await composer(page).getByRole("button", { name: "Fill in {{name}} and 1 more" }).click();
    await page.getByRole("textbox", { name: "name", exact: true }).fill("Ada");
    await page.getByRole("textbox", { name: "language", exact: true }).fill("French");
    expect(await look()).toEqual([]);
    await page.keyboard.press("Escape");
    await pasteImage(page);
    await composer(page).getByRole("img").waitFor();
    await sendButton(page).click();
    await allDone(page);
    await sent(page).getByRole("button", { name: "Edit and resend" }).click();
    await sent(page)
      .getByRole("button", { name: /^System:/ })
      .click();
    expect(await look()).toEqual([]);
    await page.keyboard.press("Escape");
    await openMenu(page, 1);
    await page.getByRole("menuitem", { name: "Settings of this column" }).click();
    const dialog = page.getByRole("dialog", { name: /^Settings of/ });
    await dialog.getByRole("textbox", { name: "Max tokens" }).fill("many");
    await dialog.getByRole("textbox", { name: "JSON schema" }).fill('{"type": "object"}');
    expect(await look()).toEqual([]);
    await dialog.getByRole("button", { name: "Close" }).click();
    await composer(page)
      .getByRole("button", { name: /^Per column/ })
      .click();
    expect(await look()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Column sets" }).click();
    expect(await look()).toEqual([]);
  });
});

/** The name of the next column that is asked; a refusal comes too soon to be seen by looking now and then. */
function firstBusy(page: Page): Promise<string | null> {
  return page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        const watcher = new MutationObserver(() => {
          const column = document.querySelector('article[aria-busy="true"]');
          if (column !== null) resolve(column.getAttribute("aria-label"));
        });
        watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-busy"] });
      }),
  );
}

/** A real image out of the page's own canvas, pasted as a screenshot is. */
async function pasteImage(page: Page): Promise<void> {
  await prompt(page).evaluate(async (field) => {
    const canvas = new OffscreenCanvas(64, 48);
    const brush = canvas.getContext("2d");
    if (brush === null) throw new Error("No canvas.");
    brush.fillStyle = "teal";
    brush.fillRect(0, 0, 64, 48);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], "shot.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
}

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** By far enough for the frames between a press and what it drags. */
const heldWithinMs = 2_000;

/** Presses a grip until it holds: what drags is fetched when the window stands still, and nothing tells that it is here. */
export async function takeHold(page: Page, grip: Locator): Promise<void> {
  const held = page.locator("html[data-reordering]");
  const isHeld = async () => {
    const box = await grip.boundingBox();
    if (box === null) throw new Error("The grip is not on screen.");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 6, box.y + box.height / 2 + 6, { steps: 3 });
    const isIt = await held.waitFor({ state: "attached", timeout: heldWithinMs }).then(
      () => true,
      () => false,
    );
    if (!isIt) await page.mouse.up();
    return isIt;
  };
  await expect.poll(isHeld).toBe(true);
}

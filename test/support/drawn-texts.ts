import type { Page } from "playwright-core";

/** What is painted bit by bit paints in each of them. */
const framesOfRest = 10;

/**
 * The texts of these elements once all of them is drawn: the end of an answer is painted after its column is done, a
 * stored one from its beginning, and Markdown comes later than either. Only for what has ended; what streams never rests.
 */
export function drawnTexts(page: Page, selector = "article"): Promise<readonly string[]> {
  return page.evaluate(
    ([wanted, frames]) =>
      new Promise<readonly string[]>((resolve) => {
        let known = "";
        let rested = 0;
        const look = () => {
          const texts = Array.from(document.querySelectorAll(wanted), (element) => element.textContent);
          // Until Markdown is here an answer stands as it was written.
          const isWritten = document.querySelector("article section[tabindex] [class*='_plain_']") !== null;
          const now = JSON.stringify(texts);
          rested = now === known && !isWritten ? rested + 1 : 0;
          known = now;
          if (rested >= frames) resolve(texts);
          else requestAnimationFrame(look);
        };
        look();
      }),
    [selector, framesOfRest] as const,
  );
}

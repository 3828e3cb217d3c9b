import type { BrowserContext, Page } from "playwright-core";

/** What must never happen in the window, whatever the test is about. */
export type Troubles = {
  /** Console errors, uncaught errors and violations of the content security policy so far. */
  list(): readonly string[];
  /** From here on nothing counts: the host is being stopped, and the window may say so. */
  close(): void;
};

/** Watches every page of a context. `allowed` are the errors that a test provokes on purpose. */
export async function watchTroubles(context: BrowserContext, allowed: readonly RegExp[]): Promise<Troubles> {
  const troubles: string[] = [];
  let open = true;
  const add = (text: string) => {
    if (open && !allowed.some((pattern) => pattern.test(text))) troubles.push(text);
  };
  const watchPage = (page: Page) => {
    page.on("pageerror", (error) => add(`uncaught: ${error.stack ?? error.message}`));
    page.on("crash", () => add("the page crashed"));
    page.on("console", (message) => {
      if (message.type() === "error") add(`console: ${message.text()}`);
    });
  };
  for (const page of context.pages()) watchPage(page);
  context.on("page", watchPage);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP violation: ${event.effectiveDirective} refused ${event.blockedURI || event.sample}`);
    });
  });
  return {
    list: () => troubles,
    close: () => {
      open = false;
    },
  };
}

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aimedAt, type ExfiltrationPayload, exfiltrationPayloads } from "#test/fixtures/security/exfiltration.ts";
import { carelessHtml, showCarelessly } from "#test/support/untrusted/careless.ts";
import { type Listener, startListener } from "#test/support/untrusted/listener.ts";
import { type LoggedBrowser, launchLoggedBrowser } from "#test/support/untrusted/net-log.ts";
import { batchesOf, longestMs, sampled } from "#test/support/untrusted/sampled.ts";
import { openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/** R2 (security.md §6.4): an answer fetches nothing by itself, not even the address of a name. */
let listener: Listener;
let logged: LoggedBrowser;
let world: UntrustedWorld;

beforeAll(async () => {
  listener = await startListener();
  logged = await launchLoggedBrowser();
  world = await openUntrustedWorld(logged.browser);
});

afterAll(async () => {
  await world.close();
  await listener.close();
});

const payloads = sampled(exfiltrationPayloads, 32);

/** A name that nobody has: to fetch it, it must be looked up. */
const nameOf = ({ id }: ExfiltrationPayload, zone: string) => `${id}.${zone}.test`;

/** Each payload twice, side by side: with the listener's address and with a name of its own. */
async function showAnswers(): Promise<void> {
  for (const batch of batchesOf(payloads, 4)) {
    const models = batch.flatMap((payload) => {
      const kinds = [
        { modelId: `${payload.id}-address`, text: aimedAt(listener.host, payload) },
        { modelId: `${payload.id}-name`, text: aimedAt(nameOf(payload, "leak"), payload) },
      ];
      for (const { modelId, text } of kinds) world.server.answer(modelId, { text: `Said of it.\n\n${text}` });
      return kinds.map(({ modelId }) => modelId);
    });
    const asked = await world.ask(models);
    const texts = await asked.drawn();
    expect(texts.filter((text) => text.includes("Said of it.")).length).toBe(models.length);
    await hoverLinks(world.page);
  }
  await world.page.reload();
  await world.page.getByRole("article").first().waitFor();
}

/** A browser may look a name up as soon as the pointer is over a link. */
async function hoverLinks(page: Page): Promise<void> {
  for (const link of await page.locator("article").getByRole("link").all()) {
    await link.dispatchEvent("pointerover");
    await link.dispatchEvent("mouseover");
  }
  const first = page.locator("article").getByRole("link").first();
  if (await first.isVisible()) await first.hover({ force: true });
}

/** What an answer would have to become: the browser fetches both by itself where no policy forbids it. */
async function plantPrefetch(page: Page, path: string): Promise<void> {
  await page.evaluate(
    (urls) => {
      for (const href of urls) {
        document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
      }
    },
    [`http://${listener.host}/${path}`, `http://${path}.control.test/`],
  );
}

it("R2: at least 120 payloads, of which no answer sends a packet or looks a name up", {
  timeout: longestMs,
}, async () => {
  expect(exfiltrationPayloads.length).toBeGreaterThanOrEqual(120);
  await showAnswers();
  await world.page.waitForTimeout(1_000);
  expect([listener.connections(), listener.paths()]).toEqual([0, []]);
  expect(await world.watch.found()).toEqual([]);

  // The control: what is planted is found, and the payloads do reach out where a program is careless.
  await plantPrefetch(world.page, "planted-in-app");
  expect((await world.watch.found()).join()).toContain("attribute: href=http://planted-in-app.control.test/ of LINK");
  const context = await logged.browser.newContext();
  const open = await context.newPage();
  const notFound = new Set<string>();
  open.on("requestfailed", (request) => void notFound.add(new URL(request.url()).host));
  await plantPrefetch(open, "planted");
  await showCarelessly(
    open,
    payloads.map((payload) => carelessHtml(aimedAt(listener.host, payload))),
  );
  await showCarelessly(
    open,
    payloads.map((payload) => carelessHtml(aimedAt(nameOf(payload, "careless"), payload))),
  );
  await expect.poll(() => new Set(listener.paths()).size).toBeGreaterThan(payloads.length / 3);
  // Before the page goes, and with it what it has not come to yet.
  const lookedUp = () => payloads.filter((payload) => notFound.has(nameOf(payload, "careless"))).length;
  await expect.poll(lookedUp).toBeGreaterThan(payloads.length / 3);
  await expect.poll(listener.paths).toContain("/planted");
  expect(listener.paths()).not.toContain("/planted-in-app");
  await context.close();

  await world.close();
  const events = await logged.end();
  const isLookedUp = (host: string) =>
    events.some(({ name, params }) => name.startsWith("HOST_RESOLVER") && params.includes(host));
  expect(events.filter(({ params }) => params.includes(".leak.test"))).toEqual([]);
  expect([isLookedUp("//planted-in-app.control.test"), isLookedUp("//planted.control.test")]).toEqual([false, true]);
  const careless = payloads.filter((payload) => isLookedUp(`//${nameOf(payload, "careless")}`));
  expect(careless.length).toBeGreaterThan(payloads.length / 3);
});

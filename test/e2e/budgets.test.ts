import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type App, launchApp } from "#test/support/app.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";

/** A budget of the demo, from the card in Spend to what a program is told. */

let app: App | undefined;
let host: Started | undefined;
let folder: string | undefined;

afterEach(async () => {
  await app?.stop();
  await host?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

it("stops what could pass it, lets it through once it is raised, and refuses programs with 402 after a restart", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-budgets-"));
  folder = dataDir;
  const opened = await launchApp({ dataDir });
  app = opened;
  const { page } = opened;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("link", { name: "Spend" }).click();
  // Room for one answer of the demo's models, not for two.
  await page.getByLabel("Per session").fill("0.04");
  await page.keyboard.press("Enter");
  await page.getByText("$0.0400 left.").waitFor();
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("How are you?");
  await page.keyboard.press("Control+Enter");
  const notSent = page.getByText("Not sent", { exact: true });
  await expect.poll(() => notSent.count()).toBe(2);
  await page
    .getByText(/^\$0 of \$0\.0400 is spent, \$0\.0\d+ is set aside for others/)
    .first()
    .waitFor();
  await page
    .getByRole("button", { name: /^Raise to / })
    .first()
    .click();
  await expect.poll(() => notSent.count()).toBe(1);
  await page.getByRole("link", { name: "Spend" }).click();
  await page.getByLabel("Per session").fill("0.0001");
  await page.keyboard.press("Enter");
  await page.getByText("New prompts wait at $0.000100.").waitFor();
  await opened.stop();
  app = undefined;

  const token = "gateway-canary-0123456789";
  const flags = ["--port", "0", "--no-open", "--gateway", "--gateway-port", "0"];
  const started = startNode(
    ["dist/electron/node-host.js", "--data-dir", dataDir, ...flags],
    cleanEnvironment({ UNDERSTUDY_GATEWAY_TOKEN: token }),
  );
  host = started;
  const [, baseUrl = ""] = await started.line(/^Gateway: (http:\/\/127\.0\.0\.1:\d+\/v1)$/m);
  const answer = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "chain/smart", messages: [{ role: "user", content: "Hello" }] }),
  });
  expect(answer.status).toBe(402);
  expect(await answer.json()).toMatchObject({
    error: {
      code: "over_budget",
      message: expect.stringContaining("This could pass your session budget. $0 of $0.000100"),
    },
  });
});

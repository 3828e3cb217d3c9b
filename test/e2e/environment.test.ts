import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { type App, launchApp } from "#test/support/app.ts";
import { filesBelow } from "#test/support/canary/folder-files.ts";
import { goldenStream } from "#test/support/golden.ts";

/** What each provider's own wire asks for, and the golden answer it gets. */
const routes = [
  {
    path: "/api/v1/chat/completions",
    header: "authorization",
    key: "sk-or-env-canary-1111",
    stream: "openrouter-stream",
  },
  { path: "/v1/responses", header: "authorization", key: "sk-env-canary-2222", stream: "responses-reasoning-stream" },
  { path: "/v1/messages", header: "x-api-key", key: "sk-ant-env-canary-3333", stream: "anthropic-stream" },
  { path: "streamGenerateContent", header: "x-goog-api-key", key: "AIza-env-canary-4444", stream: "gemini-stream" },
] as const;

type Asked = { readonly path: string; readonly secret: string };

let app: App | undefined;
let server: Server | undefined;

afterEach(async () => {
  await app?.stop();
  server?.close();
});

/** One server that stands in for all four providers; it notes which secret came with which path. */
async function startProviders(asked: Asked[]): Promise<string> {
  server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? "";
    const route = routes.find((one) => path.includes(one.path));
    if (route === undefined) return void response.writeHead(404).end();
    asked.push({ path: route.path, secret: String(request.headers[route.header]) });
    const { bytes, contentType } = goldenStream(route.stream);
    request.resume().on("end", () => response.writeHead(200, { "content-type": contentType }).end(bytes));
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}`;
}

it("keys and base URLs from the environment reach their own provider, are said to be so, and are never stored", async () => {
  const asked: Asked[] = [];
  const origin = await startProviders(asked);
  const [openrouter, openai, anthropic, google] = routes.map((route) => route.key);
  app = await launchApp({
    env: {
      OPENROUTER_API_KEY: openrouter,
      OPENROUTER_BASE_URL: `${origin}/api/v1`,
      OPENAI_API_KEY: openai,
      OPENAI_BASE_URL: `${origin}/v1`,
      ANTHROPIC_API_KEY: anthropic,
      ANTHROPIC_BASE_URL: origin,
      GEMINI_API_KEY: google,
      GOOGLE_GEMINI_BASE_URL: origin,
    },
  });
  const { page, dataDir } = app;
  await page.getByRole("button", { name: "Open Compare" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  // Compare begins with a chain whose first link is OpenRouter, and with a model each of OpenAI and of Anthropic.
  await page.getByRole("button", { name: "Add column" }).click();
  await page
    .getByRole("option", { name: /Gemini 3.8 Flash.*Google/ })
    .first()
    .click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("Où est le café ?");
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForFunction(() => {
    const articles = [...document.querySelectorAll("article")];
    return articles.length > 3 && articles.every((article) => article.textContent?.includes("Café"));
  });

  const pairs = new Set(asked.map(({ path, secret }) => `${path} ${secret.replace("Bearer ", "")}`));
  expect([...pairs].toSorted()).toEqual(routes.map(({ path, key }) => `${path} ${key}`).toSorted());

  await page.getByRole("link", { name: "Providers" }).click();
  await page.getByText("From environment OPENROUTER_API_KEY").first().waitFor();
  const everything = [app.stdout(), app.stderr(), await page.content(), ...(await filesIn(dataDir))].join("\n");
  for (const { key } of routes) expect(everything).not.toContain(key);
});

/** Some of them come and go while the program runs. */
async function filesIn(folder: string): Promise<string[]> {
  return (await filesBelow(folder)).map(({ bytes }) => bytes.toString("latin1"));
}

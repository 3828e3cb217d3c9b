import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { newLink } from "#shared/chain.ts";
import type { Call } from "#shared/contract.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

/** The real program over a server that says no, and repeats what it was asked: what of all that is told? */

/** Other ones each time: nothing may know them by heart. */
const word = () => `w${randomUUID().replaceAll("-", "").slice(0, 14)}`;
const secrets = {
  key: `sk-proj-${word()}${word()}`,
  otherKey: `${word()}-no-known-shape-${word()}`,
  prompt: `${word()} ${word()} under the bridge`,
  system: `${word()} ${word()} for everyone`,
  providerName: `Server ${word()}`,
  chainName: `chain ${word()}`,
  modelId: `ft-${word()}`,
  title: `Title ${word()}`,
  answer: `${word()} ${word()} said the server`,
  session: `Session ${word()}`,
};

// None of them is waited for: this is about what is told. The 400 names a field, and is asked again without it where
// no refused key has closed the account by then.
const failures = [401, 400, 404, 403];
let chats = 0;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => {
    body += piece;
  });
  request.on("end", () => {
    // The model list is read whenever it suits, and takes no chat's turn.
    const status = request.method === "POST" ? failures[chats++ % failures.length] : 403;
    const message = `${secrets.answer}: you said ${body} with ${request.headers.authorization}`;
    response.writeHead(status ?? 500, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message, code: secrets.answer } }));
  });
});

let dataDir = "";
let app: App;
let call: Call;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "understudy-diagnostics-"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const composed = await compose({
    dataDir,
    env: { OPENAI_API_KEY: secrets.key, HTTPS_PROXY: `http://${word()}:${secrets.otherKey}@proxy.${word()}.test:1` },
    host: "node",
    version: "1.2.3",
    ...realPrograms(),
    openLink: async () => undefined,
    openFolder: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  app = composed.app;
  call = callOf(app.router);
  await useEverything();
});
afterAll(async () => {
  await app.close();
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function useEverything(): Promise<void> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const baseUrl = `http://127.0.0.1:${address.port}/${word()}/v1`;
  const { provider } = await valueFrom(
    call("provider.add", { name: secrets.providerName, baseUrl, keyOptional: false }),
  );
  await valueFrom(call("key.set", { providerId: provider.id, key: secrets.otherKey }));
  const link = newLink("l1", secrets.chainName, { providerId: provider.id, modelId: secrets.modelId });
  const chain = { id: "own", name: secrets.chainName, links: [link], onMidStream: "fail" } as const;
  await valueFrom(call("chain.save", { chain }));
  await valueFrom(call("session.start", { name: secrets.session }));
  const columns = [0, 1, 2, 3].map((index) => ({
    columnId: `c${index}`,
    runId: `r${index}`,
    target: { kind: "chain", chainId: "own" } as const,
  }));
  const conversation = { id: "v1", title: secrets.title, columns: [], system: secrets.system };
  await valueFrom(call("conversation.save", conversation));
  await valueFrom(
    call("comparison.start", {
      comparisonId: "x1",
      conversationId: "v1",
      prompt: secrets.prompt,
      system: secrets.system,
      columns,
    }),
  );
  await vi.waitFor(() => expect(app.liveRuns()).toBe(0), 60_000);
  await call("key.test", { providerId: provider.id });
  await app.router({ id: 1, method: secrets.prompt, input: secrets.prompt }, { id: "test" });
  await app.router({ id: 1, method: "run.stop", input: { [secrets.prompt]: secrets.key } }, { id: "test" });
  app.log.bug("host", new Error(`${secrets.prompt} ${secrets.otherKey}`));
}

/** Every file of the log. */
function logText(): string {
  app.log.flushNow();
  const folder = join(dataDir, "logs");
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("");
}

function expectNoSecret(text: string): void {
  const words = Object.values(secrets).flatMap((secret) => secret.match(/w[0-9a-f]{14}/g) ?? []);
  expect(words.length).toBeGreaterThan(10);
  for (const one of words) expect(text).not.toContain(one);
  // Addresses of servers and of proxies, too.
  expect(text).not.toMatch(/w[0-9a-f]{14}/);
}

test("the log says what happened, by provider, class and status, and holds no prompt, answer, key or name", async () => {
  const failures = () => logText().match(/"An attempt failed"/g) ?? [];
  // What the system was already given to write is not there at once.
  await expect.poll(() => failures().length).toBe(chats);
  expect(chats).toBeGreaterThanOrEqual(4);
  const text = logText();
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const failed = lines.filter(({ message }) => message === "An attempt failed");
  expect(new Set(failed.map(({ detail }) => detail.class))).toContain("AUTH");
  expect(failed.every(({ detail }) => detail.provider === "added")).toBe(true);
  expect(lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      "Understudy started",
      "A request of a window was refused",
      "Something went wrong inside the program",
    ]),
  );
  expectNoSecret(text);
});

test("the report tells versions, keychain, counts, settings and the log, and holds no prompt, answer, key or name", async () => {
  const { text } = await valueFrom(call("diagnostics.report", { browser: "Chromium 156.0" }));
  expect(text).toMatch(/^# Understudy diagnostics\n/);
  expect(text).toContain("- Understudy: 1.2.3 (loopback host)");
  expect(text).toContain(`- Node: ${process.versions.node}`);
  expect(text).toContain(`- SQLite: ${process.versions.sqlite}`);
  expect(text).toContain("- Window: Chromium 156.0");
  expect(text).toMatch(/## Keychain\n\n- /);
  expect(text).toMatch(/^- openai: openai, key: environment, /m);
  expect(text).toMatch(/^- added 1: openai-compatible, key: (?:memory|keychain), /m);
  expect(text).toContain("- Comparisons: 1\n- Runs: 4\n");
  expect(text).toContain("- Budgets: 0\n- Hard stop at a budget: yes\n");
  expect(text).toMatch(/^- added 1: .*, failures in a row: \d+/m);
  expect(text).toContain("- Proxy in the environment: yes");
  expect(text).toContain('"message":"An attempt failed"');
  expectNoSecret(text);
});

test("what a window reports is written, and nothing but facts is taken", async () => {
  const error = { name: "TypeError", code: null, cause: "not-a-function", frames: ["draw@index.js:1:2"] } as const;
  await valueFrom(call("log.report", { kind: "drawing", error }));
  await valueFrom(call("log.report", { kind: "policy", directive: "img-src", blocked: "https" }));
  const refused = await call("log.report", { kind: "error", error: { ...error, frames: [secrets.prompt] } });
  expect(refused).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
  const text = logText();
  expect(text).toContain('"detail":{"error":"TypeError","cause":"not-a-function","frames":["draw@index.js:1:2"]}');
  expect(text).toContain('"detail":{"directive":"img-src","blocked":"https"}');
  expectNoSecret(text);
});

test("the log is closed to other users", () => {
  expect(statSync(join(dataDir, "logs")).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, "logs", "understudy.log")).mode & 0o777).toBe(0o600);
});

test("a second start finds the folder in use and leaves its log alone", async () => {
  const before = logText();
  const second = await compose({
    dataDir,
    env: {},
    host: "node",
    version: "1",
    ...realPrograms(),
    openLink: async () => undefined,
  });
  expect(second).toMatchObject({ ok: false, exitCode: 3 });
  expect(logText()).toBe(before);
});

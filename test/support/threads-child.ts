import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { startDemo } from "#electron/demo/demo-server.ts";
import { openStore } from "#electron/storage/store.ts";
import { startUpkeepThread } from "#electron/storage/upkeep.ts";
import { createTokenCounter } from "#electron/tokenizer/token-counter.ts";

/**
 * Starts every thread of the program, has each do its work, and prints what came of it as JSON. Arguments: the folder
 * of the bundled threads, a data folder.
 */
const [programs = "", dataDir = ""] = process.argv.slice(2);
const thread = (name: string) => pathToFileURL(join(programs, `${name}.js`));
const clock = { epochMs: () => Date.now(), after: () => () => undefined };
const problems: string[] = [];
const onFailure = (problem: unknown) => void problems.push(String(problem));

const opened = await openStore({ workerUrl: thread("storage-worker"), dataDir, clock, onFailure });
if (!opened.ok) throw new Error(opened.message);

const task = { dataDir, nowMs: Date.now(), needsCheck: true };
const tended = await startUpkeepThread(thread("backup-worker"), task).tended;

// Without its compiler V8 takes seconds to read the tokeniser, which nobody waits for here.
const counter = createTokenCounter({ workerUrl: thread("tokenizer-worker"), onFailure, limitMs: 40_000 });
const models = ["gpt-5", "gpt-4"].map((modelId) => ({ providerId: "openai", modelId }));
const counts = await counter.count("Every word counts.", models);
await counter.close();

const started = await startDemo({ workerUrl: thread("demo-worker"), onFailure });
if (!started.ok) throw new Error(started.message);
const answer = await ask(`${started.demo.baseUrlOf("openai-compatible")}/chat/completions`);
await started.demo.close();
await opened.store.close();

process.stdout.write(
  JSON.stringify({
    webAssembly: "WebAssembly" in globalThis,
    backedUp: tended.backedUp,
    counts: counts.map(({ basis }) => basis),
    answer,
    problems,
  }),
);

/** Over Node's own HTTP: its `fetch` reads answers with WebAssembly. */
async function ask(url: string): Promise<string> {
  const body = JSON.stringify({
    model: "gpt-6-luna",
    stream: true,
    messages: [{ role: "user", content: "Hello" }],
  });
  const headers = { "content-type": "application/json", authorization: "Bearer anything" };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers }, (response) => text(response).then(resolve, reject));
    sent.on("error", reject).end(body);
  });
}

import { pathToFileURL } from "node:url";

/** Stops at the first piece of text, and prints what came of it. */
const program = await import(pathToFileURL(process.argv[2] ?? "").href);
const stop = new AbortController();
let pieces = 0;
try {
  const messages = [{ role: "user", content: "Hello" }];
  for await (const event of program.stream("is stopped", messages, { signal: stop.signal })) {
    if (event.type === "text") pieces += 1;
    stop.abort();
  }
} catch (error) {
  console.log(error instanceof Error ? `stopped after ${pieces}: ${error.name}` : error);
}

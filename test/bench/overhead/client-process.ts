import type { Client, Timed } from "./client.ts";
import { aiSdk, aiSdkWithFallback, bareUndici, openAiSdk } from "./clients.ts";
import { understudy } from "./understudy.ts";

/**
 * One client in a process of its own, so that none pays for another's garbage. Told a number, it asks that often, one
 * after the other, and answers with the times. Arguments: name, base URL, key, model.
 */

const [name = "", baseUrl = "", key = "", model = ""] = process.argv.slice(2);

const makers: Readonly<Record<string, () => Client>> = {
  bare: () => bareUndici(baseUrl, { model, key }),
  openai: () => openAiSdk(baseUrl, key),
  ai: () => aiSdk(baseUrl, key),
  "ai-fallback": () => aiSdkWithFallback(baseUrl, key),
  understudy: () => understudy(baseUrl, key),
};

const client = makers[name]?.();
if (client === undefined) throw new Error(`There is no client "${name}"`);

process.on("message", async (times: unknown) => {
  const timed: Timed[] = [];
  for (let count = 0; count < Number(times); count += 1) timed.push(await client.ask());
  process.send?.(timed);
});
process.on("disconnect", () => client.close().then(() => process.exit(0)));
process.send?.("ready");

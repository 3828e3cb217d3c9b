import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { findPython } from "./python.ts";

const number = z.number().nullish().default(null);
const words = z.array(z.string()).optional();

/** A link as a program holds it, in Python or TypeScript. What it does not say holds by itself. */
const dumpedLink = z.object({
  name: z.string(),
  provider: z.string(),
  modelId: z.string(),
  maxTokens: z.number(),
  temperature: number,
  costPer1kInput: number,
  costPer1kOutput: number,
  retries: z.number().default(1),
  connectMs: z.number().optional(),
  firstContentMs: z.number().default(12_000),
  lastHopeFirstContentMs: z.number().default(60_000),
  idleMs: z.number().default(15_000),
  totalMs: z.number().default(600_000),
  fallThrough: words,
  stopsAfter: words,
  goesOnAfter: words,
  extra: z.object({ models: words }).optional(),
  providerOptions: z.object({ openrouter: z.object({ models: words }).optional() }).optional(),
});

export type DumpedLink = z.infer<typeof dumpedLink>;

const dumpedChains = z.array(z.tuple([z.string(), z.object({ links: z.array(dumpedLink), onMidStream: z.string() })]));

export type DumpedChains = z.infer<typeof dumpedChains>;

const dumpers = {
  py: fileURLToPath(new URL("./dump.py", import.meta.url)),
  ts: fileURLToPath(new URL("./dump.ts", import.meta.url)),
};

/** What is in the programs when their own language has read them, one after the other. */
export async function dumpAll(ending: "py" | "ts", texts: readonly string[], folder: string): Promise<DumpedChains[]> {
  const files = texts.map((_, index) => join(folder, `program_${index}.${ending}`));
  await Promise.all(files.map((file, index) => writeFile(file, texts[index] ?? "")));
  const program = ending === "py" ? findPython() : process.execPath;
  const { stdout } = await promisify(execFile)(program, [dumpers[ending], ...files], {
    timeout: 60_000,
    maxBuffer: 64_000_000,
  });
  return z.array(dumpedChains).parse(JSON.parse(stdout));
}

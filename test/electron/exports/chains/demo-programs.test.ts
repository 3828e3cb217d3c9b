import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startDemo } from "#electron/demo/demo-server.ts";
import { writePython } from "#electron/exports/chains/python/python.ts";
import { writeTypeScript } from "#electron/exports/chains/typescript/typescript.ts";
import { writeTypeScriptFetch } from "#electron/exports/chains/typescript/typescript-fetch.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { findPython } from "#test/support/chain-programs/python.ts";
import { inProject, playedSchema, players, testKey } from "#test/support/chain-programs/world.ts";
import { programUrl } from "#test/support/programs.ts";
import { factsOfChains } from "#test/support/random-chains.ts";

const link = (providerId: string, modelId: string) => newLink(providerId, providerId, { providerId, modelId });
const behind = link("google", "gemini-2.5-flash-lite");

/** Of different models, so that the limit of one is not the other's. */
const chains: readonly Chain[] = [
  { id: "calm", name: "calm", onMidStream: "restart", links: [link("openrouter", "google/gemini-3.8-flash"), behind] },
  { id: "hit", name: "hit", onMidStream: "restart", links: [link("openrouter", "openai/gpt-oss-120b:free"), behind] },
];

const programs = [
  { form: "Python", write: writePython, ending: "py" },
  { form: "TypeScript on fetch", write: writeTypeScriptFetch, ending: "ts" },
  { form: "TypeScript on the AI SDK", write: writeTypeScript, ending: "ts" },
] as const;

test("on the demo providers each program answers, at what OpenRouter charges, and falls through on a 429", async (context) => {
  const started = await startDemo({ workerUrl: programUrl("demo-worker") });
  if (!started.ok) throw new Error(started.message);
  const { demo } = started;
  context.onTestFinished(() => demo.close());
  const env = {
    ...{ PATH: process.env.PATH ?? "", OPENROUTER_API_KEY: testKey, GEMINI_API_KEY: testKey },
    ...{ OPENROUTER_BASE_URL: demo.baseUrlOf("openrouter"), GEMINI_BASE_URL: demo.baseUrlOf("google") },
  };
  const folder = await inProject(context);
  const facts = factsOfChains(chains);
  const played = await Promise.all(
    programs.map(async ({ write, ending }, index) => {
      const { text, fileName } = write(facts);
      const file = join(folder, `${index}-${fileName}`);
      await writeFile(file, text);
      const program = ending === "py" ? findPython() : process.execPath;
      const prompts = { PROMPTS: JSON.stringify({ hit: "Hello [[fail openrouter 429]]" }) };
      const { stdout } = await promisify(execFile)(program, [players[ending], file], { env: { ...env, ...prompts } });
      return playedSchema.parse(JSON.parse(stdout));
    }),
  );
  for (const [index, [first, second]] of played.entries()) {
    const form = programs[index]?.form;
    expect({ form, link: first?.link, attempts: first?.attempts }).toEqual({
      form,
      link: "openrouter",
      attempts: ["openrouter"],
    });
    const fellThrough = { form, link: "google", attempts: ["openrouter RATE_LIMIT", "google"] };
    expect({ form, link: second?.link, attempts: second?.attempts }).toEqual(fellThrough);
    expect(first?.text.length, form).toBeGreaterThan(20);
    expect(first?.costUsd, form).toBeGreaterThan(0);
    expect(first?.costUsd, form).toBeCloseTo(played[0]?.[0]?.costUsd ?? 0, 9);
  }
});

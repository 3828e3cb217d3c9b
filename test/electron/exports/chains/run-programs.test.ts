import { execFile, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writePython } from "#electron/exports/chains/python/python.ts";
import { writeTypeScript } from "#electron/exports/chains/typescript/typescript.ts";
import { writeTypeScriptFetch } from "#electron/exports/chains/typescript/typescript-fetch.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { newLink } from "#shared/chain.ts";
import { expectPlayed } from "#test/support/chain-programs/expect-played.ts";
import { programCases } from "#test/support/chain-programs/program-cases.ts";
import { findPython } from "#test/support/chain-programs/python.ts";
import { inProject, playAll, players, startCases, stoppers } from "#test/support/chain-programs/world.ts";
import { projectRoot } from "#test/support/processes.ts";
import { factsOfChains, someFacts } from "#test/support/random-chains.ts";
import { runsOf } from "#test/support/runs.ts";

const inTypeScript = [
  { form: "TypeScript on fetch", write: writeTypeScriptFetch, command: () => [process.execPath, players.ts] },
  { form: "TypeScript on the AI SDK", write: writeTypeScript, command: () => [process.execPath, players.ts] },
];
const forms = [
  // Every warning of Python's is an error.
  { form: "Python", write: writePython, command: () => [findPython(), "-W", "error", players.py] },
  ...inTypeScript,
];

/** Six programs run at once, in three languages; a calm machine needs ten seconds. */
const busy = { timeout: 180_000 };

test.concurrent.for(forms)(
  "$form: the program answers in every dialect and falls through as the chain's rules say",
  busy,
  async ({ write, command }, context) => {
    const { servers, facts, env } = await startCases(programCases, context);
    const { text, fileName } = write(facts);
    const file = join(await inProject(context), fileName);
    const played = await playAll({ command: command(), file, text, env });
    expectPlayed(played, servers);
  },
);

test.concurrent.for([
  { form: "Python", write: writePython, command: () => [findPython(), "-W", "error", stoppers.py], said: "0 limits" },
  ...inTypeScript.map((one) => ({ ...one, command: () => [process.execPath, stoppers.ts], said: "AbortError" })),
])("$form: a stop ends the request and asks nobody else", busy, async ({ write, command, said }, context) => {
  // Pieces that come together are read together, before the stop.
  const script = [{ kind: "stall", after: 5, ms: 60_000 }] as const;
  const links = [{ kind: "openai", tokenEveryMs: 0, script } as const, { kind: "anthropic" } as const];
  const stopped = { name: "is stopped", links, answeredBy: null, attempts: [], requests: [1, 0] };
  const { servers, facts, env } = await startCases([stopped], context);
  const { text, fileName } = write(facts);
  const file = join(await inProject(context), fileName);
  await writeFile(file, text);
  const [program = "", ...args] = command();
  const { stdout, stderr } = await promisify(execFile)(program, [...args, file], { env });
  expect({ stdout, stderr }).toEqual({ stdout: `stopped after 1: ${said}\n`, stderr: "" });
  // The program may be seen to end before its connection is.
  const left = () => servers.requests.map(({ link, wasLeft }) => ({ link, wasLeft }));
  await context.expect.poll(left).toEqual([{ link: "is stopped 0", wasLeft: true }]);
});

/** What one dialect alone needs, and what nobody needs where no key is asked for. */
const oneEach = [
  ["openai", "gpt-6-luna"],
  ["openai", "gpt-4.1"],
  ["openrouter", "q/b"],
  ["anthropic", "claude-haiku-4-5"],
  ["google", "gemini-3.8-flash"],
  ["local", "llama3"],
].map(([providerId = "", modelId = ""]) => {
  const chain = { id: "c", name: "c", onMidStream: "restart" as const };
  const links = [newLink("l", "l", { providerId, modelId })];
  const kind = "openai-compatible" as const;
  const local = { id: "local", name: "Local", kind, baseUrl: "http://127.0.0.1:11434/v1", keyOptional: true };
  return factsOfChains([{ ...chain, links }], [...builtInProviders, local]);
});

const strictest = {
  extends: join(projectRoot, "tsconfig.base.json"),
  compilerOptions: {
    composite: false,
    emitDeclarationOnly: false,
    noEmit: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    types: ["node"],
  },
};

test("programs in TypeScript pass the strictest type check, with nothing in them that is not used", async (context) => {
  const folder = await inProject(context);
  const facts = [...fc.sample(someFacts, { seed: 20_261_123, numRuns: runsOf(6, 12) }), ...oneEach];
  const programs = inTypeScript.flatMap(({ write }) => facts.map((one) => write(one).text));
  const files = programs.map((_, index) => `program_${index}.ts`);
  await Promise.all(files.map((file, index) => writeFile(join(folder, file), programs[index] ?? "")));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ ...strictest, files }));
  const tsc = join(projectRoot, "node_modules/typescript/bin/tsc");
  const checked = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect({ said: checked.stdout, status: checked.status }).toEqual({ said: "", status: 0 });
});

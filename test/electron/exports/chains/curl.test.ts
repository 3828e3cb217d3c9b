import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { type FaultLink, startFaultServer } from "#electron/demo/fault-server.ts";
import { writeCurl } from "#electron/exports/chains/curl.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import { factsOfChains, someFacts } from "#test/support/random-chains.ts";
import { runsOf } from "#test/support/runs.ts";

async function inFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-curl-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function bash(
  folder: string,
  text: string,
  given: { args?: readonly string[]; env?: object } = {},
): Promise<Ran> {
  const file = join(folder, "chains.sh");
  await writeFile(file, text);
  const options = { cwd: folder, env: { PATH: process.env.PATH, ...given.env }, timeout: 50_000 };
  return await new Promise((resolve) => {
    const child = execFile("bash", [file, ...(given.args ?? [])], options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

/** A chain over servers of ours, and the script that asks it. */
async function exported(links: Readonly<Record<string, FaultLink>>, change: Partial<Chain> = {}) {
  const servers = await startFaultServer({ links });
  onTestFinished(() => servers.close());
  const providers = Object.entries(links).map(([id, { kind }]): Provider => {
    return { id, name: id, kind, baseUrl: servers.baseUrlOf(id), keyOptional: false };
  });
  const chain: Chain = {
    id: "c",
    name: "smart",
    links: providers.map(({ id }) => newLink(id, id, { providerId: id, modelId: "m" })),
    onMidStream: "fail",
    ...change,
  };
  const { text, variables } = writeCurl(factsOfChains([chain], providers));
  const env = Object.fromEntries(variables.map((variable) => [variable, `sk-${variable}`]));
  const folder = await inFolder();
  return {
    servers,
    run: (...args: readonly string[]) => bash(folder, text, { args, env }),
    runWithout: (variable: string) => bash(folder, text, { env: { ...env, [variable]: "" } }),
    requests: () => Object.keys(links).map((id) => servers.requestsOf(id).length),
  };
}

const status = (code: number) => ({ kind: "status", status: code, retryAfter: null }) as const;

test("every dialect answers to curl with the prompt that is given, whatever stands in it", async () => {
  const kinds = ["openai", "anthropic", "google", "openrouter", "openai-compatible"] as const;
  const prompt = `It's "so"\\n $HOME \`id\` & \n\ttwo`;
  for (const kind of kinds) {
    const { servers, run } = await exported({ one: { kind } });
    const { code, out } = await run(prompt);
    expect({ kind, code }).toEqual({ kind, code: 0 });
    expect(out).toContain("data: ");
    const [seen] = servers.requestsOf("one");
    expect(seen?.body).toContain(JSON.stringify(prompt));
    expect(JSON.stringify(seen?.headers)).toMatch(/sk-[A-Z_]+_API_KEY/);
  }
});

test("the script falls through on a 429 at once, on a 503 after a second try, and without a key without asking", async () => {
  const limited = await exported({
    one: { kind: "openai", script: [status(429)] },
    two: { kind: "anthropic", script: [status(503), status(503)] },
    three: { kind: "google" },
  });
  const { code, out } = await limited.run();
  expect(code).toBe(0);
  expect(out).toContain("three");
  expect(limited.requests()).toEqual([1, 2, 1]);
  expect((await limited.runWithout("OPENAI_API_KEY")).code).toBe(0);
  expect(limited.requests()).toEqual([1, 4, 2]);
});

test("the script stops where the chain stops: after a 400, after a cut, and after what a link was told to stop at", async () => {
  const wrong = await exported({ one: { kind: "openai", script: [status(400)] }, two: { kind: "google" } });
  expect(await wrong.run()).toMatchObject({ code: 1, out: "", err: "400\nNo link answered.\n" });
  expect(wrong.requests()).toEqual([1, 0]);
  const cut = await exported({
    one: { kind: "openai-compatible", script: [{ kind: "cut", after: 5, how: "reset" }] },
    two: { kind: "google" },
  });
  expect((await cut.run()).err).toContain("The answer was cut.");
  expect(cut.requests()).toEqual([1, 0]);
  const told = await exported(
    { one: { kind: "openai", script: [status(429)] }, two: { kind: "google" } },
    { rules: { triggers: { RATE_LIMIT: false } } },
  );
  expect((await told.run()).code).toBe(1);
  expect(told.requests()).toEqual([1, 0]);
});

test("another address is no answer: the script sends no key there, and stops", async () => {
  const moved = await exported({
    one: { kind: "openai", script: [{ kind: "status", status: 307, headers: { location: "/v1/elsewhere" } }] },
    two: { kind: "google" },
  });
  expect(await moved.run()).toMatchObject({ code: 1, err: "307\nNo link answered.\n" });
  expect(moved.requests()).toEqual([1, 0]);
});

test("the script waits for an answer as long as the link, and then asks the next one", async () => {
  const slow = await exported(
    {
      one: { kind: "openai", script: [{ kind: "silence", says: "nothing", forMs: 30_000 }] },
      two: { kind: "google" },
    },
    { rules: { deadlines: { totalMs: 1_000 } } },
  );
  const startedAtMs = performance.now();
  expect((await slow.run()).code).toBe(0);
  expect(performance.now() - startedAtMs).toBeLessThan(12_000);
  expect(slow.requests()).toEqual([1, 1]);
});

test("no name breaks out of the script: bash reads every one of them, and nothing in a name is run", async () => {
  const folder = await inFolder();
  await fc.assert(
    fc.asyncProperty(someFacts, async (facts) => {
      const { text } = writeCurl(facts);
      // Without a key no link is asked; one that needs none is not run here.
      const asked = text.replaceAll(/^ {2}ask /gm, "  : ");
      const ran = await bash(folder, asked, { env: { HOME: "/leaked" } });
      expect(ran).toMatchObject({ err: expect.stringMatching(/^(No link answered\.\n)?$/) });
      expect(await readdir(folder)).toEqual(["chains.sh"]);
    }),
    { numRuns: runsOf(15, 200) },
  );
});

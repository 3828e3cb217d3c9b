import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestContext } from "vitest";
import { z } from "zod";
import { type FaultLink, startFaultServer } from "#electron/demo/fault-server.ts";
import type { Provider } from "#shared/model.ts";
import { projectRoot } from "#test/support/processes.ts";
import { factsOfChains } from "#test/support/random-chains.ts";
import { askedAgain, type CaseLink, chainOfCase, type ProgramCase, providerOf } from "./program-cases.ts";

/** Of the test itself: some run side by side. */
export type AtEnd = Pick<TestContext, "onTestFinished">;

/**
 * A server for each link of each case, and a program's facts that name them. Every second link is at a wrong address in
 * the file: there a variable says the right one.
 */
export async function startCases(cases: readonly ProgramCase[], { onTestFinished }: AtEnd) {
  const all = cases.flatMap((one) => one.links.map((link, index) => ({ link, name: providerOf(one, index) })));
  const servers = await startFaultServer({
    links: Object.fromEntries(all.map(({ name, link }) => [name, serverOf(link)])),
  });
  onTestFinished(() => servers.close());
  const isMoved = (name: string) => name.endsWith(" 1");
  const providers = all.map(({ name, link: { kind, keyOptional = false } }): Provider => {
    const baseUrl = isMoved(name) ? "http://127.0.0.1:9" : servers.baseUrlOf(name);
    return { id: name, name, kind, baseUrl, keyOptional };
  });
  const facts = factsOfChains(cases.map(chainOfCase), providers);
  const variables = facts.providers.flatMap(({ name, keyVariable, addressVariable }) => [
    ...(isMoved(name) ? [[addressVariable, servers.baseUrlOf(name)]] : []),
    ...(all.some(({ link, name: own }) => own === name && link.hasNoKey) ? [] : [[keyVariable, testKey]]),
  ]);
  return { servers, facts, env: { PATH: process.env.PATH ?? "", ...Object.fromEntries(variables) } };
}

/** Only what the server knows of; it sends as fast as it can unless it is told otherwise. */
function serverOf({ kind, script, tokenEveryMs = 0 }: CaseLink): FaultLink {
  return { kind, tokenEveryMs, ...(script && { script }) };
}

export const testKey = "sk-test-0123456789";

export const playedSchema = z.array(
  z.object({
    chain: z.string(),
    /** What was handed out piece by piece since the last reset; and the answer as a whole. */
    text: z.string(),
    whole: z.string(),
    resets: z.number(),
    link: z.string().nullable(),
    attempts: z.array(z.string()),
    costUsd: z.number().nullable(),
  }),
);

export type Played = z.infer<typeof playedSchema>[number];

async function inFolder({ onTestFinished }: AtEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-program-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A project of somebody else: modules, and the libraries that are installed here. */
export async function inProject(atEnd: AtEnd): Promise<string> {
  const folder = await inFolder(atEnd);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await symlink(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Asks all chains of a program. */
export const players = {
  py: fileURLToPath(new URL("./play.py", import.meta.url)),
  ts: fileURLToPath(new URL("./play.ts", import.meta.url)),
};

/** Stop a program in the middle of an answer. */
export const stoppers = {
  py: fileURLToPath(new URL("./stop.py", import.meta.url)),
  ts: fileURLToPath(new URL("./stop.ts", import.meta.url)),
};

type Play = {
  readonly command: readonly string[];
  readonly file: string;
  readonly text: string;
  readonly env: Record<string, string>;
};

/** Writes the program, runs its player, and gives what came of each chain; then of those that are asked again. */
export async function playAll({ command: [program = "", ...args], file, text, env }: Play): Promise<Played[]> {
  await writeFile(file, text);
  const again = askedAgain.map(({ name }) => name);
  const { stdout } = await promisify(execFile)(program, [...args, file, ...again], { env, timeout: 150_000 });
  return playedSchema.parse(JSON.parse(stdout));
}

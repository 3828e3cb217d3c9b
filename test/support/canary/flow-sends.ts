import { newLink, type Target } from "#shared/chain.ts";
import type { StartColumn } from "#shared/contract.ts";
import { valueFrom } from "#test/support/calls.ts";
import { fenced } from "./canary-world.ts";
import { type Behaviour, behaviours } from "./echo-providers.ts";
import type { KeyedProvider, Stage } from "./flow-keys.ts";
import type { Talk } from "./talk.ts";

export type Sending = Pick<Stage, "world"> & {
  readonly talk: Talk;
  /** Which start of the program it is: part of each id. */
  readonly life: "first" | "second" | "third";
};

export const chainId = "canary-chain";
export const chainConversation = "canary-conversation";

/** Every way to answer and to fail, at six providers at a time, until each provider has failed in each way it can. */
export async function sendEverything({ world, talk, life }: Sending, all: readonly KeyedProvider[]): Promise<void> {
  for (const [turn, behaviour] of behaviours.filter((one) => one !== "hang").entries()) {
    const chosen = columnsAt(all, turn);
    const columns = chosen.map((one, index) => columnOf(`${life}-${behaviour}-${index}`, targetOf(one, behaviour)));
    const ids = { comparisonId: `sent-${life}-${behaviour}`, conversationId: `about-${life}-${behaviour}` };
    await valueFrom(talk.call("comparison.start", { ...ids, prompt: fenced(world.control("prompt")), columns }));
    await talk.over(columns.map(({ runId }) => runId));
    await readExchanges(talk, ids.comparisonId);
    await clearLimits(talk, chosen);
  }
}

/** The four dialects always, and two of the others in turn. */
function columnsAt(all: readonly KeyedProvider[], turn: number): readonly KeyedProvider[] {
  const [builtIn, own] = [all.slice(0, 4), all.slice(4).filter(({ keyName }) => !/removed/.test(keyName))];
  const inTurn = own.length === 0 ? [] : [0, 1].flatMap((step) => own[(turn * 2 + step) % own.length] ?? []);
  return [...builtIn, ...inTurn];
}

/** OpenAI's models of this name are asked by its Responses API; others of its shape are asked by the chat. */
function targetOf({ providerId, keyName }: KeyedProvider, behaviour: Behaviour) {
  return { kind: "model", providerId, modelId: keyName === "openai" ? `${behaviour}-codex` : behaviour } as const;
}

const columnOf = (id: string, target: Target): StartColumn => ({
  columnId: `column-${id}`,
  runId: `run-${id}`,
  target,
});

/** What the inspector shows of every attempt. */
async function readExchanges({ call }: Talk, comparisonId: string): Promise<void> {
  const { runs } = await valueFrom(call("history.get", { comparisonId }));
  for (const run of runs) {
    for (const { id } of run.attempts) await call("attempt.exchange", { runId: run.id, attemptId: id });
  }
}

/** A chain that falls through two failures; a retry, a second prompt, a rehearsal and a repeat of it. */
export async function fallThrough({ world, talk, life }: Sending, all: readonly KeyedProvider[]): Promise<void> {
  const { call } = talk;
  await valueFrom(call("chain.save", { chain: chainOver(all) }));
  const target = { kind: "chain", chainId } as const;
  const columns = [columnOf("chain", target), columnOf("beside", modelOf(all, "mistral", "fail-401"))];
  const prompt = fenced(world.control("prompt"));
  const ids = { comparisonId: "sent-chain", conversationId: chainConversation };
  await valueFrom(call("comparison.start", { ...ids, prompt, columns }));
  await talk.over(columns.map(({ runId }) => runId));
  await clearLimits(talk, all);
  const again = { ...columnOf("beside", modelOf(all, "mistral", "fail-401")), runId: "run-again" };
  await valueFrom(call("comparison.retry", { comparisonId: "sent-chain", columns: [again] }));
  await talk.over(["run-again"]);
  await readExchanges(talk, "sent-chain");
  const faults = { "link-0": { kind: "status", status: 401 } } as const;
  await valueFrom(call("drill.start", { runId: "run-drill", chainId, faults, speed: 10 }));
  await talk.over(["run-drill"]);
  await repeat({ world, talk, life }, all);
  await clearLimits(talk, all);
}

/** What failed cools down, and the next prompt would wait for it. */
async function clearLimits({ call }: Talk, all: readonly KeyedProvider[]): Promise<void> {
  for (const { providerId } of all) await call("limit.clear", { providerId });
}

async function repeat({ world, talk: { call } }: Sending, all: readonly KeyedProvider[]): Promise<void> {
  const ids = { comparisonId: "sent-repeat", conversationId: "about-repeat" };
  const columns = [
    { columnId: "again-fine", target: modelOf(all, "groq", "fine") },
    { columnId: "again-failing", target: modelOf(all, "xai", "fail-500") },
  ];
  const choice = { purpose: "repeat", times: 2, perProvider: 2 } as const;
  await valueFrom(call("repeat.start", { ...ids, prompt: fenced(world.control("prompt")), columns, repeat: choice }));
  await call("repeat.pause", { comparisonId: ids.comparisonId });
  await call("repeat.resume", { comparisonId: ids.comparisonId });
  await call("repeat.stop", { comparisonId: ids.comparisonId });
}

function chainOver(all: readonly KeyedProvider[]) {
  const models: readonly (readonly [KeyedProvider["keyName"], Behaviour])[] = [
    ["groq", "fail-401"],
    ["xai", "fail-packed"],
    ["anthropic", "error-event"],
    ["deepseek", "fine"],
  ];
  const links = models.map(([keyName, behaviour], index) => {
    const { providerId, modelId } = modelOf(all, keyName, behaviour);
    return newLink(`link-${index}`, `link ${index}`, { providerId, modelId });
  });
  return { id: chainId, name: "canary", links, onMidStream: "restart" as const };
}

export function modelOf(all: readonly KeyedProvider[], keyName: KeyedProvider["keyName"], modelId: Behaviour) {
  const found = all.find((one) => one.keyName === keyName);
  if (found === undefined) throw new Error(`There is no provider with the key ${keyName}.`);
  return { kind: "model", providerId: found.providerId, modelId } as const;
}

/** Answers that never end: what is on the way when the program is killed. */
export async function hang({ world, talk }: Sending, all: readonly KeyedProvider[]): Promise<readonly string[]> {
  const columns = all.slice(0, 4).map((one, index) => columnOf(`hang-${index}`, targetOf(one, "hang")));
  const ids = { comparisonId: "sent-hang", conversationId: "about-hang" };
  await valueFrom(talk.call("comparison.start", { ...ids, prompt: fenced(world.control("prompt")), columns }));
  return columns.map(({ runId }) => runId);
}

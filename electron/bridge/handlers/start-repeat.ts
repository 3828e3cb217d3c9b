import { notSaved } from "#electron/bridge/not-saved.ts";
import type { RepeatedComparison } from "#electron/manager/repeat/work.ts";
import type { BudgetRefusal } from "#shared/budget.ts";
import { refusalWords } from "#shared/budget-words.ts";
import { checkPrompt } from "#shared/check-prompt.ts";
import type { ComparisonState, Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import {
  promptOfRound,
  type RepeatChain,
  type RepeatColumn,
  type RepeatEstimate,
  type RepeatPlan,
} from "#shared/repeat.ts";
import type { RepeatChoice } from "#shared/repeat-contract.ts";
import type { Comparison } from "#shared/run.ts";
import { checkTargets } from "./check-targets.ts";
import { openConversation } from "./conversation.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { checkStart, comparisonOf, conversationAfter } from "./new-comparison.ts";
import { sizedWorkOf, workOf } from "./repeat-work.ts";

/** Saves the comparison and begins it. Nothing is saved of one that a budget or its own rows refuse. */
export async function startRepeat(
  dependencies: HandlerDependencies,
  input: Input<"repeat.start">,
): Promise<Answer<Comparison>> {
  const { workspace, store, repeats } = dependencies;
  const lost = checkTargets(dependencies, input.columns);
  if (lost !== null) return lost;
  const read = await readConversation(dependencies, input.conversationId);
  if (!read.ok) return read;
  const problem = checkStart(dependencies, input, read.value) ?? checkRows(input);
  if (problem !== null) return problem;
  const comparison = repeatedOf(dependencies, input, input.columns);
  const known = read.value?.comparisons ?? [];
  const work = await workOf(dependencies, { comparison, known, images: input.images ?? [] });
  const { refusal } = repeats.estimate(work);
  if (refusal !== null) return refuse("conflict", refusalSentence(dependencies, refusal));
  const opened = await openConversation(dependencies, conversationAfter(dependencies, input, read.value));
  if (!opened.ok) return opened;
  const saved = await store.saveComparison(comparison, input.images);
  if (!saved.ok) return notSaved(saved);
  workspace.tellComparison(comparison);
  repeats.start(work);
  return succeed(comparison);
}

export async function checkRepeat(
  dependencies: HandlerDependencies,
  input: Input<"repeat.check">,
): Promise<Answer<RepeatEstimate>> {
  const { conversationId, followsId } = input;
  const lost = checkTargets(dependencies, input.columns) ?? checkRows(input);
  if (lost !== null) return lost;
  let known: readonly ComparisonState[] = [];
  if (conversationId !== undefined && followsId !== undefined) {
    const read = await readConversation(dependencies, conversationId);
    if (!read.ok) return read;
    known = read.value?.comparisons ?? [];
  }
  const fields = { ...input, comparisonId: "check", conversationId: conversationId ?? "check" };
  const comparison = repeatedOf(dependencies, fields, input.columns);
  return succeed(dependencies.repeats.estimate(sizedWorkOf({ comparison, known })));
}

type Fields = Parameters<typeof comparisonOf>[1] & { readonly repeat: RepeatChoice };

function repeatedOf(
  dependencies: HandlerDependencies,
  input: Fields,
  columns: readonly RepeatColumn[],
): RepeatedComparison {
  const { seed = Math.floor(dependencies.random() * 2 ** 32), ...choice } = input.repeat;
  const chains = chainsOf(dependencies, columns);
  const repeat: RepeatPlan = { ...choice, seed, columns, ...(chains.length > 0 && { chains }) };
  return { ...comparisonOf(dependencies, input), repeat };
}

/** As they are now. */
function chainsOf({ workspace }: HandlerDependencies, columns: readonly RepeatColumn[]): readonly RepeatChain[] {
  const asked = new Set(columns.map(({ target }) => (target.kind === "chain" ? target.chainId : null)));
  return workspace.chains().flatMap(({ drills: _, ...chain }) => (asked.has(chain.id) ? [chain] : []));
}

/** Says which row makes no prompt. */
function checkRows({ prompt, system, repeat }: Pick<Input<"repeat.check">, "prompt" | "system" | "repeat">) {
  const { rows = [] } = repeat;
  const plan = { ...repeat, seed: 0, columns: [] };
  for (const index of rows.keys()) {
    const filled = promptOfRound({ prompt, repeat: plan, ...(system !== undefined && { system }) }, index);
    const wrong = checkPrompt(filled.prompt);
    if (wrong !== null) return refuse("invalid-input", `Row ${index + 1}: ${wrong}`);
  }
  return null;
}

export function refusalSentence({ workspace }: HandlerDependencies, refusal: BudgetRefusal): string {
  const nameOf = (providerId: string) => workspace.provider(providerId)?.provider.name ?? providerId;
  const { title, body } = refusalWords(refusal, nameOf, "all runs together");
  return `${title} ${body}`;
}

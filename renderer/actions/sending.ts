import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { addPlaceholders, dropPlaceholders } from "#renderer/stores/runs-store.ts";
import { keepSentImages } from "#renderer/stores/sent-images-store.ts";
import { linksOf, targetTitle } from "#renderer/stores/targets.ts";
import type { Input, StartColumn } from "#shared/contract.ts";
import type { Answer } from "#shared/failure.ts";
import { startRun } from "#shared/reduce-run.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Column, Comparison, ComparisonFields, Run } from "#shared/run.ts";
import { fillTemplate, type Values } from "#shared/template.ts";
import { saveConversation } from "./columns.ts";
import { underWay } from "./under-way.ts";
import { noteAnswer } from "./unheard.ts";

/** Columns with a run of their own each, and their own system prompts filled in. */
export function startColumns(columns: readonly Column[], values: Values): readonly StartColumn[] {
  return columns.map(({ id, target, overrides }) => ({
    columnId: id,
    runId: crypto.randomUUID(),
    target,
    ...(overrides !== undefined && { overrides: withFilledSystem(overrides, values) }),
  }));
}

function withFilledSystem(overrides: NonNullable<Column["overrides"]>, values: Values) {
  const { system } = overrides;
  return system === undefined ? overrides : { ...overrides, system: fillTemplate(system, values) };
}

/** Null where the host took it; else why nothing was sent, for people. */
export async function start(input: Input<"comparison.start">): Promise<string | null> {
  const { columns, ...fields } = input;
  showComparison(fields);
  const refusal = await asWaiting(input.comparisonId, columns, () => ask(input));
  if (refusal !== null) takeBackComparison(input.comparisonId);
  return refusal;
}

/** Shows a prompt as the newest of its conversation, until the host tells of it. */
export function showComparison(fields: ComparisonFields, repeat?: RepeatPlan): void {
  const comparison = { ...drawnComparison(fields), ...(repeat !== undefined && { repeat }) };
  useAppStore.setState((state) => ({
    comparisons: [
      ...state.comparisons.filter((one) => one.conversationId === comparison.conversationId),
      { ...comparison, isDemo: state.settings.demo },
    ],
  }));
  // They are here already, and the host has them only once it took the prompt.
  if (fields.images !== undefined) keepSentImages(comparison.id, fields.images);
}

/** For people; null where the host took it. `answer`: null where the columns could not be saved before. */
export function whyNotSent(answer: Answer<unknown> | null): string | null {
  if (answer === null) return "Nothing was sent, because the columns could not be saved.";
  return answer.ok ? null : `Nothing was sent. ${answer.failure.message}`;
}

/** The host did not take it. */
export function takeBackComparison(comparisonId: string): void {
  useAppStore.setState((state) => ({ comparisons: state.comparisons.filter((one) => one.id !== comparisonId) }));
}

async function ask(input: Input<"comparison.start">): Promise<string | null> {
  const answer = (await saveConversation()) ? await call("comparison.start", input) : null;
  noteAnswer(input.comparisonId, answer);
  return whyNotSent(answer);
}

function drawnComparison({ comparisonId, images = [], ...rest }: ComparisonFields): Comparison {
  const infos = images.map(({ mimeType, base64 }) => ({ mimeType, bytes: Math.floor((base64.length * 3) / 4) }));
  return {
    ...rest,
    id: comparisonId,
    sessionId: "",
    startedAtMs: Date.now(),
    isDemo: false,
    ...(infos.length > 0 && { images: infos }),
  };
}

/** Shows waiting columns in the turn of Send, and takes them back where nothing came of it. */
export async function asWaiting(
  comparisonId: string,
  columns: readonly StartColumn[],
  ask: () => Promise<string | null>,
): Promise<string | null> {
  addPlaceholders(columns.map((column) => placeholder(comparisonId, column)));
  const refusal = await underWay(comparisonId, ask());
  if (refusal !== null) dropPlaceholders(columns.map((column) => column.runId));
  return refusal;
}

function placeholder(comparisonId: string, { columnId, runId, target, overrides }: StartColumn): Run {
  const app = useAppStore.getState();
  return startRun({
    id: runId,
    comparisonId,
    columnId,
    target,
    title: targetTitle(app, target),
    isDemo: app.settings.demo,
    startedAtMs: Date.now(),
    links: linksOf(app, target),
    ...(overrides !== undefined && { overrides }),
  });
}

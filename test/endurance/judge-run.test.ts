import { expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { answerCost, answerText } from "./answers.ts";
import { faultsOfRun } from "./judge-run.ts";

const attempt: Attempt = {
  ...{ id: "a", linkIndex: 0, providerId: "openai", modelId: "m", kind: "first", startMs: 0, waitedMs: 0, price: null },
  ...{ status: "answered", endMs: 9, connectedMs: 1, headersMs: 2, httpStatus: 200, firstContentMs: 3 },
  ...{ firstAnswerMs: 3, lastContentMs: 8, finish: "stop", nativeFinish: "stop", failure: null, usage: null },
  ...{ cost: { nanoUsd: answerCost("openai", "q"), source: "computed" }, modelServed: null, upstreamProvider: null },
  ...{ generationId: null, malformedEvents: 0, droppedText: "" },
};
const done: Run = {
  ...{ id: "r", comparisonId: "c", columnId: "col", target: { kind: "chain", chainId: "x" }, title: "x" },
  ...{ isDemo: false, status: "done", startedAtMs: 0, endMs: 10, reasoning: "", waiting: null, failure: null },
  links: ["openai", "google"].map((id) => newLink(id, id, { providerId: id, modelId: "m" })),
  text: answerText("openai", "q"),
  attempts: [attempt],
  answeredBy: "a",
};
const judge = (run: Partial<Run>, asked: { wasStopped?: boolean; wasKilled?: boolean } = {}) =>
  faultsOfRun(
    { ...done, ...run },
    { question: "q", linkOf: (id) => id, wasStopped: false, wasKilled: false, ...asked },
  );

const failed = (failure: Run["failure"], text = "") => ({ status: "failed", failure, text, answeredBy: null }) as const;
const half = answerText("google", "q").slice(0, 20);

test("a whole answer of the link that is named for it, billed as it was sent, is well", () => {
  expect(judge({})).toEqual([]);
});

test.each<[string, Partial<Run>]>([
  ["half an answer", { text: done.text.slice(0, -3) }],
  ["another link's answer", { text: answerText("google", "q") }],
  ["the answer to another question", { text: answerText("openai", "other") }],
  ["two answers in one", { text: done.text + done.text }],
  ["another bill", { attempts: [{ ...attempt, cost: { nanoUsd: 1, source: "computed" } }] }],
  ["an answer by nobody", { answeredBy: "b" }],
  ["no end", { endMs: null }],
  ["an attempt without an end", { attempts: [{ ...attempt, endMs: null }] }],
  ["a stop that nobody asked for", { status: "stopped" }],
  ["an interruption of a program that went on", { status: "interrupted" }],
  ["a mistake of our own", failed(failureOf("SERVER", "A bug", { reason: "internal" }))],
  ["a failure that no server made", failed(failureOf("LOCAL", "No network"))],
  ["a beginning that was never sent", failed(failureOf("SERVER", "Down"), "Something else")],
])("%s is found", (_, run) => {
  expect(judge(run)).toHaveLength(1);
});

test("what servers, users and kills do is allowed, with the beginning of an answer", () => {
  expect(judge(failed(failureOf("NETWORK", "Cut"), half))).toEqual([]);
  expect(judge({ status: "stopped", text: half }, { wasStopped: true })).toEqual([]);
  expect(judge({ status: "interrupted", text: half }, { wasKilled: true })).toEqual([]);
});

import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { AnswerText } from "#renderer/parts/answer/answer-text.tsx";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";
import { find, mount, settle } from "#test/renderer/features/mount.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => unmount());

const thinking = attemptOf("a", { firstContentMs: 500, firstAnswerMs: null });

async function draw(run: Run): Promise<HTMLDetailsElement> {
  useRunsStore.setState({ runs: { [run.id]: run } });
  unmount = await mount(
    <AnswerText runId={run.id} isStreaming={run.endMs === null} isFaded={false} onOpenLink={() => undefined} />,
  );
  await settle();
  return find<HTMLDetailsElement>("details");
}
const summary = () => find("summary").textContent?.replaceAll("\u00a0", " ");

it("is open while nothing else is there to read", async () => {
  const box = await draw(runOf("thinks", { reasoning: "Let me see", attempts: [thinking] }));
  expect(box.open).toBe(true);
  expect(summary()).toBe("Reasoning");
});

it("is folded above the answer once that begins, and says how long it took", async () => {
  const attempt = { ...thinking, status: "answered", firstAnswerMs: 4_600, endMs: 5_000 } as const;
  const ended = { status: "done", endMs: 5_000, answeredBy: "a", text: "Yes." } as const;
  const box = await draw(runOf("thought", { reasoning: "Let me see", attempts: [attempt], ...ended }));
  expect(box.open).toBe(false);
  expect(summary()).toBe("Reasoned for 4.1 s");
});

it("tells the time of a reasoning that led to no answer, too", async () => {
  const attempt = { ...thinking, status: "stopped", endMs: 2_500 } as const;
  await draw(runOf("stopped", { reasoning: "Let me see", status: "stopped", endMs: 2_500, attempts: [attempt] }));
  expect(summary()).toBe("Reasoned for 2.0 s");
  await act(async () => undefined);
});

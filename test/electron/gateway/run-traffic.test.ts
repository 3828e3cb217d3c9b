import { expect, test } from "vitest";
import { createRunTraffic } from "#electron/gateway/run-traffic.ts";
import type { RunEvent } from "#shared/run.ts";

const isRecorded = () => true;
const ended = (runId: string): RunEvent => ({
  type: "run-ended",
  runId,
  atMs: 1,
  status: "done",
  answeredBy: null,
  failure: null,
});
const said = (runId: string): RunEvent => ({
  type: "delta",
  runId,
  attemptId: "a",
  atMs: 1,
  channel: "text",
  text: "secret",
});

test("a run that goes on is a program's, and its texts stay away from the disk, however many come and go meanwhile", () => {
  const traffic = createRunTraffic();
  traffic.add("long", { keepsTexts: false, isRecorded });
  for (let count = 0; count < 5000; count += 1) {
    traffic.add(`run-${count}`, { keepsTexts: false, isRecorded });
    traffic.forDisk(`run-${count}`, ended(`run-${count}`));
  }
  expect(traffic.isOurs("long")).toBe(true);
  const kept = [...traffic.forDisk("long", said("long")), ...traffic.forDisk("long", said("long"))];
  expect(JSON.stringify(kept)).not.toContain("secret");
  expect(kept).toHaveLength(1);
});

test("a run that ended is known for a while, because its cost may be learned later, and not for ever", () => {
  const traffic = createRunTraffic();
  for (let count = 0; count < 2000; count += 1) {
    traffic.add(`run-${count}`, { keepsTexts: true, isRecorded });
    expect(traffic.forDisk(`run-${count}`, ended(`run-${count}`))).toHaveLength(1);
  }
  expect(traffic.isOurs("run-1999")).toBe(true);
  expect(traffic.isOurs("run-0")).toBe(false);
});

test("what was said in a program's run may be kept only where its texts are, also after its end; a window's always", () => {
  const traffic = createRunTraffic();
  traffic.add("open", { keepsTexts: true, isRecorded });
  traffic.add("closed", { keepsTexts: false, isRecorded });
  traffic.forDisk("closed", ended("closed"));
  expect(["open", "closed", "of a window"].map(traffic.keepsTexts)).toEqual([true, false, true]);
});

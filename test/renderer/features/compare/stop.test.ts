import { act } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { stopAll, stopRun } from "#renderer/actions/stop.ts";
import { setDraft } from "#renderer/stores/composer-store.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openConversation, shown } from "./conversation-window.ts";

let window: Awaited<ReturnType<typeof openConversation>>;
beforeEach(async () => {
  window = await openConversation();
});

/** Sends, and stops before the host has answered. */
async function sendAnd(stop: () => Promise<void>): Promise<readonly string[]> {
  await act(async () => {
    setDraft("Why is the sky blue?");
    await Promise.all([sendDraft(), stop()]);
  });
  await settle();
  const watched = new Set(["comparison.start", "comparison.stop", "run.stop"]);
  return window.asked.map(({ method }) => method).filter((method) => watched.has(method));
}

describe("a Stop in the very moment of Send", () => {
  it("reaches the host after what it stops", async () => {
    expect(await sendAnd(stopAll)).toEqual(["comparison.start", "comparison.stop"]);
  });

  it("of one column does, too", async () => {
    expect(await sendAnd(() => stopRun(shown("a")?.id ?? ""))).toEqual(["comparison.start", "run.stop"]);
  });
});

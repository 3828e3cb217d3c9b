import { act } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { openPrompts } from "#renderer/actions/conversation.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { settleUnheard } from "#renderer/actions/unheard.ts";
import { call } from "#renderer/bridge/host.ts";
import { setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { notRepeated } from "#renderer/stores/repeat-draft-storage.ts";
import { changeRepeat, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openConversation } from "./conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;

beforeEach(async () => {
  useToastsStore.setState({ waiting: [], undoable: null });
  useViewStore.setState({ problem: null });
  changeRepeat(notRepeated);
  window = await openConversation();
});

const image = { id: "i", mimeType: "image/png", base64: "iVBORw0KGgo=", bytes: 8 };
const composer = () => useComposerStore.getState();
const sentKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith("understudy-sent-"));

/** What a page leaves behind that is loaded anew in the very moment of Send; the host answers it all the same. */
async function sendAndLeave(write: () => void): Promise<{ readonly key: string; readonly left: string }> {
  let left = "";
  let key = "";
  await act(async () => {
    write();
    const sending = sendDraft();
    key = sentKeys()[0] ?? "";
    left = sessionStorage.getItem(key) ?? "";
    await sending;
  });
  await settle();
  return { key, left };
}

/** The snapshot that the page gets next; the host knows of nothing that was sent, unless told otherwise. */
async function settleWith(knows: "nothing" | "all"): Promise<void> {
  const answer = await call("app.snapshot", {});
  if (!answer.ok) throw new Error(answer.failure.message);
  const comparisons = knows === "all" ? answer.value.comparisons : [];
  await act(async () => settleUnheard({ ...answer.value, comparisons }));
  await settle();
}

describe("a prompt on its way", () => {
  it("is kept until the host has answered, and no longer", async () => {
    const { left } = await sendAndLeave(() => setDraft("Why is the sky blue?"));
    expect(left).toContain("Why is the sky blue?");
    expect(sentKeys()).toEqual([]);
    expect(openPrompts()).toHaveLength(1);
  });

  it("is written again, with its images and how it is repeated, where the host never heard of it", async () => {
    const { key, left } = await sendAndLeave(() => {
      setDraft("Why is the sky blue?");
      setImages([image]);
      changeRepeat({ times: 20, seed: 7 });
    });
    expect(composer()).toMatchObject({ draft: "", images: [] });
    sessionStorage.setItem(key, left);
    await settleWith("nothing");
    expect(composer()).toMatchObject({ draft: "Why is the sky blue?", images: [image] });
    expect(useRepeatDraftStore.getState()).toMatchObject({ times: 20, seed: 7 });
    expect(useViewStore.getState().problem).toMatch(/^Nothing was sent/);
    expect(sentKeys()).toEqual([]);
  });

  it("is not written again where the host took it", async () => {
    const { key, left } = await sendAndLeave(() => setDraft("Why is the sky blue?"));
    sessionStorage.setItem(key, left);
    await settleWith("all");
    expect(composer().draft).toBe("");
    expect(useViewStore.getState().problem).toBeNull();
    expect(sentKeys()).toEqual([]);
  });

  it("takes the place of nothing that was written meanwhile, and can be had back", async () => {
    const { key, left } = await sendAndLeave(() => setDraft("Why is the sky blue?"));
    sessionStorage.setItem(key, left);
    setDraft("Another thought");
    await settleWith("nothing");
    expect(composer().draft).toBe("Another thought");
    useToastsStore.getState().undoable?.undo?.();
    expect(composer().draft).toBe("Why is the sky blue?");
  });

  it("is left alone by a snapshot that comes before its answer", async () => {
    setDraft("Why is the sky blue?");
    const sending = sendDraft();
    await settleWith("nothing");
    expect(composer().draft).toBe("");
    await act(async () => await sending);
    expect(window.methods()).toContain("comparison.start");
    expect(sentKeys()).toEqual([]);
  });

  it("of a conversation that is not open any more is asked for by its name", async () => {
    const { key, left } = await sendAndLeave(() => setDraft("Why is the sky blue?"));
    sessionStorage.setItem(key, left.replace(/"conversationId":"[^"]*"/, '"conversationId":"elsewhere"'));
    await settleWith("nothing");
    expect(window.asked.findLast(({ method }) => method === "history.get")?.input).toEqual({
      comparisonId: openPrompts()[0]?.id,
    });
    expect(sentKeys()).toEqual([]);
  });
});

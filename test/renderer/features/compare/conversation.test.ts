import { act } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import {
  newComparison,
  openPrompts,
  renameConversation,
  replyOnlyTo,
  showNextPrompt,
  showPrompt,
} from "#renderer/actions/conversation.ts";
import { cancelEdit, editPrompt } from "#renderer/actions/edit-prompt.ts";
import { retryAll, retryColumns, retryFailed } from "#renderer/actions/retry.ts";
import { sentOf } from "#renderer/actions/start-comparison.ts";
import { settleUnheard } from "#renderer/actions/unheard.ts";
import { call } from "#renderer/bridge/host.ts";
import { sentTokens } from "#renderer/parts/sent-tokens.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { readKept } from "#renderer/stores/composer-storage.ts";
import { changeComposer, setDraft, setImages, setValue, useComposerStore } from "#renderer/stores/composer-store.ts";
import { editedNumber } from "#renderer/stores/prompts.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { useSentImagesStore } from "#renderer/stores/sent-images-store.ts";
import { keepSent } from "#renderer/stores/sent-storage.ts";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openConversation, shown } from "./conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;

beforeEach(async () => {
  window = await openConversation();
});

const askedOf = (columnId: string) => {
  const run = shown(columnId);
  return run === undefined ? undefined : window.host.manager.asked.get(run.id);
};
const composer = () => useComposerStore.getState();
const image = { id: "i", mimeType: "image/png", base64: "iVBORw0KGgo=", bytes: 8 };

describe("a conversation of several prompts", () => {
  it("hands each column its own answers, and not the other column's", async () => {
    await window.send("First");
    await window.answer("From a", "a");
    await window.answer("From b", "b");
    await window.send("Second");
    expect(askedOf("a")?.prompt.messages.map((one) => one.text)).toEqual(["First", "From a", "Second"]);
    expect(askedOf("b")?.prompt.messages.map((one) => one.text)).toEqual(["First", "From b", "Second"]);
    expect(openPrompts().map((one) => one.prompt)).toEqual(["First", "Second"]);
  });

  it("counts what was said before with a prompt that is being answered", async () => {
    await window.send("First");
    await window.answer("An answer of forty-four characters, no more.", "a");
    await window.answer("Short", "b");
    await window.send("Second");
    const tokens = (columnId: string) => {
      const run = shown(columnId);
      return run === undefined ? null : sentTokens(run);
    };
    // Four characters a token: First, the answer, Second.
    expect([tokens("a"), tokens("b")]).toEqual([2 + 11 + 2, 2 + 2 + 2]);
  });

  it("goes back to a prompt and its answers, and a new Send comes back to the newest", async () => {
    await window.send("First");
    await window.answer("One");
    await window.send("Second");
    await window.answer("Two");
    showNextPrompt(-1);
    expect(shown("a")?.text).toBe("One");
    showNextPrompt(-1);
    expect(shown("a")?.text).toBe("One");
    await window.send("Third");
    expect(useColumnsStore.getState().shownId).toBeNull();
    expect(openPrompts().at(-1)?.followsId).toBe(openPrompts()[1]?.id);
    expect(isRunning(shown("a"))).toBe(true);
  });

  it("asks one column alone, once; the other keeps the answer it gave", async () => {
    await window.send("First");
    await window.answer("One");
    replyOnlyTo("b");
    await window.send("Only you");
    expect(isRunning(shown("b"))).toBe(true);
    expect(shown("a")?.text).toBe("One");
    expect(composer().replyOnlyTo).toBeNull();
    await window.answer("Two");
    await window.send("All again");
    expect(askedOf("a")?.prompt.messages.map((one) => one.text)).toEqual(["First", "One", "All again"]);
  });

  it("leaves behind what was said where a new comparison begins, and keeps draft, system prompt and columns", async () => {
    changeComposer({ system: "Be brief." });
    await window.send("First");
    await window.answer("One");
    setDraft("Next");
    const before = useColumnsStore.getState();
    act(() => newComparison());
    await settle();
    const after = useColumnsStore.getState();
    expect(after.conversationId).not.toBe(before.conversationId);
    expect(after.columns.map((one) => one.target)).toEqual(before.columns.map((one) => one.target));
    expect(after.columns.map((one) => one.id)).not.toEqual(before.columns.map((one) => one.id));
    expect(composer()).toMatchObject({ draft: "Next", system: "Be brief." });
    await window.send("Fresh");
    const column = after.columns[0]?.id ?? "";
    expect(askedOf(column)?.prompt).toMatchObject({ system: "Be brief.", messages: [{ text: "Fresh" }] });
  });

  it("gives back what an edit had put aside, also where the edit went into a new comparison", async () => {
    await window.send("First");
    await window.answer("One");
    setDraft("Half a thought");
    await act(async () => void (await editPrompt(openPrompts()[0]?.id ?? "")));
    setDraft("First, for others");
    act(() => newComparison());
    await settle();
    expect(composer()).toMatchObject({ draft: "First, for others", editingId: null });
    await window.send("First, for others");
    expect(composer().draft).toBe("Half a thought");
  });

  it("is called after its first prompt until somebody names it", async () => {
    await window.send("Name three colours.\nPlease.");
    await window.answer("One");
    expect(useColumnsStore.getState().title).toBe("Name three colours.");
    act(() => renameConversation("  My   colours "));
    await settle();
    await window.send("More");
    expect(useColumnsStore.getState().title).toBe("My colours");
    expect([...window.host.store.conversations.values()].at(-1)?.title).toBe("My colours");
    act(() => renameConversation("  "));
    expect(useColumnsStore.getState().title).toBe("My colours");
  });
});

describe("edit and resend", () => {
  it("follows what the edited prompt followed, and gives back what stood in the composer", async () => {
    await window.send("First");
    await window.answer("One");
    await window.send("Second");
    await window.answer("Two");
    const second = openPrompts()[1]?.id ?? "";
    setDraft("Half a thought");
    await act(async () => void (await editPrompt(second)));
    expect(composer()).toMatchObject({ draft: "Second", editingId: second });
    expect(readKept()).toMatchObject({ editingId: second, setAside: { draft: "Half a thought" } });
    await window.send("Second, better");
    expect(askedOf("a")?.prompt.messages.map((one) => one.text)).toEqual(["First", "One", "Second, better"]);
    expect(composer()).toMatchObject({ draft: "Half a thought", editingId: null });
    const edit = openPrompts()[2];
    expect(edit === undefined ? null : editedNumber(openPrompts(), edit)).toBe(2);
  });

  it("takes up variables, system prompt and images as they were written", async () => {
    changeComposer({ system: "You speak {{language}}." });
    setValue("language", "French");
    setImages([image]);
    await window.send("Greet {{language}}");
    await window.answer("Salut");
    setValue("language", "Dutch");
    changeComposer({ system: "Other" });
    await act(async () => void (await editPrompt(openPrompts()[0]?.id ?? "")));
    await settle();
    expect(composer()).toMatchObject({
      draft: "Greet {{language}}",
      system: "You speak {{language}}.",
      values: { language: "French" },
      images: [{ mimeType: "image/png", base64: image.base64 }],
    });
    act(() => cancelEdit());
    expect(composer()).toMatchObject({ draft: "", system: "Other", values: { language: "Dutch" }, images: [] });
  });
});

describe("an edit that is left", () => {
  it("for another prompt, or for none, can be had back as it was", async () => {
    await window.send("First");
    await window.answer("One");
    await window.send("Second");
    await window.answer("Two");
    const [first, second] = openPrompts().map((one) => one.id);
    setDraft("Half a thought");
    await act(async () => void (await editPrompt(first ?? "")));
    setDraft("First, better");
    await act(async () => void (await editPrompt(second ?? "")));
    expect(composer()).toMatchObject({ draft: "Second", editingId: second });
    act(() => useToastsStore.getState().undoable?.undo?.());
    expect(composer()).toMatchObject({ draft: "First, better", editingId: first });
    act(() => cancelEdit());
    expect(composer()).toMatchObject({ draft: "Half a thought", editingId: null, setAside: null });
    act(() => useToastsStore.getState().undoable?.undo?.());
    expect(composer()).toMatchObject({ draft: "First, better", editingId: first });
    expect(composer().setAside?.draft).toBe("Half a thought");
  });

  it("keeps an image that was added before those of the prompt had come", async () => {
    setImages([image]);
    await window.send("Look");
    await window.answer("Seen");
    useSentImagesStore.setState({ images: {} });
    const own = { ...image, id: "own" };
    await act(async () => {
      const edited = editPrompt(openPrompts()[0]?.id ?? "");
      setImages([own]);
      await edited;
    });
    expect(composer().images).toHaveLength(2);
    expect(composer().images).toContainEqual(own);
  });
});

describe("a prompt that was sent while the connection broke", () => {
  it("is taken out of the composer where the host has it, and so is the edit that it was", async () => {
    await window.send("First");
    await window.answer("One");
    const first = openPrompts()[0]?.id ?? "";
    setDraft("Half a thought");
    await act(async () => void (await editPrompt(first)));
    const before = openPrompts();
    keepSent(sentOf({ comparisonId: first, conversationId: "c", prompt: "First" }));
    const comparison = before[0];
    if (comparison === undefined) throw new Error("Nothing was sent.");
    const snapshot = await call("app.snapshot", {});
    if (!snapshot.ok) throw new Error(snapshot.failure.message);
    act(() => settleUnheard({ ...snapshot.value, comparisons: [{ comparison, runs: [] }] }));
    expect(composer()).toMatchObject({ draft: "Half a thought", editingId: null, setAside: null });
  });
});

describe("try again", () => {
  it("asks only the failed columns, in the same comparison, with the same turns before", async () => {
    await window.send("First");
    await window.answer("One");
    await window.send("Second");
    await window.answer("Two", "a");
    await window.answer(null, "b");
    const kept = shown("a")?.id;
    await act(async () => void (await retryFailed()));
    await settle();
    expect(shown("a")?.id).toBe(kept);
    expect(isRunning(shown("b"))).toBe(true);
    expect(askedOf("b")?.prompt.messages.map((one) => one.text)).toEqual(["First", "One", "Second"]);
    expect(openPrompts()).toHaveLength(2);
  });

  it("asks a column with the settings that it has now", async () => {
    await window.send("First");
    await window.answer("One");
    useColumnsStore.setState(({ columns }) => ({
      columns: columns.map((one) => (one.id === "a" ? { ...one, overrides: { maxTokens: 9 } } : one)),
    }));
    await act(async () => void (await retryColumns(["a"])));
    await settle();
    expect(askedOf("a")?.overrides).toEqual({ maxTokens: 9 });
  });

  it("asks all of the prompt on screen, and never one that still answers", async () => {
    await window.send("First");
    await window.answer("One", "a");
    await act(async () => void (await retryAll()));
    await settle();
    expect(window.asked.filter((one) => one.method === "comparison.retry")).toHaveLength(1);
    expect(window.asked.findLast((one) => one.method === "comparison.retry")?.input).toMatchObject({
      columns: [{ columnId: "a" }],
    });
  });

  it("shows the answer of before, and why, where the host refuses", async () => {
    await window.send("First");
    await window.answer("One");
    window.host.store.trouble = "The disk is full.";
    await act(async () => void (await retryAll()));
    await settle();
    expect(shown("a")?.text).toBe("One");
    expect(useViewStore.getState().problem).toContain("Not tried again.");
  });
});

describe("what goes with a prompt", () => {
  it("fills in the variables of prompt, system prompt and a column's own, and keeps how they were written", async () => {
    changeComposer({ system: "You are {{role}}." });
    setValue("role", "a {{pirate}}");
    setValue("region", "EU");
    setValue("unused", "x");
    useColumnsStore.setState(({ columns }) => ({
      columns: columns.map((one) => (one.id === "b" ? { ...one, overrides: { system: "In {{region}} only." } } : one)),
    }));
    await window.send("About {{region}}");
    expect(askedOf("a")?.prompt).toMatchObject({ system: "You are a {{pirate}}.", messages: [{ text: "About EU" }] });
    expect(askedOf("b")?.prompt.system).toBe("In EU only.");
    expect(openPrompts()[0]?.template).toEqual({
      text: "About {{region}}",
      system: "You are {{role}}.",
      values: { region: "EU", role: "a {{pirate}}" },
    });
    expect(useColumnsStore.getState().columns[1]?.overrides?.system).toBe("In {{region}} only.");
  });

  it("asks nobody while a variable has no value", async () => {
    await window.send("About {{region}}");
    expect(window.methods()).not.toContain("comparison.start");
    expect(useViewStore.getState().problem).toBe("Nothing was sent. Fill in {{region}}.");
    expect(composer().draft).toBe("About {{region}}");
  });

  it("gives draft, images and edit back where the host refuses the prompt", async () => {
    await window.send("First");
    await window.answer("One");
    const first = openPrompts()[0]?.id ?? "";
    await act(async () => void (await editPrompt(first)));
    setImages([image]);
    window.host.store.trouble = "The disk is full.";
    await window.send("Edited");
    window.host.store.trouble = null;
    expect(composer()).toMatchObject({ draft: "Edited", editingId: first, images: [image] });
    expect(openPrompts()).toHaveLength(1);
    expect(shown("a")?.text).toBe("One");
    showPrompt(null);
  });
});

import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeEvents } from "#renderer/actions/connect.ts";
import { addImages } from "#renderer/actions/images.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { ColumnHeader } from "#renderer/features/compare/column/column-header.tsx";
import { Composer } from "#renderer/features/compare/composer/composer.tsx";
import { SentPrompt } from "#renderer/features/compare/conversation/sent-prompt.tsx";
import { setConnection, useAppStore } from "#renderer/stores/app-store.ts";
import { openSettings, pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { readKept } from "#renderer/stores/composer-storage.ts";
import { changeComposer, setDraft, setImages, setValue, useComposerStore } from "#renderer/stores/composer-store.ts";
import type { ModelInfo } from "#shared/model.ts";
import { buttonNamed, find, holdPauses, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { openConversation } from "./conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;
let unmount: () => Promise<void> = async () => undefined;

async function show() {
  window = await openConversation();
  setConnection("connected");
  unmount = await mount(
    <>
      <SentPrompt />
      <Composer />
    </>,
  );
  await settle();
}

beforeEach(show);
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await unmount();
  unmount = async () => undefined;
});

const prompt = () => find<HTMLTextAreaElement>("textarea[aria-label='Prompt']");
const variables = "[role='dialog'][aria-label='Variables']";
const png = (name: string, size = 12) => {
  const bytes = new Uint8Array(size);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new File([bytes], name, { type: "image/png" });
};
const facts = (modelId: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  providerId: modelId === "gpt-5" ? "openai" : "anthropic",
  modelId,
  name: modelId === "gpt-5" ? "GPT" : "Claude",
  contextTokens: null,
  maxOutputTokens: null,
  price: null,
  isFree: false,
  ...more,
});
const know = (...models: readonly ModelInfo[]) =>
  act(async () =>
    useAppStore.setState({
      modelLists: models.map((model) => ({
        providerId: model.providerId,
        source: "bundled",
        fetchedAtMs: null,
        models: [model],
      })),
    }),
  );
const pressEnter = (keys: { ctrlKey?: boolean; shiftKey?: boolean }) =>
  act(async () => {
    prompt().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...keys }));
  });
const started = () => window.methods().filter((method) => method === "comparison.start").length;

describe("Composer", () => {
  it("asks for a follow-up once there are answers", async () => {
    expect(prompt().placeholder).toBe("Ask two models");
    await window.send("First");
    await window.answer("One");
    expect(prompt().placeholder).toBe("Ask both a follow-up");
    await act(async () => changeComposer({ replyOnlyTo: "a" }));
    expect(prompt().placeholder).toBe("Ask gpt-5 a follow-up");
    await press(buttonNamed("Ask all"));
    expect(useComposerStore.getState().replyOnlyTo).toBeNull();
  });

  it("marks variables behind the text and waits for their values", async () => {
    await act(async () => setDraft("Ask {{region}} and {{role}}"));
    expect([...document.querySelectorAll("mark")].map((one) => one.textContent)).toEqual(["{{region}}", "{{role}}"]);
    expect(document.querySelectorAll("mark.missing")).toHaveLength(2);
    expect(buttonNamed("Send").disabled).toBe(true);
    expect(pageText()).toContain("Fill in {{region}} and 1 more");
    await act(async () => setValue("region", "EU"));
    expect(document.querySelectorAll("mark.missing")).toHaveLength(1);
    await act(async () => setValue("role", "a judge"));
    expect(buttonNamed("Send").disabled).toBe(false);
    expect(pageText()).not.toContain("Fill in");
  });

  it("makes room for the answers where it is sent out of a variable's field", async () => {
    await act(async () => setDraft("Ask {{region}}"));
    await press(buttonNamed("Fill in {{region}}"));
    await act(async () => setValue("region", "EU"));
    find<HTMLTextAreaElement>(`${variables} textarea`).focus();
    await act(sendDraft);
    await expect.poll(() => document.activeElement === prompt()).toBe(true);
    expect(document.querySelector(variables)).toBeNull();
    expect(started()).toBe(1);
    await window.answer("One");
  });

  it("sends by the keys that are set for it", async () => {
    await act(async () => setDraft("A question"));
    await pressEnter({});
    await pressEnter({ ctrlKey: true, shiftKey: true });
    expect(started()).toBe(0);
    await pressEnter({ ctrlKey: true });
    await settle();
    expect(started()).toBe(1);
    await window.answer("One");
    await act(async () => useAppStore.setState((state) => ({ settings: { ...state.settings, sendWith: "enter" } })));
    await act(async () => setDraft("Another"));
    await pressEnter({ shiftKey: true });
    expect(started()).toBe(1);
    await pressEnter({});
    await settle();
    expect(started()).toBe(2);
  });

  it("keeps draft, system prompt, values and images over a reload", async () => {
    await act(async () => {
      setDraft("Half");
      changeComposer({ system: "Be brief." });
      setValue("region", "EU");
      await addImages([png("a.png")]);
    });
    expect(readKept()).toMatchObject({ draft: "Half", system: "Be brief.", values: { region: "EU" } });
    expect(readKept().images).toHaveLength(1);
  });

  it("says so where images are too large to survive a reload", async () => {
    const real = sessionStorage;
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => real.getItem(key),
      removeItem: (key: string) => real.removeItem(key),
      setItem: (key: string, text: string) => {
        if (key.includes("images")) throw new DOMException("It is full.", "QuotaExceededError");
        real.setItem(key, text);
      },
    });
    await act(async () => void (await addImages([png("a.png")])));
    expect(pageText()).toContain("These images are too large to survive a reload.");
    expect(readKept().images).toEqual([]);
  });
});

it("keeps the text over a reload rather than images that leave no room for it", async () => {
  const held = new Map<string, string>();
  const room = 200;
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => held.get(key) ?? null,
    removeItem: (key: string) => held.delete(key),
    setItem: (key: string, text: string) => {
      const others = [...held].filter(([name]) => name !== key).map(([, value]) => value);
      if ([...others, text].join("").length > room) throw new DOMException("It is full.", "QuotaExceededError");
      held.set(key, text);
    },
  });
  await act(async () => setImages([{ id: "i", mimeType: "image/png", base64: "A".repeat(100), bytes: 75 }]));
  expect(useComposerStore.getState().areImagesKept).toBe(true);
  await act(async () => setDraft("This prompt is longer than what the images left over of the room. ".repeat(2)));
  expect(readKept().draft).toContain("This prompt is longer");
  expect(useComposerStore.getState()).toMatchObject({ areImagesKept: false, images: [{ id: "i" }] });
});

describe("images", () => {
  it("that cannot be read are left out, and it is said why", async () => {
    const folder = png("holiday");
    vi.spyOn(folder, "arrayBuffer").mockRejectedValue(new DOMException("A requested file could not be found."));
    await act(async () => void (await addImages([folder, png("a.png")])));
    expect(useComposerStore.getState().images).toHaveLength(1);
    expect(pageText()).toContain("holiday was not added. It could not be read.");
  });

  it("are taken by what they are, and left out with the reason", async () => {
    const text = new File(["no image"], "notes.png", { type: "image/png" });
    await act(async () => void (await addImages([png("a.png"), text, png("huge.png", 6 * 1024 * 1024)])));
    expect(useComposerStore.getState().images).toHaveLength(1);
    expect(pageText()).toContain("notes.png was not added. An image is a PNG, JPEG, WebP or GIF.");
    expect(pageText()).toContain("huge.png was not added. An image has at most 5 MB.");
    await press(buttonNamed("Remove image 1"));
    expect(useComposerStore.getState().images).toEqual([]);
  });

  it("are dropped anywhere in the window", async () => {
    const drop = new Event("drop", { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { files: [png("a.png")], types: ["Files"] } });
    await act(async () => void document.body.dispatchEvent(drop));
    await settle();
    expect(drop.defaultPrevented).toBe(true);
    expect(useComposerStore.getState().images).toHaveLength(1);
  });

  it("are at most eight", async () => {
    await act(async () => void (await addImages(Array.from({ length: 9 }, (_, index) => png(`${index}.png`)))));
    expect(useComposerStore.getState().images).toHaveLength(8);
    expect(pageText()).toContain("8.png was not added. A prompt takes at most 8 images.");
  });

  it("come with a note where a target takes none, and with none where that is not known", async () => {
    await act(async () => void (await addImages([png("a.png")])));
    await know(facts("gpt-5"), facts("claude", { takesImages: true }));
    expect(pageText()).not.toContain("takes no images");
    await know(facts("gpt-5", { takesImages: false }), facts("claude"));
    expect(pageText()).toContain("GPT takes no images and will not answer this prompt.");
  });
});

describe("sent prompt", () => {
  it("shows what went with it, and that it is an edit", async () => {
    await act(async () => {
      changeComposer({ system: "You are {{role}}." });
      setValue("role", "a judge");
      setImages([{ id: "i", mimeType: "image/png", base64: "iVBORw0KGgo=", bytes: 8 }]);
    });
    await window.send("Ask {{role}}");
    await settle();
    const bar = find("section[aria-label='Sent prompt']");
    expect(bar.textContent).toContain("Ask a judge");
    expect(bar.textContent).toContain("System: You are a judge.");
    expect(bar.textContent).toContain("role: a judge");
    expect(bar.querySelectorAll("img")).toHaveLength(1);
    expect(bar.textContent).not.toContain("Edit of prompt");
    await window.answer("One");
    await press(buttonNamed("Edit and resend"));
    await settle();
    expect(pageText()).toContain("Edit of prompt 1");
    await window.send("Ask again");
    expect(find("section[aria-label='Sent prompt']").textContent).toContain("Edit of prompt 1");
  });

  it("offers to try the failed again, by number, and all where none failed", async () => {
    await window.send("First");
    await window.answer("One", "a");
    await window.answer(null, "b");
    await press(buttonNamed("Try failed again (1)"));
    await settle();
    expect(window.asked.findLast((one) => one.method === "comparison.retry")?.input).toMatchObject({
      columns: [{ columnId: "b" }],
    });
    await window.answer("Two", "b");
    expect(buttonNamed("Try all again").disabled).toBe(false);
  });
});

describe("settings of a column", () => {
  const overridesOf = (columnId: string) =>
    useColumnsStore.getState().columns.find((column) => column.id === columnId)?.overrides;
  const open = async (columnId: string) => {
    await act(async () => openSettings(columnId));
    await settle();
  };

  it("count once they are values, are checked at the field, and go back to the default", async () => {
    await open("a");
    await fill(field("Max tokens"), "many");
    expect(noteOf(field("Max tokens"))).toBe("Max tokens is a whole number from 1 to 1,000,000.");
    expect(overridesOf("a")).toBeUndefined();
    await fill(field("Max tokens"), "1,024");
    await fill(select("Reasoning effort"), "high");
    expect(overridesOf("a")).toEqual({ maxTokens: 1_024, effort: "high" });
    await press(buttonNamed("Max tokens: back to the default"));
    expect(overridesOf("a")).toEqual({ effort: "high" });
    await press(buttonNamed("Back to the defaults"));
    expect(overridesOf("a")).toBeUndefined();
  });

  it("can be no system prompt where the others have one", async () => {
    await act(async () => changeComposer({ system: "Be brief." }));
    await open("a");
    await press(buttonNamed("No system prompt for this column"));
    expect(overridesOf("a")).toEqual({ system: "" });
    await act(async () => openSettings(null));
    await window.send("First");
    const told = [...window.host.manager.asked.values()].map((one) => one.prompt.system);
    expect(told).toEqual([null, "Be brief."]);
  });

  it("are saved with the conversation a moment later", async () => {
    await open("b");
    await fill(field("Seed"), "7");
    await settle(500);
    expect(window.asked.findLast((one) => one.method === "conversation.save")?.input).toMatchObject({
      columns: [{ id: "a" }, { id: "b", overrides: { seed: 7 } }],
    });
  });

  it("stay as they were set while the host still tells of an earlier save", async () => {
    await open("a");
    holdPauses();
    await fill(select("Reasoning effort"), "high");
    const { conversationId: id, title, columns } = useColumnsStore.getState();
    const earlier = {
      id,
      title,
      createdAtMs: 0,
      columns: pickedColumns(columns.map(({ overrides: _, ...one }) => one)),
    };
    await act(async () => takeEvents([{ topic: "conversation", conversation: earlier }]));
    expect(overridesOf("a")).toEqual({ effort: "high" });
    await settle(500);
    expect(window.asked.findLast((one) => one.method === "conversation.save")?.input).toMatchObject({
      columns: [{ id: "a", overrides: { effort: "high" } }, { id: "b" }],
    });
    await act(async () => {
      window.host.batcher.flush();
      takeEvents([{ topic: "conversation", conversation: earlier }]);
    });
    expect(overridesOf("a")).toBeUndefined();
  });

  it("know a model's own bound", async () => {
    await know(facts("gpt-5", { maxOutputTokens: 16_384 }));
    await open("a");
    await fill(field("Max tokens"), "40,000");
    expect(noteOf(field("Max tokens"))).toBe("GPT answers with at most 16,384 tokens.");
  });

  it("stand in the column's head, marked", async () => {
    const column = { id: "a", target: { kind: "model", providerId: "openai", modelId: "gpt-5" } as const };
    const overrides = { maxTokens: 1_024, seed: 7 };
    const take = await mount(
      <ColumnHeader column={{ ...column, overrides }} run={undefined} state={{ kind: "ready" }} />,
    );
    const head = find("header");
    expect([...head.querySelectorAll(".set")].map((one) => one.textContent)).toEqual(["max 1,024", "seed 7"]);
    await take();
  });
});

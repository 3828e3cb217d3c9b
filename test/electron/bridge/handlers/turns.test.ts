import { describe, expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import type { FakeHost } from "#test/support/fake-host.ts";
import { endRun, model, setup, start } from "#test/support/handler-setup.ts";

const column = (columnId: string, runId: string) => ({ columnId, runId, target: model });
const png = (base64: string) => ({ mimeType: "image/png", base64 });

/** Lets a run answer and end. */
function answer(host: FakeHost, runId: string, text: string) {
  host.manager.play({ type: "delta", runId, attemptId: "a", atMs: 1, channel: "text", text });
  endRun(host, runId);
}

function saidTo(host: FakeHost, runId: string) {
  return host.manager.asked.get(runId)?.prompt.messages.map(({ role, text }) => `${role}: ${text}`);
}

/** Two columns that answered a first prompt. */
async function talked(parts: Parameters<typeof start>[0] = {}) {
  const all = setup();
  await valueFrom(all.call("comparison.start", start({ columns: [column("a", "a1"), column("b", "b1")], ...parts })));
  answer(all.host, "a1", "A1");
  answer(all.host, "b1", "B1");
  return all;
}

const second = { comparisonId: "x2", prompt: "And then?", followsId: "x1" };

describe("a prompt that follows another one", () => {
  test("is asked with each column's own turns", async () => {
    const { host, call } = await talked();
    const columns = [column("a", "a2"), column("b", "b2"), column("c", "c2")];
    const sent = await valueFrom(call("comparison.start", start({ ...second, columns })));
    expect(sent.followsId).toBe("x1");
    expect(saidTo(host, "a2")).toEqual(["user: Hello", "assistant: A1", "user: And then?"]);
    expect(saidTo(host, "b2")).toEqual(["user: Hello", "assistant: B1", "user: And then?"]);
    expect(saidTo(host, "c2")).toEqual(["user: And then?"]);
  });

  test("that is a prompt edited and sent again does not see the replaced answers", async () => {
    const { host, call } = await talked();
    await call("comparison.start", start({ ...second, columns: [column("a", "a2")] }));
    answer(host, "a2", "A2");
    const edited = { comparisonId: "x2b", prompt: "What else?", followsId: "x1", columns: [column("a", "a2b")] };
    await call("comparison.start", start(edited));
    answer(host, "a2b", "A2b");
    expect(saidTo(host, "a2b")).toEqual(["user: Hello", "assistant: A1", "user: What else?"]);
    const third = { comparisonId: "x3", prompt: "Thanks", followsId: "x2b", columns: [column("a", "a3")] };
    await call("comparison.start", start(third));
    expect(saidTo(host, "a3")?.slice(2)).toEqual(["user: What else?", "assistant: A2b", "user: Thanks"]);
  });

  test("of a comparison that is not of this conversation is not found, and nothing is saved or sent", async () => {
    const { host, call } = await talked();
    for (const wrong of [
      { ...second, followsId: "gone" },
      { ...second, conversationId: "v2" },
    ]) {
      const failure = await failureFrom(call("comparison.start", start({ ...wrong, columns: [column("a", "a2")] })));
      expect(failure.code).toBe("not-found");
    }
    expect([host.store.comparisons.size, host.manager.asked.size, host.store.conversations.size]).toEqual([1, 2, 1]);
  });

  test("follows a comparison that still streams, without its unfinished answer", async () => {
    const { host, call } = setup();
    await call("comparison.start", start());
    await valueFrom(call("comparison.start", start({ ...second, columns: [column("c1", "r2"), column("d", "r3")] })));
    expect(saidTo(host, "r2")).toEqual(["user: And then?"]);
  });
});

describe("images", () => {
  test("go with their prompt, and again with every prompt that follows it in a column that answered", async () => {
    const { host, call } = await talked({ images: [png("AAAA"), png("AAECAw==")] });
    expect(host.store.comparisons.get("x1")?.images).toEqual([
      { mimeType: "image/png", bytes: 3 },
      { mimeType: "image/png", bytes: 4 },
    ]);
    const columns = [column("a", "a2"), column("new", "n2")];
    await call("comparison.start", start({ ...second, columns, images: [png("BBBB")] }));
    const imagesTo = (runId: string) => host.manager.asked.get(runId)?.prompt.messages.map(({ images = [] }) => images);
    const data = (base64: string) => ({ kind: "data", ...png(base64) });
    expect(imagesTo("a2")).toEqual([[data("AAAA"), data("AAECAw==")], [], [data("BBBB")]]);
    expect(imagesTo("n2")).toEqual([[data("BBBB")]]);
  });

  test("are given one by one; one that is not there is not found, a disk that fails says so", async () => {
    const { host, call } = await talked({ images: [png("AAAA")] });
    expect(await valueFrom(call("comparison.image", { comparisonId: "x1", index: 0 }))).toEqual(png("AAAA"));
    for (const wrong of [
      { comparisonId: "x1", index: 1 },
      { comparisonId: "gone", index: 0 },
    ]) {
      expect((await failureFrom(call("comparison.image", wrong))).code).toBe("not-found");
    }
    host.store.trouble = "The disk reported an error.";
    expect(await failureFrom(call("comparison.image", { comparisonId: "x1", index: 0 }))).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("The disk reported an error."),
    });
  });

  test("that were lost are told of, to the user and to the model, and the next prompt is sent all the same", async () => {
    const { host, call } = await talked({ images: [png("AAAA")] });
    host.store.images.clear();
    await valueFrom(call("comparison.start", start({ ...second, columns: [column("a", "a2")] })));
    expect(saidTo(host, "a2")).toEqual([
      expect.stringMatching(/^user: Hello\n\n\[An image .* is lost\.\]$/),
      "assistant: A1",
      "user: And then?",
    ]);
    expect(host.store.comparisons.get("x1")?.prompt).toBe("Hello");
    expect(host.workspace.notices()).toMatchObject([{ tone: "warning", title: expect.stringContaining("image") }]);
  });
});

describe("system text and overrides", () => {
  test("are kept with the comparison, sent with the run, and a column's own text stands in for the common one", async () => {
    const { host, call } = setup();
    const template = { text: "Hello {{name}}", system: "Be {{how}}.", values: { name: "you", how: "kind" } };
    const columns = [
      { ...column("a", "a1"), overrides: { system: "Be rude.", temperature: 0 } },
      { ...column("b", "b1"), overrides: { system: "" } },
      column("c", "c1"),
    ];
    const parts = { prompt: "Hello you", system: "Be kind.", template, columns };
    expect(await valueFrom(call("comparison.start", start(parts)))).toMatchObject({ system: "Be kind.", template });
    const systems = ["a1", "b1", "c1"].map((runId) => host.manager.asked.get(runId)?.prompt.system);
    expect(systems).toEqual(["Be rude.", null, "Be kind."]);
    expect(host.manager.live()[0]?.runs.map((run) => run.overrides)).toEqual([
      { system: "Be rude.", temperature: 0 },
      { system: "" },
      undefined,
    ]);
  });

  test("of a new conversation are its columns' own, as they were written", async () => {
    const { host, call } = setup();
    const template = { text: "Hi", system: "Be {{how}}.", values: { how: "kind" } };
    const columns = [{ ...column("a", "a1"), overrides: { seed: 1 } }];
    await call("comparison.start", start({ system: "Be kind.", template, columns }));
    expect(host.store.conversations.get("v1")).toMatchObject({
      system: "Be {{how}}.",
      columns: [{ id: "a", target: model, overrides: { seed: 1 } }],
    });
  });

  test("that are saved with the conversation stay as they were written, whatever a prompt filled in", async () => {
    const { host, call } = setup();
    const written = { system: "Answer in {{language}}." };
    const saved = { id: "a", target: model, overrides: written };
    await valueFrom(call("conversation.save", { id: "v1", title: "", columns: [saved], system: "Be {{how}}." }));
    const columns = [{ ...column("a", "a1"), overrides: { system: "Answer in French." } }];
    await call("comparison.start", start({ system: "Be kind.", columns }));
    expect(host.store.conversations.get("v1")).toMatchObject({ system: "Be {{how}}.", columns: [saved] });
    await call("conversation.save", { id: "v1", title: "", columns: [] });
    expect(host.store.conversations.get("v1")).not.toHaveProperty("system");
  });
});

import { expect, test } from "vitest";
import { longestSetup } from "#shared/setup.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";
import { canaryKey, harmless, hostileFiles, setupText } from "./hostile-files.ts";

/** What is here, as the disk has it and as the windows heard of it. */
function stateOf({ host }: ReturnType<typeof setup>) {
  const { workspace, store } = host;
  return JSON.stringify([
    workspace.chains(),
    workspace.columnSets(),
    workspace.ownPrices(),
    workspace.providers(),
    workspace.settings(),
    store.chains,
    [...store.providers],
    store.settings,
  ]);
}

test.each(hostileFiles)("$id: $what", async ({ text, refuses }) => {
  const world = setup();
  const before = stateOf(world);
  const answer = await world.call("import.preview", { text });
  expect(stateOf(world)).toBe(before);
  expect(JSON.stringify(answer)).not.toContain("canary");
  expect(JSON.stringify(answer)).not.toMatch(/secret|correct-horse/);
  if (refuses === "file") {
    expect(answer).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
    return;
  }
  if (!answer.ok) throw new Error(answer.failure.message);
  const states = answer.value.items.map(({ state }) => state);
  expect(states.filter((state) => state === "refused")).toHaveLength(1);
  // What was refused stays out, whatever is chosen; the rest comes in whole.
  const keys = answer.value.items.map(({ key }) => [key, "add"] as const);
  await valueFrom(world.call("import.apply", { previewId: answer.value.previewId, choices: Object.fromEntries(keys) }));
  expect(world.host.workspace.chains().find(({ id }) => id === "harmless")).toEqual(harmless);
  expect(world.host.workspace.settings().demo).toBe(false);
  expect(world.host.workspace.settings().gateway.on).toBe(false);
  expect(world.host.workspace.providers().map(({ provider }) => provider.name)).toEqual(["OpenAI"]);
  expect(world.host.workspace.chains().flatMap(({ links }) => links).length).toBeLessThan(70);
});

test("C1 to C22 are all there", () => {
  const ids = new Set(hostileFiles.map(({ id }) => id));
  // C23 and C24, a symbolic link and a file that changes, are below: the host never sees a path.
  expect([...ids]).toEqual(Array.from({ length: 22 }, (_, index) => `C${index + 1}`));
});

test("a byte order mark and −0 are put right", async () => {
  const { call, host } = setup();
  const text = setupText({ chains: [{ ...harmless, links: [] }], settings: { parallelRequests: 4 } });
  const { previewId } = await valueFrom(call("import.preview", { text: `\ufeff${text}` }));
  await valueFrom(call("import.apply", { previewId, choices: {} }));
  expect(host.store.settings?.parallelRequests).toBe(4);
});

test("50 MB are refused at the door", async () => {
  const { call } = setup();
  const failure = await failureFrom(call("import.preview", { text: " ".repeat(longestSetup + 1) }));
  expect(failure.code).toBe("invalid-input");
});

test("C18: the field that holds a key is named, and the key is not repeated", async () => {
  const { call } = setup();
  const text = setupText({ providers: [{ id: "eu", name: "EU", apiKey: canaryKey }] });
  const failure = await failureFrom(call("import.preview", { text }));
  expect(failure.message).toContain("providers[0].apiKey holds what looks like a key");
  expect(failure.message).not.toContain("canary");
});

test("C23, C24: what is applied is what was previewed; no path is ever taken, and an older preview is over", async () => {
  const { call, host } = setup();
  const text = (name: string) => setupText({ chains: [{ ...harmless, name }] });
  const first = await valueFrom(call("import.preview", { text: text("first") }));
  const second = await valueFrom(call("import.preview", { text: text("second") }));
  expect((await failureFrom(call("import.apply", { previewId: first.previewId, choices: {} }))).code).toBe("not-found");
  await valueFrom(call("import.apply", { previewId: second.previewId, choices: {} }));
  expect(host.workspace.chains().map(({ name }) => name)).toEqual(["smart", "second"]);
  expect((await failureFrom(call("import.apply", { previewId: second.previewId, choices: {} }))).code).toBe(
    "not-found",
  );
});

test("no request goes out before it is confirmed, nor after", async () => {
  const { call, host } = setup();
  const asked: string[] = [];
  host.checks.testKey = async (id) => {
    asked.push(id);
    throw new Error("Nobody may be asked.");
  };
  const provider = {
    id: "eu",
    name: "EU",
    kind: "openai-compatible",
    baseUrl: "https://eu.test/v1",
    keyOptional: true,
  };
  const { previewId } = await valueFrom(call("import.preview", { text: setupText({ providers: [provider] }) }));
  await valueFrom(call("import.apply", { previewId, choices: {} }));
  expect(host.workspace.provider("eu")?.provider).toEqual(provider);
  expect(asked).toEqual([]);
});

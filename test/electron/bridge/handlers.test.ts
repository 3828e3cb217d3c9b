import { expect, test } from "vitest";
import { openWorkspace } from "#electron/bridge/open-workspace.ts";
import { newLink } from "#shared/chain.ts";
import type { HostEvent, Input } from "#shared/contract.ts";
import { callOf, failureFrom, valueFrom } from "#test/support/calls.ts";
import { createFakeHost, emptyStart, type FakeHost, openai } from "#test/support/fake-host.ts";

const model = { kind: "model", providerId: "openai", modelId: "gpt-5" } as const;
const key = "sk-proj-0123456789abcdef";
const account = "openai|https://api.openai.com";

function setup(start: Parameters<typeof createFakeHost>[0] = {}) {
  const host = createFakeHost(start);
  const events: HostEvent[] = [];
  host.batcher.subscribe((batch) => events.push(...batch.events));
  const call = callOf(host.router);
  const topics = () => {
    host.batcher.flush();
    return events.splice(0).map((event) => event.topic);
  };
  return { host, call, events, topics };
}

function start(parts: Partial<Input<"comparison.start">> = {}): Input<"comparison.start"> {
  const columns = [{ columnId: "c1", runId: "r1", target: model }];
  return { comparisonId: "x1", conversationId: "v1", prompt: "Hello", columns, ...parts };
}

function onceDuringRead(host: FakeHost, happens: () => Promise<void>) {
  host.store.duringRead = () => {
    host.store.duringRead = async () => undefined;
    return happens();
  };
}

function endRun(host: FakeHost, runId: string) {
  host.manager.play({ type: "run-ended", runId, atMs: 9, status: "done", answeredBy: null, failure: null });
}

test("Send makes the conversation, opens it, saves the comparison and starts it", async () => {
  const { host, call, topics } = setup();
  const comparison = await valueFrom(call("comparison.start", start({ prompt: "  First line\nsecond" })));
  expect(comparison).toMatchObject({ id: "x1", conversationId: "v1", sessionId: "session-1", isDemo: false });
  expect(host.store.conversations.get("v1")).toMatchObject({
    title: "First line",
    columns: [{ id: "c1", target: model }],
  });
  expect(host.store.settings?.conversationId).toBe("v1");
  expect(host.store.comparisons.get("x1")?.prompt).toBe("  First line\nsecond");
  expect(host.manager.live().map((state) => state.runs.length)).toEqual([1]);
  expect(topics()).toEqual(["conversation", "settings", "comparison", "run"]);
});

test("a title is the first line, cut at 60 characters without breaking one", async () => {
  const { host, call } = setup();
  await call("comparison.start", start({ prompt: `${"x".repeat(58)}👩‍👩‍👧 and on` }));
  expect(host.store.conversations.get("v1")?.title).toBe(`${"x".repeat(58)}…`);
});

test("a second prompt keeps the title and the columns that it was not sent to", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  endRun(host, "r1");
  const columns = [{ columnId: "c2", runId: "r2", target: model }];
  await call("comparison.start", start({ comparisonId: "x2", prompt: "More", columns }));
  expect(host.store.conversations.get("v1")).toMatchObject({ title: "Hello", columns: [{ id: "c1" }, { id: "c2" }] });
});

test("an id that was used already is a conflict, also when both come at once, and nothing starts twice", async () => {
  const { host, call } = setup();
  const [first, second] = await Promise.all([call("comparison.start", start()), call("comparison.start", start())]);
  expect([first.ok, second.ok]).toEqual([true, false]);
  endRun(host, "r1");
  expect((await failureFrom(call("comparison.start", start()))).code).toBe("conflict");
  expect((await failureFrom(call("comparison.start", start({ comparisonId: "x2" })))).code).toBe("conflict");
});

test("a target that is not there any more is not found, and nothing is saved", async () => {
  const { host, call } = setup();
  const to = (target: Input<"comparison.start">["columns"][number]["target"]) =>
    failureFrom(call("comparison.start", start({ columns: [{ columnId: "c", runId: "r", target }] })));
  expect((await to({ kind: "chain", chainId: "gone" })).code).toBe("not-found");
  expect((await to({ ...model, providerId: "gone" })).code).toBe("not-found");
  expect(host.store.conversations.size).toBe(0);
});

test("a disk that refuses a comparison starts nothing and says so", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  const failure = await failureFrom(call("comparison.start", start()));
  expect(failure.code).toBe("unavailable");
  expect(failure.message).toContain("The disk is full.");
  expect(host.manager.live()).toEqual([]);
});

test("a comparison says whether it was a demo, by the switch at Send", async () => {
  const { call } = setup();
  await call("settings.save", { demo: true, welcomed: true });
  expect((await valueFrom(call("comparison.start", start()))).isDemo).toBe(true);
});

test("Stop reaches the manager and may come twice", async () => {
  const { host, call } = setup();
  for (const _ of [1, 2]) {
    expect((await call("run.stop", { runId: "r1" })).ok).toBe(true);
    expect((await call("comparison.stop", { comparisonId: "x1" })).ok).toBe(true);
  }
  expect(host.manager.stopped).toEqual(["r1", "x1", "r1", "x1"]);
});

test("a snapshot shows live runs as they are, not as the disk has them", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  host.manager.play({ type: "delta", runId: "r1", attemptId: "a", atMs: 1, channel: "text", text: "so far" });
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.text).toBe("so far");
  expect(snapshot.seq).toBe(host.batcher.seq());
  expect(snapshot.conversation?.id).toBe("v1");
});

test("a run that ends while the snapshot reads the disk is shown ended", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  onceDuringRead(host, async () => endRun(host, "r1"));
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.status).toBe("done");
});

test("a comparison that starts and ends while the snapshot reads the disk is in it", async () => {
  const { host, call } = setup();
  await call("conversation.save", { id: "v1", title: "", columns: [] });
  onceDuringRead(host, async () => {
    await valueFrom(call("comparison.start", start()));
    endRun(host, "r1");
  });
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.status).toBe("done");
});

test("another conversation that is opened while the snapshot reads is the one it shows", async () => {
  const { host, call } = setup();
  await call("conversation.save", { id: "v1", title: "one", columns: [] });
  onceDuringRead(host, async () => {
    await call("conversation.save", { id: "v2", title: "two", columns: [] });
  });
  expect((await valueFrom(call("app.snapshot", {}))).conversation?.title).toBe("two");
});

test("columns that are saved before the first prompt make the open conversation", async () => {
  const { host, call } = setup();
  const saved = await valueFrom(
    call("conversation.save", { id: "v1", title: "", columns: [{ id: "c1", target: model }] }),
  );
  expect(host.store.settings?.conversationId).toBe("v1");
  await call("conversation.save", { id: "v1", title: "named", columns: [] });
  expect(host.store.conversations.get("v1")).toEqual({ ...saved, title: "named", columns: [] });
});

test("a chain is added last, changed in its place, and named once", async () => {
  const { host, call, topics } = setup();
  const chain = { id: "fast", name: "fast", links: [], onMidStream: "fail" } as const;
  await valueFrom(call("chain.save", { chain }));
  const [smart] = emptyStart.chains;
  if (smart === undefined) throw new Error("There is a first chain.");
  await valueFrom(call("chain.save", { chain: { ...smart, name: "Smart" } }));
  expect(host.store.chains.map((one) => one.name)).toEqual(["Smart", "fast"]);
  expect((await failureFrom(call("chain.save", { chain: { ...chain, name: "SMART" } }))).code).toBe("conflict");
  expect(topics()).toEqual(["chains", "chains"]);
});

test("chains that are saved at once are all kept", async () => {
  const { host, call } = setup();
  const ids = ["a", "b", "c", "d"];
  await Promise.all(ids.map((id) => call("chain.save", { chain: { id, name: id, links: [], onMidStream: "fail" } })));
  expect(host.store.chains.map((chain) => chain.id)).toEqual(["smart", ...ids]);
});

test("a link to a provider that is not there is refused", async () => {
  const { call } = setup();
  const links = [newLink("l", "Lost", { providerId: "gone", modelId: "m" })];
  const failure = await failureFrom(call("chain.save", { chain: { id: "c", name: "c", links, onMidStream: "fail" } }));
  expect(failure.code).toBe("not-found");
});

test("the last chain may be removed, once", async () => {
  const { host, call } = setup();
  await valueFrom(call("chain.remove", { chainId: "smart" }));
  expect(host.store.chains).toEqual([]);
  expect((await failureFrom(call("chain.remove", { chainId: "smart" }))).code).toBe("not-found");
});

test("a change that the disk refuses changes nothing and is told to nobody", async () => {
  const { host, call, topics } = setup();
  host.store.trouble = "The disk is full.";
  expect((await failureFrom(call("chain.remove", { chainId: "smart" }))).code).toBe("unavailable");
  expect((await failureFrom(call("settings.save", { theme: "dark" }))).code).toBe("unavailable");
  host.store.trouble = null;
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.chains).toHaveLength(1);
  expect(snapshot.settings.theme).toBe("system");
  expect(topics()).toEqual([]);
});

test("a provider is added with an id of its own name and normal address", async () => {
  const { host, call, topics } = setup();
  const input = { name: "Local llama!", baseUrl: "http://127.0.0.1:8080/v1/", keyOptional: true };
  const state = await valueFrom(call("provider.add", input));
  expect(state.provider).toMatchObject({ id: "local-llama", baseUrl: "http://127.0.0.1:8080/v1", keyOptional: true });
  expect(host.store.providers.get("local-llama")).toEqual(state.provider);
  expect(topics()).toEqual(["provider"]);
  expect((await failureFrom(call("provider.add", input))).code).toBe("conflict");
  expect((await valueFrom(call("provider.add", { ...input, name: "local-llama" }))).provider.id).toBe("local-llama-2");
});

test.each(["http://example.com/v1", "ftp://x", "https://user:pw@x.test", "nonsense"])(
  "the base URL %s is refused with the reason",
  async (baseUrl) => {
    const { call } = setup();
    const failure = await failureFrom(call("provider.add", { name: "x", baseUrl, keyOptional: false }));
    expect(failure.code).toBe("invalid-input");
    expect(failure.message).toMatch(/^baseUrl: /);
  },
);

test("another origin detaches the key, and the old address brings it back", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.set", { providerId: "openai", key }));
  const change = (baseUrl: string) =>
    valueFrom(call("provider.change", { providerId: "openai", name: "OpenAI", baseUrl }));
  expect((await change("https://evil.test/v1")).key).toEqual({ kind: "none" });
  expect(host.workspace.keySource("openai")).toEqual({ kind: "none" });
  expect((await change("https://api.openai.com/v2")).key.kind).toBe("keychain");
  expect(host.workspace.keySource("openai")).toEqual({ kind: "stored", account });
});

test("a key from the environment stays with its own origin when another address is typed in", async () => {
  const environment = { keys: { openai: { variable: "OPENAI_API_KEY", last4: "cdef" } }, baseUrls: {} };
  const { host, call } = setup({ environment });
  expect(host.workspace.keySource("openai")).toEqual({ kind: "environment", variable: "OPENAI_API_KEY" });
  await valueFrom(call("provider.change", { providerId: "openai", name: "OpenAI", baseUrl: "https://evil.test/v1" }));
  expect(host.workspace.keySource("openai")).toEqual({ kind: "none" });
});

test("a stored key is not used for a base URL of the environment at another origin", () => {
  const { host } = setup({
    keyRecords: [{ providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1 }],
    environment: { keys: {}, baseUrls: { openai: { variable: "OPENAI_BASE_URL", baseUrl: "https://proxy.test/v1" } } },
  });
  expect(host.workspace.provider("openai")).toMatchObject({
    provider: { baseUrl: "https://proxy.test/v1" },
    baseUrlFrom: "OPENAI_BASE_URL",
    key: { kind: "none" },
  });
});

test("a provider that chains use stays, and the chains are named", async () => {
  const { call } = setup();
  const added = await valueFrom(
    call("provider.add", { name: "Mine", baseUrl: "https://mine.test/v1", keyOptional: false }),
  );
  const providerId = added.provider.id;
  const links = [newLink("l", "M", { providerId, modelId: "m" })];
  await valueFrom(call("chain.save", { chain: { id: "mine", name: "My chain", links, onMidStream: "fail" } }));
  const failure = await failureFrom(call("provider.remove", { providerId }));
  expect(failure.code).toBe("conflict");
  expect(failure.message).toContain("My chain");
});

test("a provider goes with its keys, a built-in one stays", async () => {
  const { host, call, topics } = setup();
  const added = await valueFrom(
    call("provider.add", { name: "Mine", baseUrl: "https://mine.test/v1", keyOptional: false }),
  );
  const { id: providerId } = added.provider;
  await valueFrom(call("key.set", { providerId, key }));
  topics();
  await valueFrom(call("provider.remove", { providerId }));
  expect(host.store.providers.has(providerId)).toBe(false);
  expect(host.keys.keychain.size).toBe(0);
  expect(topics()).toEqual(["provider-removed"]);
  expect((await failureFrom(call("provider.remove", { providerId }))).code).toBe("not-found");
  await valueFrom(call("chain.remove", { chainId: "smart" }));
  expect((await failureFrom(call("provider.remove", { providerId: "openai" }))).code).toBe("conflict");
  expect(host.workspace.provider("openai")).not.toBeNull();
});

test("a key goes to the keychain, trimmed, and no answer or event holds it", async () => {
  const { host, call, events } = setup();
  const answer = await call("key.set", { providerId: "openai", key: ` ${key}\n` });
  host.batcher.flush();
  expect(host.keys.keychain.get(account)).toBe(key);
  expect(host.store.keyRecords.get(account)?.last4).toBe("cdef");
  const snapshot = await call("app.snapshot", {});
  expect(JSON.stringify([answer, events, snapshot, [...host.store.keyRecords]])).not.toContain(key.slice(0, -4));
});

test.each(["has a space in it", "line\nbreak-in-it", "short", "ключ-ключ-ключ"])(
  "the key %j is refused with the reason",
  async (wrong) => {
    const { host, call } = setup();
    const failure = await failureFrom(call("key.set", { providerId: "openai", key: wrong }));
    expect(failure.code).toBe("invalid-input");
    expect(failure.message).toMatch(/^key: /);
    expect(failure.message).not.toContain(wrong);
    expect(host.keys.keychain.size).toBe(0);
  },
);

test("without a keychain a key stays in memory, and the state says so", async () => {
  const { host, call } = setup();
  host.keys.become({ kind: "memory", missing: "No Secret Service." });
  const state = await valueFrom(call("key.set", { providerId: "openai", key }));
  expect(state.key).toEqual({ kind: "memory", last4: "cdef" });
  expect(host.store.keyRecords.size).toBe(0);
  expect((await valueFrom(call("key.remove", { providerId: "openai" }))).key).toEqual({ kind: "none" });
});

test("a key whose record cannot be saved does not stay in the keychain unseen", async () => {
  const { host, call } = setup();
  const { saveKeyRecord } = host.store;
  Object.assign(host.store, { saveKeyRecord: async () => ({ ok: false, message: "The disk is full." }) });
  expect((await failureFrom(call("key.set", { providerId: "openai", key }))).code).toBe("unavailable");
  expect(host.keys.keychain.size).toBe(0);
  Object.assign(host.store, { saveKeyRecord });
});

test("a keychain that fails is told, and the key stays as it was", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.set", { providerId: "openai", key }));
  host.keys.trouble = "The keychain is locked.";
  const failure = await failureFrom(call("key.remove", { providerId: "openai" }));
  expect(failure.message).toContain("The keychain is locked.");
  expect(host.workspace.provider("openai")?.key.kind).toBe("keychain");
});

test("the first key ends the demo and says so, a later one leaves the switch alone", async () => {
  const { host, call } = setup();
  await call("settings.save", { demo: true, welcomed: true });
  expect(host.demoState.isOn).toBe(true);
  await call("key.set", { providerId: "openai", key });
  expect(host.workspace.settings().demo).toBe(false);
  expect(host.demoState.isOn).toBe(false);
  expect(host.workspace.notices().map((notice) => notice.title)).toEqual(["Demo is off"]);
  await call("settings.save", { demo: true });
  await call("key.set", { providerId: "openai", key: `${key}2` });
  expect(host.workspace.settings().demo).toBe(true);
});

test("a demo that cannot start leaves the switch off", async () => {
  const { host, call } = setup();
  host.demoState.trouble = "The worker ended.";
  expect((await failureFrom(call("settings.save", { demo: true }))).code).toBe("unavailable");
  expect(host.workspace.settings().demo).toBe(false);
});

test("a key of the environment ends the demo at start and cannot be removed here", async () => {
  const environment = { keys: { openai: { variable: "OPENAI_API_KEY", last4: "cdef" } }, baseUrls: {} };
  const { host, call } = setup({ environment, settings: { ...emptyStart.settings, demo: true } });
  await openWorkspace({ ...host, environment });
  expect(host.store.settings?.demo).toBe(false);
  expect(host.demoState.isOn).toBe(false);
  expect(host.workspace.notices()[0]?.body).toContain("OPENAI_API_KEY");
  const failure = await failureFrom(call("key.remove", { providerId: "openai" }));
  expect(failure.message).toContain("OPENAI_API_KEY");
});

test("the demo servers start with the program where the demo was on", async () => {
  const { host } = setup({ settings: { ...emptyStart.settings, demo: true } });
  await openWorkspace({ ...host, environment: emptyStart.environment });
  expect(host.demoState.isOn).toBe(true);
});

test("a recorded key that the keychain does not give is locked or missing until it does", async () => {
  const record = { providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1 };
  const { host, call, topics } = setup({ keyRecords: [record] });
  await valueFrom(call("keychain.retry", {}));
  expect(host.workspace.provider("openai")?.key.kind).toBe("locked-or-missing");
  host.keys.keychain.set(account, key);
  await valueFrom(call("keychain.retry", {}));
  expect(host.workspace.provider("openai")?.key).toEqual({ kind: "keychain", last4: "cdef", savedAtMs: 1 });
  expect(topics()).toEqual(["keychain", "provider", "keychain", "provider"]);
});

test("a key test is remembered until the key or the address changes", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.test", { providerId: "openai" }));
  expect(host.workspace.provider("openai")?.lastTest?.ok).toBe(true);
  await call("key.set", { providerId: "openai", key });
  expect(host.workspace.provider("openai")?.lastTest).toBeNull();
  expect((await failureFrom(call("key.test", { providerId: "gone" }))).code).toBe("not-found");
});

test("a fetched model list is saved and shown, one that cannot be had changes nothing", async () => {
  const { host, call, topics } = setup({ storedProviders: [{ ...openai, id: "other", name: "Other" }] });
  const list = await valueFrom(call("models.refresh", { providerId: "openai" }));
  expect(host.store.modelLists.get("openai")).toEqual(list);
  expect((await valueFrom(call("app.snapshot", {}))).modelLists).toEqual([list]);
  expect(topics()).toEqual(["models"]);
  expect(await failureFrom(call("models.refresh", { providerId: "other" }))).toEqual({
    code: "unavailable",
    message: "The server gave no list.",
  });
});

test("in the demo neither keys are tested nor model lists fetched: the answers would be true of nobody", async () => {
  const { host, call } = setup();
  await call("settings.save", { demo: true });
  expect((await failureFrom(call("key.test", { providerId: "openai" }))).code).toBe("unavailable");
  expect((await failureFrom(call("models.refresh", { providerId: "openai" }))).code).toBe("unavailable");
  expect(host.store.modelLists.size).toBe(0);
  expect(host.workspace.provider("openai")?.lastTest).toBeNull();
});

test("a dismissed notice is gone, and dismissing it twice is fine", async () => {
  const { call } = setup({ notices: [{ id: "n1", tone: "info", title: "t", body: "b" }] });
  for (const _ of [1, 2]) await valueFrom(call("notice.dismiss", { id: "n1" }));
  expect((await valueFrom(call("app.snapshot", {}))).notices).toEqual([]);
});

test.each(["https://example.com/a?b#c", "http://example.com", "mailto:a@example.com"])("%s is opened", async (url) => {
  const { host, call } = setup();
  await valueFrom(call("link.open", { url }));
  expect(host.openedLinks).toEqual([new URL(url).href]);
});

const refused = ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "smb://host/share"];
const strange = [
  "ms-msdt:/id",
  "app://understudy/",
  "java\nscript:alert(1)",
  "\u0000https://x",
  "//host",
  "x",
  "C:\\x",
];
test.each([...refused, ...strange])("%j is not opened", async (url) => {
  const { host, call } = setup();
  expect((await failureFrom(call("link.open", { url }))).code).toBe("invalid-input");
  expect(host.openedLinks).toEqual([]);
});

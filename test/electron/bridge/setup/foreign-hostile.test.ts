import fc from "fast-check";
import { expect, test } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";
import { runsOf } from "#test/support/runs.ts";
import { workedMs } from "#test/support/worked-ms.ts";

const head = "model_list:\n";
const entry = (parts: string) => `${head}  - model_name: m\n    litellm_params: {model: openai/m}\n${parts}`;

/** Each doubles the one before it. */
const bomb = ["a0: &a0 [x, x, x, x]"]
  .concat(Array.from({ length: 20 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}, *a${at}]`))
  .join("\n");

const refused: readonly (readonly [what: string, text: string])[] = [
  ["a bomb of aliases", entry(bomb)],
  ["an alias of nothing", entry("x: *canary")],
  ["nesting in brackets", entry(`deep: ${"[".repeat(50_000)}`)],
  ["nesting in dashes", entry(`deep:\n  ${"- ".repeat(50_000)}x`)],
  ["nesting in lines", entry(Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}k:`).join("\n"))],
  ["the same name twice", entry("canary: 1\ncanary: 2")],
  ["two documents", entry("---\nmodel_list: []")],
  ["a tag that makes an object", entry("x: !!python/object/apply:os.system [canary]")],
  ["a tag of one’s own", entry("x: !canary 1")],
  ["text that never ends", entry('x: "canary')],
  ["more than a million characters", entry(`# ${"x".repeat(1_000_001)}`)],
  [
    "a key for a model’s name",
    `${head}  - model_name: m\n    litellm_params: {model: openai/sk-canary0123456789abcdef}`,
  ],
];

test.each(refused)(
  "%s is refused in time, without a change and without repeating what it holds",
  async (_what, text) => {
    const { host, call } = setup();
    const before = JSON.stringify([host.workspace.chains(), host.workspace.providers()]);
    const workedBeforeMs = workedMs();
    const answer = await call("import.preview", { text });
    expect(answer).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
    expect(workedMs() - workedBeforeMs).toBeLessThan(1_500);
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(JSON.stringify([host.workspace.chains(), host.workspace.providers()])).toBe(before);
  },
);

test("an alias of itself, where nothing is read, does no harm; more chains than there may be are not read", async () => {
  const { call } = setup();
  expect(await call("import.preview", { text: entry("loop: &loop [*loop]") })).toMatchObject({ ok: true });
  const one = (at: number) => `  - {model_name: m${at}, litellm_params: {model: openai/m}}`;
  const many = await call("import.preview", {
    text: `${head}${Array.from({ length: 250 }, (_, at) => one(at)).join("\n")}`,
  });
  const why = "Only the first 200 chains are read.";
  expect(many).toMatchObject({ ok: true, value: { leftOut: expect.arrayContaining([{ path: "the file", why }]) } });
});

const lines = (line: (at: number) => string) => Array.from({ length: 40_000 }, (_, at) => line(at)).join("\n");
const long: readonly (readonly [what: string, text: string])[] = [
  ["names in one record", entry(lines((at) => `name${at}: 1`))],
  ["names between brackets", entry(`names: {${lines((at) => `name${at}: 1,`)}}`)],
  ["models", head + lines((at) => ` - {model_name: m${at % 5_000}, litellm_params: {}}`)],
  [
    "models of one name",
    JSON.stringify({
      model_list: Array.from({ length: 5_000 }, () => ({ model_name: "m", litellm_params: { model: "openai/m" } })),
      router_settings: { fallbacks: [{ m: Array.from({ length: 300 }, () => "m") }] },
    }),
  ],
  [
    "fallbacks of fallbacks",
    JSON.stringify({
      model_list: Array.from({ length: 5_000 }, (_, at) => ({
        model_name: `m${at}`,
        litellm_params: { model: "openai/m" },
      })),
      router_settings: { fallbacks: Array.from({ length: 5_000 }, (_, at) => ({ [`m${at}`]: [`m${at + 1}`] })) },
    }),
  ],
];

test.each(long)("tens of thousands of %s are read in seconds, not in minutes", async (_what, text) => {
  const { call } = setup();
  const workedBeforeMs = workedMs();
  await call("import.preview", { text });
  // Without care it is a minute and more.
  expect(workedMs() - workedBeforeMs).toBeLessThan(15_000);
});

test("a field whose name is a key is not told by its name", async () => {
  const { call } = setup();
  const text = `${head}  - model_name: m\n    litellm_params: {model: openai/m, sk-canary-0123456789abcdef: 1}`;
  const answer = await call("import.preview", { text });
  expect(answer).toMatchObject({ ok: true });
  expect(JSON.stringify(answer)).not.toContain("canary");
});

test("names of prototypes are names like any other, and change nothing", async () => {
  const { call } = setup();
  const text = entry("__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}");
  expect(await call("import.preview", { text })).toMatchObject({ ok: true });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

const word = fc.constantFrom(
  "model_list",
  "router_settings",
  "targets",
  "strategy",
  "provider",
  "openai",
  "m",
  "fallbacks",
  "litellm_params",
  "override_params",
  "model",
  "model_name",
  "*",
  "openai/m",
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.constantFrom(null, 1, true),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(word, tie("tree"), { maxKeys: 4 }),
  ),
}));

test("whatever a file looks like, it is read or refused, and an answer comes", async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, async (list, other) => {
      const { call } = setup();
      for (const value of [
        { model_list: [list, other], router_settings: other, litellm_settings: list },
        { strategy: {}, targets: [list, other] },
        list,
      ]) {
        const answer = await call("import.preview", { text: JSON.stringify(value) });
        if (!answer.ok) expect(answer.failure.code).toBe("invalid-input");
      }
    }),
    { numRuns: runsOf(60, 1_250) },
  );
});

const named = (name: string) =>
  JSON.stringify({ model_list: [{ model_name: name, litellm_params: { model: "openai/m" } }] });
const at = (base: string) =>
  JSON.stringify({ model_list: [{ model_name: "m", litellm_params: { model: "openai/m", api_base: base } }] });
const withParams = (params: object) =>
  JSON.stringify({ model_list: [{ model_name: "m", litellm_params: { model: "openai/m", ...params } }] });

/** As in hostile-files.ts, in the words of another program. */
const strange: readonly (readonly [id: string, text: string])[] = [
  ["C1 empty", ""],
  ["C1 null", "null"],
  ["C7 half a character", named("x\ud800")],
  ["C8 NUL", named("x\u0000y")],
  ["C9 UTF-16", [...named("x")].join("\0")],
  ["C10 a name that turns its direction", named("\u202eIAnepO")],
  ["C10 an invisible character", named("Open\u200bAI")],
  ["C11 javascript:", at("javascript:alert(1)")],
  ["C11 file:", at("file:///etc/passwd")],
  ["C11 a UNC path", at("\\\\server\\share")],
  ["C12 a password", at("https://me:secret@eu.test/v1")],
  ["C13 port 0", at("https://eu.test:0/v1")],
  ["C13 port 70000", at("https://eu.test:70000/v1")],
  ["C14 an IPv6 zone", at("http://[fe80::1%25eth0]/v1")],
  ["C14 cloud metadata", at("http://169.254.169.254/v1")],
  ["C19 a negative price", withParams({ input_cost_per_token: -1 })],
  ["C19 a price of 1e308", withParams({ output_cost_per_token: 1e308 })],
  ["C20 headers", withParams({ extra_headers: { Host: "evil.test", Authorization: "Bearer x" } })],
  ["C20 a line break", withParams({ model: "openai/m\r\nHost: evil.test" })],
  ["C21 a ZIP archive", "PK\u0003\u0004\u0014\u0000"],
];

test.each(strange)("%s brings in no address, no header, no price and no name that it should not", async (_id, text) => {
  const { host, call } = setup();
  const before = JSON.stringify([host.workspace.chains(), host.workspace.providers()]);
  const preview = await call("import.preview", { text });
  expect(JSON.stringify([host.workspace.chains(), host.workspace.providers()])).toBe(before);
  if (preview.ok) {
    const choices = Object.fromEntries(preview.value.items.map(({ key }) => [key, "add"] as const));
    await call("import.apply", { previewId: preview.value.previewId, choices });
  }
  const known = host.workspace.providers().map(({ provider }) => provider.baseUrl);
  expect(known).toEqual(["https://api.openai.com/v1"]);
  const all = JSON.stringify([host.workspace.chains(), host.workspace.providers()]);
  expect(all).not.toMatch(/evil\.test|secret|\\u0000|\\ud800|\u202e|\u200b|\\r|1e\+?30|-1/);
  expect(host.bugs).toEqual([]);
});

test("a file without anything strange comes in by the same way", async () => {
  const { host, call } = setup();
  const { previewId, items } = await valueFrom(call("import.preview", { text: named("fine") }));
  await valueFrom(
    call("import.apply", { previewId, choices: Object.fromEntries(items.map(({ key }) => [key, "add"] as const)) }),
  );
  expect(host.workspace.chains().map(({ name }) => name)).toContain("fine");
});

import { expect, test } from "vitest";
import { readFile } from "#electron/bridge/setup/read-file.ts";
import { writeLiteLlm } from "#electron/exports/chains/litellm.ts";
import { writePortkey } from "#electron/exports/chains/portkey.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { rulesFor } from "#shared/link-rules.ts";
import type { Provider } from "#shared/model.ts";
import type { SetupPreview } from "#shared/setup.ts";
import { valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";
import { factsOfChains } from "#test/support/random-chains.ts";

const own: Provider = {
  id: "own",
  name: "EU",
  kind: "openai-compatible",
  baseUrl: "https://eu.test/v1",
  keyOptional: false,
};
const smart: Chain = {
  id: "c",
  name: "smart",
  links: [
    {
      ...newLink("1", "a", { providerId: "openrouter", modelId: "z-ai/glm-5" }),
      models: ["q/b"],
      maxTokens: 500,
      temperature: 0.2,
    },
    {
      ...newLink("2", "b", { providerId: "own", modelId: "qwen3:8b" }),
      rules: { retries: 0, deadlines: { totalMs: 90_000 } },
    },
    newLink("3", "c", { providerId: "anthropic", modelId: "claude-3-haiku" }),
  ],
  onMidStream: "fail",
  rules: { deadlines: { firstContentMs: 7_500 } },
};
const facts = factsOfChains([smart], [...builtInProviders, own]);

async function imported(text: string) {
  const world = setup({ chains: [], builtInProviders: [...builtInProviders] });
  const preview = await valueFrom(world.call("import.preview", { text }));
  await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices: {} }));
  const { workspace } = world.host;
  const nameOf = (id: string) => workspace.provider(id)?.provider.baseUrl;
  const chains = workspace.chains().map((chain) => ({
    name: chain.name,
    onMidStream: chain.onMidStream,
    links: chain.links.map((link) => ({ ...link, provider: nameOf(link.provider) })),
    rules: chain.links.map((link) => rulesFor(link, chain, { reasons: false })),
  }));
  return { preview, chains, workspace };
}

const asked = (chain: Chain) =>
  chain.links.map(({ modelId, maxTokens, models }) => ({ modelId, maxTokens, ...(models && { models }) }));

test.each([
  ["litellm", writeLiteLlm],
  ["portkey", writePortkey],
] as const)(
  "our own %s file comes back: the same links in the same order, with their settings and rules",
  async (source, write) => {
    const { preview, chains } = await imported(write(facts).text);
    expect(preview.source).toBe(source);
    expect(preview.items.filter(({ state }) => state === "refused")).toEqual([]);
    const [chain, ...others] = chains;
    expect(others).toEqual([]);
    expect(chain?.name).toBe(source === "litellm" ? "smart" : "Portkey");
    expect(chain?.links).toMatchObject(asked(smart));
    expect(chain?.links.map(({ provider }) => provider)).toEqual([
      "https://openrouter.ai/api/v1",
      "https://eu.test/v1",
      "https://api.anthropic.com",
    ]);
    const before = smart.links.map((link) => rulesFor(link, smart, { reasons: false }));
    expect(chain?.rules.map(({ retries }) => retries)).toEqual(before.map(({ retries }) => retries));
    expect(chain?.rules.map(({ deadlines }) => deadlines.firstContentMs).slice(0, 2)).toEqual([7_500, 7_500]);
    expect(chain?.rules[2]?.deadlines.lastHopeFirstContentMs).toBe(60_000);
    // What is lost on the way out is not there on the way in.
    const lost = source === "litellm" ? { EMPTY: false } : { EMPTY: false, CONTEXT_LENGTH: false };
    expect(chain?.rules[0]?.triggers).toEqual({ ...before[0]?.triggers, ...lost });
    if (source === "litellm") expect(chain?.rules[1]?.deadlines.totalMs).toBe(90_000);
  },
);

const config = `
# of a team
model_list:
  - model_name: best
    litellm_params: &shared
      model: openai/gpt-6-luna
      api_key: sk-canary-0123456789abcdef0123
      rpm: 20
  - model_name: best
    litellm_params:
      <<: *shared
      model: groq/llama-4
      api_key: os.environ/GROQ_API_KEY
  - model_name: spare
    litellm_params: {model: claude-sonnet-5-5, temperature: 9, num_retries: 4}
    model_info: {input_cost_per_token: 0.000003}
  - model_name: cloud
    litellm_params: {model: bedrock/some-model, aws_secret_access_key: canary-secret}
  - {model_name: "all/*", litellm_params: {model: "openai/*"}}
litellm_settings:
  num_retries: 2
  fallbacks: [{best: [spare, gone]}]
  success_callback: [langfuse]
router_settings:
  routing_strategy: least-busy
  content_policy_fallbacks: [{best: []}]
general_settings:
  master_key: sk-canary-master-0123456789
`;

test("a LiteLLM config is a chain for each list of fallbacks; what has no place here is told with where it stands", async () => {
  const { preview, chains } = await imported(config);
  expect(
    chains.map(({ name, links }) => [name, links.map(({ provider, modelId }) => `${provider} ${modelId}`)]),
  ).toEqual([
    [
      "best",
      [
        "https://api.openai.com/v1 gpt-6-luna",
        "https://api.groq.com/openai/v1 llama-4",
        "https://api.anthropic.com claude-sonnet-5-5",
      ],
    ],
  ]);
  expect(chains[0]?.rules.map(({ retries }) => retries)).toEqual([1, 1, 1]);
  expect(chains[0]?.rules[0]?.triggers.CONTENT_POLICY).toBe(false);
  expect(chains[0]?.links[2]).toMatchObject({ costPer1kInput: 0.003, temperature: 0.7 });
  const told = preview.leftOut.map(({ path, why }) => `${path}: ${why}`);
  expect(told).toEqual(
    expect.arrayContaining([
      "model_list[0].litellm_params.api_key: It holds a key. Keys are never imported: type it in on the Providers page.",
      "model_list[0].litellm_params.rpm: Understudy has no such setting.",
      "model_list[2].litellm_params.temperature: Temperature is a number from 0 to 2.",
      "model_list[2].litellm_params.num_retries: Understudy asks a link once more at most, so it is one retry here.",
      "model_list[3]: Understudy knows no provider “bedrock”, so what asks it is left out.",
      "model_list[4]: It stands for many models. Understudy asks models by their names.",
      "router_settings.routing_strategy: Understudy asks the links of a chain in their order.",
      "litellm_settings.success_callback: Understudy has no such setting.",
      "general_settings: Understudy has no such setting.",
      "fallbacks: It names a model that is not asked here.",
    ]),
  );
});

test("no key of a file is kept, shown or told", async () => {
  const { preview, workspace } = await imported(config);
  const everything = JSON.stringify([preview, workspace.chains(), workspace.providers(), workspace.settings()]);
  expect(everything).not.toContain("canary");
});

test("a Portkey config with groups is one chain; what depends on a condition, or on Portkey’s own keys, is left out", async () => {
  const { preview, chains } = await imported(
    JSON.stringify({
      strategy: { mode: "fallback", on_status_codes: [429, 500] },
      cache: { mode: "simple" },
      targets: [
        { provider: "openai", api_key: "sk-canary-0123456789abcdef", override_params: { model: "gpt-6-luna" } },
        { virtual_key: "main-258f4d", override_params: { model: "m" } },
        { strategy: { mode: "conditional" }, targets: [] },
        {
          strategy: { mode: "loadbalance" },
          targets: [
            { provider: "google", api_key: "$K", weight: 0.5, override_params: { model: "gemini-3.8-flash" } },
            { provider: "openai", custom_host: "https://eu.test/v1", api_key: "$K", override_params: { model: "m" } },
          ],
        },
      ],
    }),
  );
  expect(chains[0]?.links.map(({ modelId }) => modelId)).toEqual(["gpt-6-luna", "gemini-3.8-flash", "m"]);
  expect(chains[0]?.rules[0]?.triggers).toMatchObject({ RATE_LIMIT: true, SERVER: true, AUTH: false, TIMEOUT: false });
  // Who shares the load fails with its group, and the group around it says what leads on.
  expect(chains[0]?.rules[1]?.triggers).toMatchObject({ RATE_LIMIT: true, AUTH: false });
  expect(preview.leftOut.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "cache",
      "targets[0].api_key",
      "targets[1]",
      "targets[2].strategy",
      "targets[3].strategy",
      "targets[3].targets[0].weight",
    ]),
  );
  expect(JSON.stringify(preview)).not.toContain("canary");
});

const told = ({ leftOut }: SetupPreview) => leftOut.map(({ path, why }) => `${path}: ${why}`);

test("what a LiteLLM config says in another form than is read is told, and not dropped", async () => {
  const { preview, chains } = await imported(`
"model_list":
  - model_name: a
    litellm_params: {model: gpt-6-luna, models: q/b, max_tokens: 9, max_completion_tokens: 8, temperature: 1}
  - model_name: b
    litellm_params: {model: text-embedding-3-small}
    model_info: {mode: embedding}
router_settings:
  fallbacks: [{a: b}, {a: [{model: c}]}, b]
  default_fallbacks: b
  context_window_fallbacks: {a: [b]}
  num_retries: 0
  stream_timeout: 9
litellm_settings: {num_retries: 1, fallbacks: []}
`);
  expect(chains.map(({ name }) => name)).toEqual(["a"]);
  expect(chains[0]?.links[0]).toMatchObject({ maxTokens: 9, rules: { retries: 0 } });
  expect(chains[0]?.rules[0]?.deadlines.lastHopeFirstContentMs).toBe(9_000);
  const notLists = "Not all of it are lists of models by their names. What is none is left out.";
  const notNames = "It is no list of names, so what is none in it is left out.";
  expect(told(preview)).toEqual([
    `model_list[0].litellm_params.max_completion_tokens: “max_tokens” says it already, and that is what is read.`,
    `model_list[0].litellm_params.models: ${notNames}`,
    "model_list[1]: It is no model that answers in words.",
    "litellm_settings.num_retries: “router_settings” says it, too, and that wins.",
    "litellm_settings.fallbacks: “router_settings” says it, too, and that wins.",
    `router_settings.fallbacks: ${notLists}`,
    `router_settings.default_fallbacks: ${notNames}`,
    `router_settings.context_window_fallbacks: ${notLists}`,
  ]);
});

test("a link has what its program sets by itself only where that is told", async () => {
  const { preview } = await imported("model_list: [{model_name: a, litellm_params: {model: gpt-6-luna}}]");
  expect(told(preview)).toEqual([
    "model_list: A link that has no limit of tokens there has one of 2,000 here.",
    "model_list: A link that has no temperature there has 0.7 here.",
  ]);
});

test("the fallbacks of a fallback are asked behind it, as LiteLLM does, and each model once", async () => {
  const entry = (name: string) => `{model_name: ${name}, litellm_params: {model: openai/${name}}}`;
  const { chains } = await imported(`
model_list: [${["a", "b", "c", "d"].map(entry).join(", ")}]
router_settings: {fallbacks: [{a: [b, d]}, {b: [c, a]}]}
`);
  expect(chains.map(({ name, links }) => [name, links.map(({ modelId }) => modelId)])).toEqual([
    ["a", ["a", "b", "c", "d"]],
    ["b", ["b", "c", "a", "d"]],
  ]);
});

test("what a Portkey config says for all of its targets holds for each that does not say it itself", async () => {
  const { preview, chains } = await imported(
    JSON.stringify({
      strategy: { mode: "fallback", on_status_codes: [429, 504, 446] },
      retry: { attempts: 3, on_status_codes: [429] },
      request_timeout: 7_000,
      override_params: { temperature: 0.2, max_tokens: 99, top_p: 1 },
      targets: [
        { provider: "openai", override_params: { model: "gpt-6-luna", max_tokens: 5 }, retry: { attempts: 0 } },
        { provider: "@main", override_params: { model: "m" } },
        { override_params: { model: "@main/m" } },
        { provider: "anthropic", request_timeout: 8_000, override_params: { model: "claude-sonnet-5-5" } },
      ],
    }),
  );
  expect(chains[0]?.links).toMatchObject([
    { modelId: "gpt-6-luna", maxTokens: 5, temperature: 0.2, rules: { retries: 0 } },
    { modelId: "claude-sonnet-5-5", maxTokens: 99, temperature: 0.2, rules: { retries: 1 } },
  ]);
  expect(chains[0]?.rules[0]?.deadlines.firstContentMs).toBe(7_000);
  expect(chains[0]?.rules[1]?.deadlines.lastHopeFirstContentMs).toBe(8_000);
  expect(chains[0]?.rules[0]?.triggers).toMatchObject({ RATE_LIMIT: true, SERVER: true, AUTH: false });
  const isElsewhere = "Its provider is in Portkey’s own store of keys, which is not in the file.";
  expect(told(preview)).toEqual([
    "strategy.on_status_codes: Not all of these answers lead on here: those that stand for no kind of failure are left out.",
    "strategy.on_status_codes: Failures are told apart by their kind here, so answers of the same kind lead on as well.",
    "override_params.top_p: Understudy has no such setting.",
    `targets[1]: ${isElsewhere}`,
    `targets[2]: ${isElsewhere}`,
    "retry.on_status_codes: Understudy retries by the kind of a failure, by its own rules.",
    "retry.attempts: Understudy asks a link once more at most, so it is one retry here.",
  ]);
});

test("a server that speaks in one way is not asked in another for being at the same address", () => {
  const entry = (name: string) =>
    `{model_name: ${name}, litellm_params: {model: ${name}/m, api_base: "https://eu.test/v1"}}`;
  const text = `model_list: [${entry("anthropic")}, ${entry("openai")}]`;
  const speaks = (kind: Provider["kind"]) => ({ ...own, id: kind, kind });
  const asked = (...providers: readonly Provider[]) => {
    const read = readFile(text, { providers: [...builtInProviders, ...providers] });
    return read.ok ? JSON.stringify(read.value.frame.chains).match(/(?<="provider":")[^"]+/g) : null;
  };
  expect(asked(speaks("anthropic"), speaks("openai-compatible"))).toEqual(["anthropic", "openai-compatible"]);
  expect(asked(speaks("openai-compatible"))).toEqual(["openai-compatible"]);
  expect(asked(speaks("anthropic"))).toEqual(["anthropic", expect.stringMatching(/^at-/)]);
});

test("a second import of the same file finds what the first one added", async () => {
  const text = writeLiteLlm(facts).text;
  const world = setup({ chains: [], builtInProviders: [...builtInProviders] });
  const first = await valueFrom(world.call("import.preview", { text }));
  await valueFrom(world.call("import.apply", { previewId: first.previewId, choices: {} }));
  const second = await valueFrom(world.call("import.preview", { text }));
  expect(second.items.map(({ state }) => state)).toEqual(second.items.map(() => "same"));
});

test("a server on this machine is asked at the path that it has, which other programs add by themselves", async () => {
  const entry = "{model_name: local, litellm_params: {model: ollama/llama3.3, api_base: 'http://localhost:11434/'}}";
  const { chains, workspace } = await imported(`model_list: [${entry}]`);
  expect(chains[0]?.links[0]?.provider).toBe("http://localhost:11434/v1");
  expect(workspace.providers().find(({ provider }) => provider.name === "Ollama")?.provider.keyOptional).toBe(true);
});

test.each([
  ['{"models": []}', "This is no file of chains from Understudy, LiteLLM or Portkey."],
  ["model_list: all", "The “model_list” of this LiteLLM config is no list."],
  ["name: x", /^This is not JSON/],
])("a file that is none of the three is refused by what it is: %s", async (text, message) => {
  const { call } = setup();
  const answer = await call("import.preview", { text });
  expect(answer).toMatchObject({ ok: false, failure: { message: expect.stringMatching(message) } });
});

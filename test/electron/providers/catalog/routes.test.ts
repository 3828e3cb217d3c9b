import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledLists } from "#electron/providers/catalog/bundled-models.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { identityOf } from "#electron/providers/catalog/model-identity.ts";
import { routesOf } from "#electron/providers/catalog/routes.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import { runsOf } from "#test/support/runs.ts";

const server = (id: string, baseUrl: string): Provider => ({
  ...{ id, name: id, kind: "openai-compatible", baseUrl, keyOptional: false },
});

const providers: readonly Provider[] = [
  ...builtInProviders,
  server("groq", "https://api.groq.com/openai/v1"),
  server("together", "https://api.together.xyz/v1"),
  server("deepseek", "https://api.deepseek.com"),
  server("mistral", "https://api.mistral.ai/v1"),
  server("xai", "https://api.x.ai/v1"),
  server("ollama", "http://127.0.0.1:11434/v1"),
  server("lab", "http://10.0.0.7:8000/v1"),
];

const listOf = (providerId: string, ...modelIds: readonly string[]): ModelList => ({
  ...{ providerId, source: "provider", fetchedAtMs: 1 },
  models: modelIds.map((modelId) => ({
    ...{ providerId, modelId, name: modelId, contextTokens: null, maxOutputTokens: null, price: null },
    isFree: modelId.endsWith(":free"),
  })),
});

/** `openrouter anthropic/claude-opus-5.5` */
type Written = `${string} ${string}`;

function refOf(written: string) {
  const [providerId = "", modelId = ""] = written.split(" ");
  return { providerId, modelId };
}

function routesFrom(asked: Written, lists: readonly ModelList[]): readonly string[] {
  return routesOf(refOf(asked), { providers, lists }).map(({ providerId, modelId }) => `${providerId} ${modelId}`);
}

describe("models that ship with the program", () => {
  // Checked by hand against protocols.md §12 and the vendors' own names: every pair there is, and no other.
  const pairs: Readonly<Record<Written, Written>> = {
    "openrouter anthropic/claude-opus-5.5": "anthropic claude-opus-5-5",
    "openrouter anthropic/claude-sonnet-5.5": "anthropic claude-sonnet-5-5",
    "openrouter anthropic/claude-haiku-4.5": "anthropic claude-haiku-4-5",
    "openrouter openai/gpt-6-sol": "openai gpt-6-sol",
    "openrouter openai/gpt-6-luna": "openai gpt-6-luna",
    "openrouter openai/gpt-5.5": "openai gpt-5.5",
    "openrouter openai/gpt-5.4-mini": "openai gpt-5.4-mini",
    "openrouter google/gemini-3.8-flash": "google gemini-3.8-flash",
    "openrouter google/gemini-3.5-flash": "google gemini-3.5-flash",
    "openrouter google/gemini-2.5-pro": "google gemini-2.5-pro",
  };
  const alone: readonly Written[] = [
    "openrouter deepseek/deepseek-v4-pro",
    "openrouter openai/gpt-oss-120b:free",
    "openrouter meta-llama/llama-3.3-70b-instruct:free",
    "openrouter qwen/qwen3-coder:free",
  ];

  it("have exactly the routes that were checked by hand, from either side", () => {
    for (const [relayed, direct] of Object.entries(pairs)) {
      const [one, two] = [refOf(relayed), refOf(direct)];
      const catalog = createCatalog();
      expect(catalog.routes(one)).toMatchObject([
        { ...one, kind: "openrouter", isFree: false },
        { ...two, kind: "direct", isFree: false },
      ]);
      expect(catalog.routes(two)).toMatchObject([
        { ...two, kind: "direct" },
        { ...one, kind: "openrouter" },
      ]);
    }
  });

  it("have no route beside themselves where none was checked", () => {
    const paired = new Set<string>([...Object.keys(pairs), ...Object.values(pairs)]);
    const others = bundledLists
      .flatMap(({ models }) => models.map(({ providerId, modelId }): Written => `${providerId} ${modelId}`))
      .filter((written) => !paired.has(written));
    expect(others).toHaveLength(14 + 18 + 10 + 8 - 2 * 10);
    expect(others).toEqual(expect.arrayContaining([...alone]));
    for (const written of others) expect([written, routesFrom(written, bundledLists)]).toEqual([written, [written]]);
  });

  it("come with name, price and what is free", () => {
    const [asked, direct] = createCatalog().routes(refOf("openrouter google/gemini-3.8-flash"));
    expect(asked).toMatchObject({ name: "Gemini 3.8 Flash", price: { inputUsd: 0.825 } });
    expect(direct).toMatchObject({ name: "Gemini 3.8 Flash", price: { inputUsd: 0.75 } });
  });
});

const openRouter = listOf(
  "openrouter",
  ...[
    "openai/gpt-4o",
    "openai/gpt-4o-mini",
    "openai/gpt-4o-2024-05-13",
    "openai/gpt-4o-2024-11-20",
    "openai/gpt-oss-120b",
  ],
  ...["openai/gpt-oss-120b:free", "openai/chatgpt-4o-latest", "openai/o3", "openai/o3-mini", "openrouter/auto"],
  ...["anthropic/claude-3.5-sonnet", "anthropic/claude-3.7-sonnet", "anthropic/claude-3.7-sonnet:thinking"],
  ...["anthropic/claude-sonnet-4.5", "anthropic/claude-opus-4.1"],
  ...[
    "google/gemini-2.5-pro",
    "google/gemini-2.5-pro-preview",
    "google/gemini-2.5-flash",
    "google/gemini-2.5-flash-lite",
  ],
  ...["google/gemma-3-27b-it", "google/gemma-3-27b-it:free"],
  ...[
    "meta-llama/llama-3.3-70b-instruct",
    "meta-llama/llama-3.3-70b-instruct:free",
    "meta-llama/llama-3.1-8b-instruct",
  ],
  ...["nvidia/llama-3.3-70b-instruct", "nousresearch/hermes-3-llama-3.1-70b", "deepseek/deepseek-r1-distill-llama-70b"],
  ...["deepseek/deepseek-chat", "deepseek/deepseek-v4-pro", "mistralai/mistral-large-4", "mistralai/ministral-8b-2512"],
  ...["moonshotai/kimi-k3.1-pro", "x-ai/grok-4.7", "x-ai/grok-4.7-fast", "qwen/qwen3-coder"],
);
const lists: readonly ModelList[] = [
  openRouter,
  listOf(
    "openai",
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4o-2024-05-13",
    "gpt-4o-2024-08-06",
    "chatgpt-4o-latest",
    "o3",
    "o3-mini",
  ),
  listOf(
    "anthropic",
    ...["claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022", "claude-3-7-sonnet-20250219"],
    ...["claude-sonnet-4-5-20250929", "claude-opus-4-1-20250805", "claude-opus-4-1"],
  ),
  listOf("google", "gemini-2.5-pro", "gemini-2.5-pro-preview-05-06", "gemini-2.5-flash", "gemini-2.5-flash-lite"),
  listOf("groq", "llama-3.3-70b-versatile", "llama-3.1-8b-instant", "openai/gpt-oss-120b", "gemma2-9b-it"),
  listOf(
    "together",
    "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "meta-llama/Llama-3.3-70B-Instruct",
    "moonshotai/Kimi-K3.1-Pro",
  ),
  listOf("deepseek", "deepseek-chat", "deepseek-v4-pro"),
  listOf("mistral", "mistral-large-4", "mistral-large-latest", "ministral-8b-2512"),
  listOf("xai", "grok-4.7", "grok-4.7-fast"),
  listOf("ollama", "gpt-oss:120b", "llama3.3:70b", "gpt-4o"),
  listOf("lab", "meta-llama/Llama-3.3-70B-Instruct", "gpt-4o", "gpt-4all", "llama-3.3-70b-instruct", "org/a/b"),
];

describe("routes to one model among long lists", () => {
  it.each<readonly [asked: Written, others: readonly Written[]]>([
    ["openai gpt-4o", ["openrouter openai/gpt-4o", "lab gpt-4o"]],
    ["openai gpt-4o-mini", ["openrouter openai/gpt-4o-mini"]],
    ["openai o3", ["openrouter openai/o3"]],
    ["openai chatgpt-4o-latest", ["openrouter openai/chatgpt-4o-latest"]],
    ["google gemini-2.5-flash", ["openrouter google/gemini-2.5-flash"]],
    ["groq openai/gpt-oss-120b", ["openrouter openai/gpt-oss-120b", "openrouter openai/gpt-oss-120b:free"]],
    [
      "openrouter meta-llama/llama-3.3-70b-instruct",
      [
        "groq llama-3.3-70b-versatile",
        "together meta-llama/Llama-3.3-70B-Instruct",
        "lab meta-llama/Llama-3.3-70B-Instruct",
        "openrouter meta-llama/llama-3.3-70b-instruct:free",
      ],
    ],
    ["groq llama-3.1-8b-instant", ["openrouter meta-llama/llama-3.1-8b-instruct"]],
    ["openrouter google/gemma-3-27b-it", ["openrouter google/gemma-3-27b-it:free"]],
    ["openrouter moonshotai/kimi-k3.1-pro", ["together moonshotai/Kimi-K3.1-Pro"]],
    ["openrouter deepseek/deepseek-v4-pro", ["deepseek deepseek-v4-pro"]],
    ["openrouter mistralai/mistral-large-4", ["mistral mistral-large-4"]],
    ["openrouter mistralai/ministral-8b-2512", ["mistral ministral-8b-2512"]],
    ["openrouter x-ai/grok-4.7", ["xai grok-4.7"]],
    ["openrouter x-ai/grok-4.7-fast", ["xai grok-4.7-fast"]],
  ])("are found: %s", (asked, others) => {
    expect(routesFrom(asked, lists)).toEqual([asked, ...others]);
  });

  it.each<Written>([
    "openrouter anthropic/claude-3.7-sonnet:thinking",
    "openrouter anthropic/claude-3.5-sonnet",
    "anthropic claude-3-5-sonnet-20241022",
    "openrouter openai/gpt-4o-2024-11-20",
    "openai gpt-4o-2024-08-06",
    "openrouter google/gemini-2.5-pro-preview",
    "google gemini-2.5-pro-preview-05-06",
    "openrouter nvidia/llama-3.3-70b-instruct",
    "openrouter nousresearch/hermes-3-llama-3.1-70b",
    "openrouter deepseek/deepseek-r1-distill-llama-70b",
    "openrouter deepseek/deepseek-chat",
    "deepseek deepseek-chat",
    "together meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "mistral mistral-large-latest",
    "openrouter openrouter/auto",
    "ollama gpt-4o",
    "ollama llama3.3:70b",
    "lab gpt-4all",
    "lab llama-3.3-70b-instruct",
    "lab org/a/b",
    "openai ft:gpt-4o:acme::abc123",
  ])("are not made up: %s is served nowhere else", (asked) => {
    expect(routesFrom(asked, lists)).toEqual([asked]);
  });

  it("take the one dated snapshot for the name without a date, where there is nothing to choose", () => {
    expect(routesFrom("openrouter anthropic/claude-sonnet-4.5", lists)).toEqual([
      "openrouter anthropic/claude-sonnet-4.5",
      "anthropic claude-sonnet-4-5-20250929",
    ]);
    expect(routesFrom("anthropic claude-3-7-sonnet-20250219", lists)[1]).toBe("openrouter anthropic/claude-3.7-sonnet");
  });

  it("tell a snapshot from its name where one endpoint lists both", () => {
    expect(routesFrom("anthropic claude-opus-4-1", lists)).toEqual([
      "anthropic claude-opus-4-1",
      "openrouter anthropic/claude-opus-4.1",
    ]);
    expect(routesFrom("anthropic claude-opus-4-1-20250805", lists)).toHaveLength(1);
  });

  it("take the same snapshot on both sides, however its date is written", () => {
    const dated = [
      listOf("openrouter", "openai/gpt-5.4-2026-03-05", "openai/gpt-5.4"),
      listOf("openai", "gpt-5.4-20260305"),
    ];
    expect(routesFrom("openai gpt-5.4-20260305", dated)).toEqual([
      "openai gpt-5.4-20260305",
      "openrouter openai/gpt-5.4-2026-03-05",
    ]);
  });

  it("take a dot for a dash where Anthropic writes one, and nowhere else", () => {
    const dashed = [
      listOf("lab", "gpt-4-1", "claude-opus-4.1"),
      listOf("openrouter", "google/gemma-3.1b-it", "google/gemma-3-1b-it"),
    ];
    expect(routesFrom("anthropic claude-opus-4-1", dashed)).toEqual([
      "anthropic claude-opus-4-1",
      "lab claude-opus-4.1",
    ]);
    expect(routesFrom("openai gpt-4.1", dashed)).toHaveLength(1);
    expect(routesFrom("openrouter google/gemma-3.1b-it", dashed)).toHaveLength(1);
  });

  it("of a model that no list names are found by its name", () => {
    expect(routesFrom("openai gpt-4o", [openRouter])).toEqual(["openai gpt-4o", "openrouter openai/gpt-4o"]);
    // Which snapshot OpenRouter means cannot be told without the list of who made them.
    expect(routesFrom("anthropic claude-3-5-sonnet-20240620", [openRouter])).toHaveLength(1);
  });

  it("of a provider that is gone are none", () => {
    expect(routesOf({ providerId: "gone", modelId: "gpt-4o" }, { providers, lists })).toEqual([]);
    expect(routesFrom("openai gpt-4o", [...lists, listOf("gone", "gpt-4o")])).toHaveLength(3);
  });
});

const all = lists.flatMap(({ models }) => models);
const one = fc.constantFrom(...all);

describe("any two models", () => {
  it("are routes of each other, or neither is one of the other", () => {
    fc.assert(
      fc.property(one, one, (a, b) => {
        const has = (from: typeof a, to: typeof a) =>
          routesOf(from, { providers, lists }).some(
            ({ providerId, modelId }) => providerId === to.providerId && modelId === to.modelId,
          );
        expect(has(a, b)).toBe(has(b, a));
      }),
      { numRuns: runsOf(150, 5_000) },
    );
  });

  it("are kept apart by anything that is added to a name", () => {
    const additions = [
      "-mini",
      "-preview",
      "-turbo",
      "-thinking",
      "-fp8",
      "-instruct-fast",
      "-v2",
      "-32k",
      "x",
      "-1",
      ".1",
      ":nitro",
      ":online",
    ];
    fc.assert(
      fc.property(one, fc.constantFrom(...additions), ({ providerId, modelId }, addition) => {
        const provider = providers.find(({ id }) => id === providerId) ?? server("", "");
        const plain = identityOf(provider, modelId);
        const other = identityOf(provider, `${modelId}${addition}`);
        const isSame = plain !== null && other !== null && plain.vendor === other.vendor && plain.name === other.name;
        expect(isSame).toBe(false);
      }),
      { numRuns: runsOf(200, 5_000) },
    );
  });

  it("are never merged across vendors, nor from what is no plain name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (vendor, name) => {
        const identity = identityOf({ kind: "openrouter", baseUrl: "" }, `${vendor}/${name}`);
        if (identity === null) return;
        expect(identity.vendor).not.toBe("");
        expect(identity.vendor).not.toContain("/");
        expect(identity.name).toMatch(/^[\w.-]+$/);
      }),
      { numRuns: runsOf(200, 5_000) },
    );
  });
});

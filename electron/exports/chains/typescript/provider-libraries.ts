import type { LinkFacts, ProviderFacts } from "#electron/exports/chains/chain-facts.ts";
import { type LinkSettings, linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import type { ProviderKind } from "#shared/model.ts";
import { block, entry, field, literalOf } from "./literals.ts";

/** What makes a model of the AI SDK for each kind of provider. */
const libraries: Readonly<
  Record<ProviderKind, { readonly name: string; readonly from: string; readonly path: string }>
> = {
  openrouter: { name: "createOpenRouter", from: "@openrouter/ai-sdk-provider", path: "" },
  openai: { name: "createOpenAI", from: "@ai-sdk/openai", path: "" },
  // Their libraries want the version in the address.
  anthropic: { name: "createAnthropic", from: "@ai-sdk/anthropic", path: "/v1" },
  google: { name: "createGoogle", from: "@ai-sdk/google", path: "/v1beta" },
  "openai-compatible": { name: "createOpenAICompatible", from: "@ai-sdk/openai-compatible", path: "" },
};

export function packagesOf(providers: readonly ProviderFacts[]): readonly string[] {
  return [...new Set(providers.map(({ kind }) => libraries[kind].from))].sort();
}

export function importsOf(providers: readonly ProviderFacts[]): readonly string[] {
  const used = [...new Set(providers.map(({ kind }) => libraries[kind]))];
  return used.map(({ name, from }) => `import { ${name} } from "${from}";`).sort();
}

/** An entry of the map of models: how a model of this provider is made. */
export function modelEntry(provider: ProviderFacts, links: readonly LinkFacts[]): string[] {
  const { id, kind, keyOptional, keyVariable, addressVariable, baseUrl, name } = provider;
  const { name: create, path } = libraries[kind];
  const own = links.filter((link) => link.provider.id === id).map(linkSettings);
  const address = `addressIn(${literalOf(addressVariable)}, ${literalOf(baseUrl)})`;
  const options = [
    `baseURL: ${path === "" ? address : `\`\${${address}}${path}\``},`,
    keyOptional ? `apiKey: process.env[${literalOf(keyVariable)}] ?? "",` : `apiKey: keyIn(${literalOf(keyVariable)}),`,
    "fetch: stayingFetch,",
    ...(kind === "openrouter" ? field("appName", "Understudy") : []),
    ...(kind === "openai-compatible"
      ? [
          ...field("name", name),
          ...field(
            "includeUsage",
            own.some((one) => one.asksForUsage),
          ),
        ]
      : []),
  ];
  const call = `})${methodOf(kind, own)}(modelId),`;
  return entry(id, [
    "(modelId) =>",
    ...block(
      `  ${create}({`,
      options.map((line) => `  ${line}`),
      `  ${call}`,
    ),
  ]);
}

/** OpenAI's library asks the Responses API unless it is told otherwise. */
function methodOf(kind: ProviderKind, own: readonly LinkSettings[]): string {
  return kind === "openai" && own.every(({ dialect }) => dialect === "openai-chat") ? ".chat" : "";
}

/** What the request says besides, in the words of the library; `left` is what it has none for. */
export function providerOptions(
  kind: ProviderKind,
  { extra }: LinkSettings,
): {
  readonly options: Readonly<Record<string, unknown>> | null;
  readonly left: readonly string[];
} {
  const names = Object.keys(extra);
  if (names.length === 0) return { options: null, left: [] };
  if (kind === "openrouter" || kind === "anthropic" || kind === "google")
    return { options: { [kind]: extra }, left: [] };
  const summary = Object(extra.reasoning).summary;
  const isSummary = kind === "openai" && names.length === 1 && typeof summary === "string";
  return isSummary
    ? { options: { openai: { reasoningSummary: summary, store: false } }, left: [] }
    : { options: null, left: names };
}

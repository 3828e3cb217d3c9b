import {
  type Draft,
  type LinkFacts,
  type OneChainFacts,
  placeOf,
  samplePrompt,
  type WriteChains,
} from "./chain-facts.ts";
import { linkSettings } from "./code/link-settings.ts";
import { type Difference, differences, engineSense, fieldLosses } from "./engine-losses.ts";
import { jsonText, recordByName } from "./json-text.ts";
import { lossesOf } from "./losses.ts";
import { openRouterLoss } from "./openrouter-losses.ts";
import { askedModels } from "./openrouter-models.ts";

/** The body of one request to OpenRouter, which goes through its models by itself. Fields: openrouter.ai/docs, model fallbacks and provider routing. */
export const writeOpenRouter: WriteChains = (facts): Draft => {
  const asked = new Map(facts.chains.map((chain) => [chain, askedModels(chain)] as const));
  const chains = facts.chains.filter((chain) => asked.get(chain)?.links.length);
  const losses = facts.chains.flatMap((chain) => {
    const models = asked.get(chain);
    if (models === undefined) return [];
    if (models.links.length === 0) {
      const why = "OpenRouter serves none of its links, so the chain is left out.";
      return [{ ...placeOf(chain), what: "the chain", why }];
    }
    const fitting = { chains: [{ ...chain, links: models.links }] };
    return [
      ...models.lost,
      ...lossesOf({ chains: [chain] }, (placed) => openRouterLoss(placed, models)),
      ...fieldLosses(fitting, "The request"),
      ...differences(fitting, { ofAll }),
    ];
  });
  const own = facts.providers.find(({ kind }) => kind === "openrouter");
  const variable = own?.keyVariable ?? "OPENROUTER_API_KEY";
  return {
    text: jsonText(chains.length === 0 ? {} : recordByName({ chains }, bodyOf)),
    language: "json",
    fileName: "openrouter.json",
    losses,
    variables: [variable],
    check: { kind: "target", by: "The request schema of OpenRouter’s own SDK, 1.3.19." },
    note: `POST it to https://openrouter.ai/api/v1/chat/completions with “Authorization: Bearer $${variable}”, and your prompt in the place of ${samplePrompt}.`,
  };
};

const ofAll: readonly Difference[] = [
  {
    what: `cooldowns, ${engineSense}`,
    why: (what) => `OpenRouter chooses by what it knows of its providers itself, so “${what}” are left out.`,
  },
];

/** By the names that OpenRouter has for the makers of models. */
const makers = { openai: "openai", anthropic: "anthropic", google: "google-ai-studio" } as const;

function bodyOf(chain: OneChainFacts): object {
  const { models, links } = askedModels(chain);
  const [first] = links;
  if (first === undefined) return {};
  const { maxTokens, temperature } = linkSettings(first);
  const order = [...new Set(links.flatMap(makerOf))];
  return {
    models,
    // A link that asks the maker itself prefers the maker here, too.
    provider: { ...(order.length > 0 && { order }), allow_fallbacks: true },
    max_tokens: maxTokens,
    ...(temperature !== null && { temperature }),
    messages: [{ role: "user", content: samplePrompt }],
    stream: true,
  };
}

function makerOf({ provider: { kind } }: LinkFacts): readonly string[] {
  return kind === "openrouter" || kind === "openai-compatible" ? [] : [makers[kind]];
}

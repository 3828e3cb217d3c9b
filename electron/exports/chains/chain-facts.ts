import type { Chain, Link } from "#shared/chain.ts";
import type { ChainExport, ExportLoss } from "#shared/chain-export.ts";
import type { RulesInForce } from "#shared/link-rules.ts";
import type { Price, ProviderKind } from "#shared/model.ts";
import type { SetupFile } from "#shared/setup.ts";

/** A provider that at least one of the exported links asks. */
export type ProviderFacts = {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly name: string;
  /** Without a trailing slash. OpenAI shape: with the version; Anthropic and Google: without. */
  readonly baseUrl: string;
  /** True where it is the address that a provider of this kind comes with, which other programs know by themselves. */
  readonly isUsualAddress: boolean;
  readonly keyOptional: boolean;
  /** `OPENAI_API_KEY`: no two providers of one file have the same, so that no key goes to another one's address. */
  readonly keyVariable: string;
  /** `OPENAI_BASE_URL`: by which the one who runs the file may send its requests to another address. */
  readonly addressVariable: string;
};

/** The request that this program itself would send for a link; the prompt is `samplePrompt`. */
export type SampleRequest = {
  readonly url: string;
  /** Lower-case names; the key stands as `$OPENAI_API_KEY`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
};

export type LinkFacts = {
  /** Its place in the chain as it is saved, from 0: links whose provider is gone are not among the facts. */
  readonly index: number;
  readonly link: Link;
  readonly provider: ProviderFacts;
  /** What holds for it: its own rules over its chain's over the engine's defaults. */
  readonly rules: RulesInForce;
  /** The price in force, USD per million tokens; the link's own one where it has one. Null where nobody knows it. */
  readonly price: Price | null;
  /** False where the model refuses a temperature, so that this program sends none either. */
  readonly takesTemperature: boolean;
  /** What OpenRouter calls the model, for an OpenRouter link as it is; null where the catalog knows no name. */
  readonly openRouterId: string | null;
  readonly request: SampleRequest;
};

export type OneChainFacts = { readonly chain: Chain; readonly links: readonly LinkFacts[] };

/** All that a file of another program is made of. Keys are not among it. */
export type ChainFacts = {
  /** Those with at least one link that can be asked, in the order that was asked for; never empty. */
  readonly chains: readonly OneChainFacts[];
  /** In the order in which the links name them first. */
  readonly providers: readonly ProviderFacts[];
  /** The same chains as this program's own format holds them. */
  readonly setup: SetupFile;
  /** Epoch ms. */
  readonly exportedAtMs: number;
};

/** What a form makes of the facts. `variables`: every environment variable that is needed; optional ones are not named. */
export type Draft = Pick<ChainExport, "language" | "losses" | "variables" | "check" | "note"> & {
  readonly text: string;
  readonly fileName: string;
};

export type WriteChains = (facts: ChainFacts) => Draft;

/** The prompt of a sample request, in whose place a file puts the real one. */
export const samplePrompt = "{{prompt}}";

/** The variables of the keys that are needed, each once. */
export function keyVariables({ providers }: Pick<ChainFacts, "providers">): readonly string[] {
  return providers.filter(({ keyOptional }) => !keyOptional).map(({ keyVariable }) => keyVariable);
}

/** Where a loss is, for the whole chain or for one of its links. */
export function placeOf(
  { chain }: OneChainFacts,
  link: Pick<LinkFacts, "index"> | null = null,
): Pick<ExportLoss, "chainName" | "linkIndex"> {
  return { chainName: chain.name, linkIndex: link?.index ?? null };
}

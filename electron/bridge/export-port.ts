import type { Chain } from "#shared/chain.ts";
import type { ChainExport, ChainFormat } from "#shared/chain-export.ts";
import type { ComparisonFormat, ExportedFile, SpendFormat } from "#shared/exports.ts";
import type { Answer } from "#shared/failure.ts";
import type { HistoryDetails } from "#shared/history.ts";
import type { Provider } from "#shared/model.ts";
import type { SetupFile } from "#shared/setup.ts";
import type { SpendReport } from "#shared/spend.ts";

/** Files for people and for other programs, made of what was read before. */
export type ExportsPort = {
  comparison(details: HistoryDetails & ExportNames, format: ComparisonFormat): ExportedFile;
  spend(report: { readonly report: SpendReport } & ExportNames, format: SpendFormat): ExportedFile;
  setup(setup: SetupFile): ExportedFile;
  /** Refused where none of them has a link that can be asked. */
  chains(asked: ChainsToExport, format: ChainFormat): Answer<ChainExport>;
};

/** Chains for another program. */
export type ChainsToExport = {
  readonly chains: readonly Chain[];
  /** As saved, without what the environment puts over it; null for one that is gone. */
  readonly provider: (providerId: string) => Provider | null;
  /** The same chains with all that belongs to them. */
  readonly setup: SetupFile;
};

/** One that was removed has its id for a name. */
export type ExportNames = { readonly providerName: (providerId: string) => string };

import { type Here, isSame, type Planned } from "#electron/bridge/setup/draft.ts";
import { findKey } from "#electron/bridge/setup/find-key.ts";
import { hereOf, importSetup, type SetupTools } from "#electron/bridge/setup/import-setup.ts";
import { planSetup } from "#electron/bridge/setup/plan-setup.ts";
import type { SetupFrame } from "#electron/bridge/setup/setup-schema.ts";
import type { SetupRecord } from "#electron/storage/archive/records.ts";
import type { ArchiveCount } from "#shared/archive.ts";
import type { Chain } from "#shared/chain.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import { type SetupFile, type SetupKind, type SetupResult, setupFormat, setupVersion } from "#shared/setup.ts";

/** Chains, sets, prices, providers and settings as records of an archive. */
export function setupRecords(setup: SetupFile): readonly SetupRecord[] {
  return [
    ...setup.providers.map((value) => ({ type: "provider" as const, value })),
    ...setup.chains.map((value) => ({ type: "chain" as const, value })),
    ...setup.columnSets.map((value) => ({ type: "column-set" as const, value })),
    ...setup.ownPrices.map((value) => ({ type: "own-price" as const, value })),
    { type: "settings" as const, value: setup.settings },
  ];
}

type Tools = SetupTools & { readonly defaultChains: readonly Chain[] };

type SetupCounts = {
  readonly providers: ArchiveCount;
  readonly chains: ArchiveCount;
  readonly columnSets: ArchiveCount;
  readonly ownPrices: ArchiveCount;
  /** In sentences. */
  readonly refused: readonly string[];
};

export function previewArchiveSetup(tools: Tools, records: readonly SetupRecord[]): SetupCounts {
  const { frame, withKeys } = frameOf(records);
  const items = planned(tools, frame, hereOf(tools)).planned.map(({ item }) => item);
  const countOf = (kind: SetupKind): ArchiveCount => ({
    fresh: items.filter((item) => item.kind === kind && item.state === "new").length,
    known: items.filter((item) => item.kind === kind && (item.state === "same" || item.state === "conflict")).length,
  });
  const refused = items.flatMap(({ state, name, details }) => (state === "refused" ? [`${name}: ${details}`] : []));
  return {
    providers: countOf("provider"),
    chains: countOf("chain"),
    columnSets: countOf("column-set"),
    ownPrices: countOf("own-price"),
    refused: [...withKeys, ...refused],
  };
}

/** What is not here is added, and what nobody changed here makes room for it; everything else stays as it is. */
export function importArchiveSetup(tools: Tools, records: readonly SetupRecord[]): Promise<Answer<SetupResult>> {
  const { frame } = frameOf(records);
  return importSetup(tools, { choices: {}, plan: (here) => succeed(planned(tools, frame, here)) });
}

type Plan = { readonly start: Here; readonly planned: readonly Planned[] };

function planned({ defaultChains }: Tools, frame: SetupFrame, here: Here): Plan {
  // As they came, and other ones in the archive: then the list is the archive's, with its order and its gaps.
  const makesRoom = isSame(here.chains, defaultChains) && !isSame(here.chains, frame.chains) && frame.chains.length > 0;
  const start = makesRoom ? { ...here, chains: [] } : here;
  return { start, planned: planSetup(frame, start) };
}

function frameOf(records: readonly SetupRecord[]): {
  readonly frame: SetupFrame;
  readonly withKeys: readonly string[];
} {
  const clean = records.filter(({ value }) => findKey(value) === null);
  const withKeys = records
    .filter(({ value }) => findKey(value) !== null)
    .map(({ type }) => `A ${type} holds what looks like a key. Keys are never imported.`);
  const valuesOf = (type: SetupRecord["type"]) => clean.filter((one) => one.type === type).map(({ value }) => value);
  return {
    withKeys,
    frame: {
      format: setupFormat,
      version: setupVersion,
      providers: valuesOf("provider"),
      chains: valuesOf("chain"),
      columnSets: valuesOf("column-set"),
      ownPrices: valuesOf("own-price"),
      settings: valuesOf("settings")[0] ?? {},
    },
  };
}

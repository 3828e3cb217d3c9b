export const archiveFormat = "understudy-archive";
export const archiveVersion = 1;

/** A slice of an upload holds at most so many characters. */
export const longestSlice = 1_000_000;

/** What is in an archive beside what is here. Nothing was changed. */
export type ArchivePreview = {
  readonly comparisons: ArchiveCount;
  readonly conversations: ArchiveCount;
  readonly spend: ArchiveCount;
  readonly chains: ArchiveCount;
  readonly columnSets: ArchiveCount;
  readonly providers: ArchiveCount;
  readonly ownPrices: ArchiveCount;
  /** Epoch ms of the oldest and the newest comparison; null where there is none. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  /** What cannot be imported and why, at most `mostTold` of them, in sentences. */
  readonly refused: readonly string[];
  readonly refusedCount: number;
};

/** `fresh` would be added, `known` is here already and stays as it is. */
export type ArchiveCount = { readonly fresh: number; readonly known: number };

export const mostTold = 20;

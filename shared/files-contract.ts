import type { ArchivePreview } from "./archive.ts";
import type { ChainExport, ChainFormat } from "./chain-export.ts";
import type { ComparisonFormat, ExportedFile, SpendFormat } from "./exports.ts";
import type { Job } from "./job.ts";
import type { SetupChoices, SetupPreview, SetupResult } from "./setup.ts";
import type { SpendRange } from "./spend.ts";

/** The methods of exports and imports: a part of the contract. */
export type FilesContract = {
  "export.comparison": { input: { comparisonId: string; format: ComparisonFormat }; output: ExportedFile };
  "export.spend": { input: { range: SpendRange; format: SpendFormat }; output: ExportedFile };
  /** Chains, column sets, own prices, providers and settings; never a key. */
  "export.setup": { input: Record<string, never>; output: ExportedFile };
  /** Chains, in the order that is asked, as one file for another program; `conflict` where none of them has a link. */
  "export.chains": { input: { chainIds: readonly string[]; format: ChainFormat }; output: ChainExport };
  /** Reads such a file and says what an import would do. Nothing is changed, and nothing is asked of any server. */
  "import.preview": { input: { text: string }; output: SetupPreview };
  /** Does what was previewed, all of it or nothing; `conflict` where something changed here since: preview it again. */
  "import.apply": { input: { previewId: string; choices: SetupChoices }; output: SetupResult };
  /** Writes everything but keys into a file of the data folder; the job's event says how far it is. */
  "archive.export": { input: Record<string, never>; output: Job };
  /** A slice of an archive, in order from 0; the first one takes the place of any upload before it. */
  "archive.upload": { input: { uploadId: string; index: number; text: string }; output: null };
  /** Reads what was uploaded to its end and says what is in it; a job tells how far it is. Nothing is changed. */
  "archive.check": { input: { uploadId: string }; output: ArchivePreview };
  /** Adds what was checked and is not here yet. Stopped or cut off, whole comparisons stay; doing it again goes on. */
  "archive.import": { input: { uploadId: string }; output: Job };
  /** Forgets an upload. */
  "archive.discard": { input: { uploadId: string }; output: null };
  /** Stopping what has ended changes nothing. */
  "job.stop": { input: { jobId: string }; output: null };
};
